// The strip: the angle on its way from the start to the person's own target, and beyond.

import { fill, write } from "./texts.js";

/** How much of the way is shown: a little before the start, and what lies beyond the target. */
const FROM = -0.12;
const TO = 1.4;

const place = (share) => Math.min(1, Math.max(0, (share - FROM) / (TO - FROM)));

/** Where the target's band begins and where the marker stands, as shares of the strip. */
export function stripOf({ angle_deg: angle, start_deg: start, target_deg: target }) {
  if (start == null || target == null || start === target) return null;
  const marker = angle == null ? null : place((angle - start) / (target - start));
  return { band: place(1), marker };
}

export class Strip {
  #parts;
  #texts;

  constructor(part, texts) {
    this.#parts = {
      strip: part("strip"),
      label: part("strip-label"),
      band: part("strip-band"),
      marker: part("strip-marker"),
      angle: part("strip-angle"),
    };
    this.#texts = texts;
  }

  show(update) {
    const { strip, label, band, marker, angle } = this.#parts;
    const places = stripOf(update);
    strip.hidden = places === null;
    if (!places) return;
    const degrees = Math.round(update.target_deg);
    write(label, fill(this.#texts.target, { degrees: `${degrees}`.replace("-", "−") }));
    band.style.left = `${100 * places.band}%`;
    marker.hidden = places.marker === null;
    if (marker.hidden) return;
    marker.style.setProperty("--at", `${100 * places.marker}%`);
    write(angle, `${Math.round(update.angle_deg)}°`.replace("-", "−"));
  }
}
