// Shows what the coach says: one number, one ring, one message.

import * as texts from "./texts.js";
import { clear, drawUpdate } from "./drawing.js";
import { People } from "./people.js";

/** Signs beside the words, so that no meaning hangs on colour alone (24 x 24 path data). */
const ICONS = {
  plain: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-1 7h2v7h-2Zm0-3.5h2v2h-2Z",
  advice: "M12 2.5 1.5 21h21ZM11 9.5h2v6h-2Zm0 7.5h2v2h-2Z",
  correct: "M4 11v2h10.5l-4 4 1.5 1.5L18.5 12 12 5.5 10.5 7l4 4Z",
  stop: "M8 2h8l6 6v8l-6 6H8l-6-6V8Zm3 4.5v7h2v-7Zm0 9v2h2v-2Z",
  good: "m9.5 18.5-6-6L5 11l4.5 4.5L19 6l1.5 1.5Z",
  hold: "M7 5h4v14H7Zm6 0h4v14h-4Z",
};

export class View {
  #parts;
  #bones = [];
  #mirrored;
  #stage = "connecting";
  #reps = 0;
  #people;

  /** `choose(x, y)` is told where the person is who says "this is me". */
  constructor(root, data, choose) {
    const part = (name) => root.querySelector(`.${name}`);
    this.stage = part("stage");
    this.video = part("feed");
    this.stopButton = part("stop");
    this.retryButton = part("retry");
    this.#parts = Object.fromEntries(
      [
        "overlay", "trouble", "trouble-title", "trouble-words", "message", "icon-path", "words",
        "name", "company", "reps-done", "reps-asked", "hold", "ring-way", "ring-number", "ring-unit",
      ].map((name) => [name, part(name)]),
    );
    this.#people = new People(part("people"), this.video, choose);
    this.#mirrored = !data.clip;
    this.stage.classList.toggle("mirrored", this.#mirrored);
    this.#parts.name.textContent = [data.name, data.side].filter(Boolean).join(", ");
    this.#parts["reps-asked"].textContent = `of ${data.reps}`;
    this.hint(texts.STOP_HINT);
    this.#ring(data.hold_s > 0 ? { hold_s: 0, hold_asked_s: data.hold_s } : {});
    this.#say("plain", texts.STAGES.connecting);
  }

  learn({ bones }) {
    this.#bones = bones;
  }

  show(update) {
    drawUpdate(this.#parts.overlay, this.#bones, update, this.#mirrored);
    this.#stage = update.stage;
    this.stage.dataset.stage = update.stage;
    this.#count(update);
    this.#parts.company.hidden = update.people < 2;
    write(this.#parts.company, texts.company(update.people, update.company?.chosen));
    this.#people.show(update.company);
    this.#ring(update);
    this.#say(...messageOf(update));
  }

  /** Cover the picture with what is wrong, or uncover it with null. */
  trouble(name) {
    const { trouble } = this.#parts;
    trouble.hidden = !name;
    this.stage.classList.toggle("troubled", Boolean(name));
    if (!name) return;
    const { title, words, retry } = texts.TROUBLES[name];
    clear(this.#parts.overlay);
    this.stage.dataset.trouble = name;
    write(this.#parts["trouble-title"], title);
    write(this.#parts["trouble-words"], words);
    write(this.retryButton, retry ?? "");
    this.retryButton.hidden = !retry;
    this.#say("advice", texts.STAGES[this.#stage === "connecting" ? "waiting" : "paused"]);
  }

  hint(words) {
    write(this.stopButton.querySelector("small"), words);
  }

  end() {
    this.stage.dataset.stage = "ending";
    this.stopButton.disabled = true;
    this.#parts.trouble.hidden = true;
    this.#say("plain", texts.ENDING);
  }

  #count({ reps, reps_asked: asked }) {
    const { "reps-done": done } = this.#parts;
    write(done, String(reps));
    write(this.#parts["reps-asked"], `of ${asked}`);
    if (reps > this.#reps) done.animate?.([{ scale: 1.18 }, { scale: 1 }], gentle(600));
    this.#reps = reps;
  }

  #ring(update) {
    const { share, number, unit } = ringOf(update);
    const filled = Math.min(1, Math.max(0, share));
    // A little more than the whole way, or a hair of the track stays to be seen.
    const drawn = filled >= 0.999 ? 101 : 100 * filled;
    this.#parts["ring-way"].setAttribute("stroke-dasharray", `${drawn.toFixed(1)} 101`);
    write(this.#parts["ring-number"], number);
    write(this.#parts["ring-unit"], unit);
  }

  #say(tone, words) {
    this.#parts.message.dataset.tone = tone;
    if (this.#parts["icon-path"].getAttribute("d") !== ICONS[tone]) {
      this.#parts["icon-path"].setAttribute("d", ICONS[tone]);
    }
    write(this.#parts.words, words);
  }
}

/** Seconds that are left to hold; without a hold, how far the movement has come. */
export function ringOf({ stage, hold_s: held = 0, hold_asked_s: asked = 0, progress = 0 }) {
  if (stage === "done") return { share: 1, number: "✓", unit: texts.DONE };
  if (!asked) {
    const share = Math.min(1, Math.max(0, progress ?? 0));
    return { share, number: String(Math.round(100 * share)), unit: texts.ON_THE_WAY };
  }
  if (held >= asked) return { share: 1, number: "✓", unit: texts.HELD };
  const left = Math.ceil(asked - held);
  const unit = left === 1 ? texts.SECOND_LEFT : texts.SECONDS_LEFT;
  return { share: held / asked, number: String(left), unit };
}

/** The one thing to say: danger first, then why nothing counts, then corrections and praise. */
export function messageOf({ stage, advice, cue, hold_s: held, hold_asked_s: asked }) {
  if (cue?.severity === "stop" && cue.rule) return ["stop", cue.text];
  if (advice) return [stage === "get_ready" ? "plain" : "advice", advice.text];
  if (cue) return [toneOf(cue), cue.text];
  if (stage === "holding") {
    if (!asked) return ["good", texts.FAR_ENOUGH];
    return held >= asked ? ["good", texts.LET_GO] : ["hold", texts.STAGES.holding];
  }
  if (stage === "ready" || stage === "done") return ["good", texts.STAGES[stage]];
  return ["plain", texts.STAGES[stage] ?? ""];
}

function toneOf({ rule, is_praise: isPraise }) {
  if (rule) return "correct";
  return isPraise ? "good" : "plain";
}

/** Screen readers read a text again whenever it is set: set it only if it changes. */
function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function gentle(duration) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { duration: still ? 1 : duration, easing: "ease-out" };
}
