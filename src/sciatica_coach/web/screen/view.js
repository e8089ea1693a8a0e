// Shows what the coach says: one number, one ring, one message, the picture.

import { clear, drawUpdate } from "./skeleton_overlay.js";
import { Letters } from "./letters.js";
import { People } from "./person_picker.js";
import { Ring } from "./ring.js";
import { SetUp } from "./set_up.js";
import { Strip } from "./angle_bar.js";
import { fill, write } from "./texts.js";

/** Signs beside the words, so that no meaning hangs on colour alone (24 x 24 path data). */
const ICONS = {
  plain: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-1 7h2v7h-2Zm0-3.5h2v2h-2Z",
  advice: "M12 2.5 1.5 21h21ZM11 9.5h2v6h-2Zm0 7.5h2v2h-2Z",
  correct: "M4 11v2h10.5l-4 4 1.5 1.5L18.5 12 12 5.5 10.5 7l4 4Z",
  stop: "M8 2h8l6 6v8l-6 6H8l-6-6V8Zm3 4.5v7h2v-7Zm0 9v2h2v-2Z",
  good: "m9.5 18.5-6-6L5 11l4.5 4.5L19 6l1.5 1.5Z",
  hold: "M5 2h14v5l-5 5 5 5v5H5v-5l5-5-5-5Z",
};
const CAN_PAUSE = new Set(["count_down", "exercise", "rest"]);
const MOVED = new Set(["exercise", "paused"]);
const AIMED = new Set(["set_up", "count_down", "exercise"]);

export class View {
  #part;
  #texts;
  #bones = [];
  #mirrored;
  #settings;
  #begun = false;
  #reps = 0;
  #people;
  #letters;
  #ring;
  #strip;
  #setUp;

  /** `choose(x, y)` is told where the person is who says "this is me". */
  constructor(root, data, settings, choose) {
    const part = (name) => root.querySelector(`.${name}`);
    this.#part = part;
    this.#texts = data.texts;
    this.#settings = settings;
    this.stage = part("stage");
    this.video = part("feed");
    this.stopButton = part("stop");
    this.#mirrored = Boolean(data.mirrored);
    this.stage.classList.toggle("mirrored", this.#mirrored);
    this.video.addEventListener("resize", () => this.#shape());
    this.#people = new People(part("people"), data.texts, choose);
    this.#letters = new Letters(this.stage, part("message"), part("words"));
    this.#ring = new Ring(part, data.texts);
    this.#strip = new Strip(part, data.texts);
    this.#setUp = new SetUp(root, data.set_up_pictures, data.texts.set_up_picture);
    this.#name(root, data);
    this.adopt();
    this.#ring.show(data.hold_s > 0 ? { hold_s: 0, hold_asked_s: data.hold_s } : {});
    this.#say({ tone: "plain", text: data.texts.connecting });
  }

  /** Every word that stands there from the beginning. */
  #name(root, { texts, language, name, side, reps }) {
    for (const element of root.querySelectorAll("[data-text]")) {
      write(element, texts[element.dataset.text]);
    }
    this.stage.lang = language;
    this.stage.setAttribute("aria-label", texts.exercise);
    this.#part("open-settings").setAttribute("aria-label", texts.settings);
    this.#part("close-settings").setAttribute("aria-label", texts.close);
    write(this.#part("title"), name);
    write(this.#part("name"), [name, side].filter(Boolean).join(", "));
    write(this.#part("reps-asked"), fill(texts.reps_asked, { number: reps }));
  }

  /** Take over what is set for the eyes. */
  adopt() {
    this.stage.dataset.theme = this.#settings.get("theme");
    this.stage.dataset.letters = this.#settings.get("letters");
    this.#letters.set(this.#settings.get("letters"));
    this.#letters.fit();
  }

  learn({ bones }) {
    this.#bones = bones;
  }

  show(update) {
    const aims = AIMED.has(update.chapter) && this.#settings.get("ghost");
    const ghost = aims ? update.ghost : null;
    drawUpdate(this.#part("overlay"), this.#bones, { ...update, ghost }, this.#mirrored);
    this.#begun = true;
    Object.assign(this.stage.dataset, { chapter: update.chapter, stage: update.stage });
    this.#setUp.show(update);
    this.#announce(update);
    this.#count(update);
    this.#ring.show(update);
    this.#strip.show(MOVED.has(update.chapter) ? update : {});
    this.#accompany(update);
    this.#offer(update);
    this.#say(update.message);
  }

  /** Cover the picture with what is wrong, or uncover it with null. */
  trouble(name) {
    const trouble = this.#part("trouble");
    trouble.hidden = !name;
    this.stage.classList.toggle("troubled", Boolean(name));
    if (!name) return;
    const retry = this.#part("retry");
    clear(this.#part("overlay"));
    this.stage.dataset.trouble = name;
    write(this.#part("trouble-title"), this.#texts[`${name}_title`]);
    write(this.#part("trouble-words"), this.#texts[`${name}_words`]);
    write(retry, this.#texts[`${name}_retry`] ?? "");
    retry.hidden = !this.#texts[`${name}_retry`];
    this.#say({ tone: "advice", text: this.#texts[this.#begun ? "paused" : "waiting"] });
  }

  /** Say that nothing is heard before the page is touched. */
  silent(isShut) {
    this.#part("silent").hidden = !isShut;
  }

  hint(words) {
    write(this.stopButton.querySelector("small"), words);
  }

  end() {
    this.stage.dataset.stage = "ending";
    this.stopButton.disabled = true;
    this.#part("trouble").hidden = true;
    this.#say({ tone: "plain", text: this.#texts.ending });
  }

  close() {
    this.#letters.close();
  }

  /** Which set this is; in a rest, which one comes next. */
  #announce({ chapter, bout }) {
    const title = bout.title || this.#part("title").textContent;
    write(this.#part("name"), chapter === "rest" ? fill(this.#texts.next, { title }) : title);
  }

  #count({ reps, reps_asked: asked }) {
    const done = this.#part("reps-done");
    write(done, String(reps));
    write(this.#part("reps-asked"), fill(this.#texts.reps_asked, { number: asked }));
    if (reps > this.#reps) done.animate?.([{ scale: 1.18 }, { scale: 1 }], gentle(600));
    this.#reps = reps;
  }

  #accompany({ people, company, pace }) {
    const words = this.#texts[company?.chosen ? "company_chosen" : "company"];
    this.#part("company").hidden = people < 2;
    write(this.#part("company"), fill(words, { people }));
    this.#people.show(company);
    this.#part("pace").hidden = !pace;
    write(this.#part("pace"), pace?.text ?? "");
  }

  /** The buttons of this chapter; one that goes away leaves the focus to the next. */
  #offer({ chapter, paused_by: pausedBy, may_go_on: mayGoOn }) {
    const stands = chapter === "paused" && pausedBy !== "away";
    const focused = this.stage.getRootNode().activeElement;
    const goOn = this.#part("go-on");
    this.#part("pause").hidden = !CAN_PAUSE.has(chapter);
    this.#part("pausing").hidden = !stands;
    goOn.hidden = !mayGoOn;
    write(goOn, this.#texts[chapter === "rest" ? "go_on_now" : "go_on_anyway"]);
    if (!focused || focused.checkVisibility()) return;
    const next = [this.#part("resume"), this.#part("pause"), this.stopButton];
    next.find((button) => button.checkVisibility()).focus({ preventScroll: true });
  }

  #say({ tone, text }) {
    const icon = this.#part("icon-path");
    this.#part("message").dataset.tone = tone;
    if (icon.getAttribute("d") !== ICONS[tone]) icon.setAttribute("d", ICONS[tone]);
    if (this.#part("words").textContent === text) return;
    write(this.#part("words"), text);
    this.#letters.fit();
  }

  /** The picture's own shape tells how much room is left beside it. */
  #shape() {
    const { videoWidth, videoHeight } = this.video;
    if (videoWidth) this.stage.style.setProperty("--shape", videoWidth / videoHeight);
  }
}

function gentle(duration) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { duration: still ? 1 : duration, easing: "ease-out" };
}
