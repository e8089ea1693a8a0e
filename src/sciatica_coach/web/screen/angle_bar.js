// The angle on its way from the start to the person's own target, and beyond, as a bar.

import { find } from "./find.js";
import { fillIn, setText, wholeDegrees } from "./texts.js";

/** @import { Update } from "../net/messages.js" */
/** @import { Texts } from "../page_data.js" */

/** How much of the way is shown: a little before the start, and what lies beyond the target. */
const FROM = -0.12;
const TO = 1.4;

/** @param {number} share of the way from the start to the target */
function placeOnBar(share) {
  return Math.min(1, Math.max(0, (share - FROM) / (TO - FROM)));
}

/**
 * Where the target's band begins and where the marker stands, as shares of the bar.
 *
 * Null if there is no way from a start to a target; the marker is null if there is no angle.
 *
 * @param {Partial<Pick<Update, "angle_deg" | "start_deg" | "target_deg">>} update
 */
export function barPlaces({ angle_deg: angle, start_deg: start, target_deg: target }) {
  if (start == null || target == null || start === target) return null;
  const marker = angle == null ? null : placeOnBar((angle - start) / (target - start));
  return { band: placeOnBar(1), marker };
}

export class AngleBar {
  #bar;
  #label;
  #band;
  #marker;
  #angle;
  #texts;

  /**
   * @param {ParentNode} root
   * @param {Texts} texts
   */
  constructor(root, texts) {
    this.#bar = find(root, ".strip", HTMLElement);
    this.#label = find(root, ".strip-label", HTMLElement);
    this.#band = find(root, ".strip-band", HTMLElement);
    this.#marker = find(root, ".strip-marker", HTMLElement);
    this.#angle = find(root, ".strip-angle", HTMLElement);
    this.#texts = texts;
  }

  /** @param {Partial<Pick<Update, "angle_deg" | "start_deg" | "target_deg">>} update */
  show(update) {
    const places = barPlaces(update);
    this.#bar.hidden = places === null;
    if (!places) return;
    const degrees = wholeDegrees(update.target_deg ?? 0);
    setText(this.#label, fillIn(this.#texts.target, { degrees }));
    this.#band.style.left = `${100 * places.band}%`;
    this.#marker.hidden = places.marker === null;
    if (places.marker === null) return;
    this.#marker.style.setProperty("--at", `${100 * places.marker}%`);
    setText(this.#angle, `${wholeDegrees(update.angle_deg ?? 0)}°`);
  }
}
