// A frame round each person while several are seen: a tap, or Enter, says which of them exercises.

import { FOLLOWED, ME, personOf } from "./texts.js";

export class People {
  #place;
  #video;
  #choose;
  #frames = [];

  /** `choose(x, y)` gets the middle of the frame, in shares of the picture's width and height. */
  constructor(place, video, choose) {
    this.#place = place;
    this.#video = video;
    this.#choose = choose;
  }

  /** The frames stay the same elements: one that has the keyboard's focus keeps it. */
  show(company) {
    const boxes = company?.boxes ?? [];
    this.#place.hidden = boxes.length === 0;
    this.#fit();
    while (this.#frames.length > boxes.length) this.#frames.pop().remove();
    while (this.#frames.length < boxes.length) this.#add();
    boxes.forEach((box, index) => this.#draw(index, box, boxes.length, company));
  }

  /** The picture does not fill its element: the frames keep its shape, and so its place. */
  #fit() {
    const { videoWidth, videoHeight } = this.#video;
    if (videoWidth) this.#place.style.setProperty("--shape", videoWidth / videoHeight);
  }

  #add() {
    const frame = document.createElement("button");
    frame.type = "button";
    frame.className = "person";
    frame.append(document.createElement("span"));
    frame.addEventListener("click", () => this.#choose(...frame.middle));
    this.#place.append(frame);
    this.#frames.push(frame);
  }

  #draw(index, [left, top, right, bottom], count, { followed, chosen }) {
    const frame = this.#frames[index];
    frame.middle = [(left + right) / 2, (top + bottom) / 2];
    Object.assign(frame.style, {
      left: `${100 * left}%`,
      top: `${100 * top}%`,
      width: `${100 * (right - left)}%`,
      height: `${100 * (bottom - top)}%`,
      // Of frames that overlap, the smaller one can be reached.
      zIndex: Math.round(100 * (1 - (right - left) * (bottom - top))),
    });
    const own = index === followed;
    frame.classList.toggle("followed", own);
    frame.setAttribute("aria-pressed", String(own && chosen));
    const words = own && chosen ? FOLLOWED : ME;
    const name = `${words}. ${personOf(index + 1, count)}`;
    if (frame.getAttribute("aria-label") !== name) frame.setAttribute("aria-label", name);
    const label = frame.firstElementChild;
    if (label.textContent !== words) label.textContent = words;
  }
}
