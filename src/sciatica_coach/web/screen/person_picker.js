// A frame round each person while several are seen: a tap, or Enter, says which of them exercises.

import { fill, write } from "./texts.js";

export class People {
  #place;
  #choose;
  #texts;
  #frames = [];

  /** `choose(x, y)` gets the middle of the frame, in shares of the picture's width and height. */
  constructor(place, texts, choose) {
    this.#place = place;
    this.#texts = texts;
    this.#choose = choose;
    place.setAttribute("aria-label", texts.people);
  }

  /** The frames stay the same elements: one that has the keyboard's focus keeps it. */
  show(company) {
    const boxes = company?.boxes ?? [];
    this.#place.hidden = boxes.length === 0;
    while (this.#frames.length > boxes.length) this.#frames.pop().remove();
    while (this.#frames.length < boxes.length) this.#add();
    boxes.forEach((box, index) => this.#draw(index, box, boxes.length, company));
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
    const is = own && chosen ? "followed" : "me";
    const name = fill(this.#texts[`${is}_of`], { number: index + 1, people: count });
    if (frame.getAttribute("aria-label") !== name) frame.setAttribute("aria-label", name);
    write(frame.firstElementChild, this.#texts[is]);
  }
}
