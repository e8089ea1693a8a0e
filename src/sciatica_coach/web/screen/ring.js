// The ring and the number in it: seconds to hold, to rest, to the start; or the share of the way.

import { find } from "./find.js";
import { setText } from "./texts.js";

/** @import { Update } from "../net/messages.js" */
/** @import { Texts } from "../page_data.js" */
/** @typedef {{ share: number, number: string, unit: string }} RingContent */

export class Ring {
  #arc;
  #number;
  #unit;
  #texts;
  /** @type {string | null} */
  #phase = null;
  #wholeS = 0;

  /**
   * @param {ParentNode} root
   * @param {Texts} texts
   */
  constructor(root, texts) {
    this.#arc = find(root, ".ring-way", SVGElement);
    this.#number = find(root, ".ring-number", HTMLElement);
    this.#unit = find(root, ".ring-unit", HTMLElement);
    this.#texts = texts;
  }

  /** @param {Partial<Update>} update */
  show(update) {
    const phase = update.session_phase ?? null;
    if (phase !== this.#phase) this.#wholeS = 0;
    this.#phase = phase;
    this.#wholeS = Math.max(this.#wholeS, update.rest_s ?? 0, update.count_down_s ?? 0);
    const { share, number, unit } = ringContent(update, this.#texts, this.#wholeS);
    const filled = Math.min(1, Math.max(0, share));
    // A little more than the whole circle, or a hair of the track remains visible.
    const drawn = filled >= 0.999 ? 101 : 100 * filled;
    this.#arc.setAttribute("stroke-dasharray", `${drawn.toFixed(1)} 101`);
    this.#number.style.setProperty("--digits", String(number.length));
    setText(this.#number, number);
    setText(this.#unit, unit);
  }
}

/**
 * What the ring shows.
 *
 * @param {Partial<Update>} update
 * @param {Texts} texts
 * @param {number} wholeS how long this rest or count-down is from its beginning
 * @returns {RingContent}
 */
export function ringContent(update, texts, wholeS = 0) {
  const { session_phase: sessionPhase, rest_s: restS, count_down_s: countDownS } = update;
  if (sessionPhase === "finished") return { share: 1, number: "✓", unit: texts.done };
  if (sessionPhase === "rest" && restS != null) return secondsLeft(restS, restS / wholeS, texts);
  if (sessionPhase === "count_down" && countDownS != null) {
    return { ...secondsLeft(countDownS, countDownS / wholeS, texts), unit: texts.ready };
  }
  return movementContent(update, texts);
}

/**
 * @param {Partial<Update>} update
 * @param {Texts} texts
 * @returns {RingContent}
 */
function movementContent({ hold_s: heldS = 0, hold_asked_s: askedS = 0, progress = 0 }, texts) {
  if (!askedS) {
    const share = Math.min(1, Math.max(0, progress ?? 0));
    return { share, number: String(Math.round(100 * share)), unit: texts.percent };
  }
  if (heldS >= askedS) return { share: 1, number: "✓", unit: texts.held };
  return secondsLeft(askedS - heldS, heldS / askedS, texts);
}

/**
 * @param {number} leftS
 * @param {number} share
 * @param {Texts} texts
 * @returns {RingContent}
 */
function secondsLeft(leftS, share, texts) {
  const left = Math.max(0, Math.ceil(leftS));
  return {
    share: Number.isFinite(share) ? share : 0,
    number: String(left),
    unit: left === 1 ? texts.second : texts.seconds,
  };
}
