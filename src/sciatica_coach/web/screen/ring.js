// The ring and the number in it: seconds to hold, to rest, to the start; or how far the way is gone.

import { write } from "./texts.js";

export class Ring {
  #way;
  #number;
  #unit;
  #texts;
  #chapter = null;
  #fullS = 0;

  constructor(part, texts) {
    this.#way = part("ring-way");
    this.#number = part("ring-number");
    this.#unit = part("ring-unit");
    this.#texts = texts;
  }

  show(update) {
    if (update.chapter !== this.#chapter) this.#fullS = 0;
    this.#chapter = update.chapter;
    this.#fullS = Math.max(this.#fullS, update.rest_s ?? 0, update.count_down_s ?? 0);
    const { share, number, unit } = ringOf(update, this.#texts, this.#fullS);
    const filled = Math.min(1, Math.max(0, share));
    // A little more than the whole way, or a hair of the track stays to be seen.
    const drawn = filled >= 0.999 ? 101 : 100 * filled;
    this.#way.setAttribute("stroke-dasharray", `${drawn.toFixed(1)} 101`);
    this.#number.style.setProperty("--digits", number.length);
    write(this.#number, number);
    write(this.#unit, unit);
  }
}

/** What the ring shows; `fullS` is how long this rest or count-down has been from its beginning. */
export function ringOf(update, texts, fullS = 0) {
  const { chapter, rest_s: restS, count_down_s: countDownS } = update;
  if (chapter === "finished") return { share: 1, number: "✓", unit: texts.done };
  if (chapter === "rest" && restS != null) return seconds(restS, restS / fullS, texts);
  if (chapter === "count_down" && countDownS != null) {
    return { ...seconds(countDownS, countDownS / fullS, texts), unit: texts.ready };
  }
  return ofMovement(update, texts);
}

function ofMovement({ hold_s: held = 0, hold_asked_s: asked = 0, progress = 0 }, texts) {
  if (!asked) {
    const share = Math.min(1, Math.max(0, progress ?? 0));
    return { share, number: String(Math.round(100 * share)), unit: texts.percent };
  }
  if (held >= asked) return { share: 1, number: "✓", unit: texts.held };
  return seconds(asked - held, held / asked, texts);
}

function seconds(leftS, share, texts) {
  const left = Math.max(0, Math.ceil(leftS));
  return {
    share: Number.isFinite(share) ? share : 0,
    number: String(left),
    unit: left === 1 ? texts.second : texts.seconds,
  };
}
