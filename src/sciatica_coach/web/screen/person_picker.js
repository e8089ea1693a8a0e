// A frame round each person while there are several: a tap, or Enter, says which one exercises.

import { fillIn, setText } from "./texts.js";

/** @import { Bystanders, Point } from "../net/messages.js" */
/** @import { Texts } from "../page_data.js" */
/** @typedef {Bystanders["boxes"][number]} Box */

export class PersonPicker {
  #place;
  #texts;
  #onPick;
  /** @type {{ button: HTMLButtonElement, label: HTMLElement, middle: Point }[]} */
  #frames = [];

  /**
   * @param {HTMLElement} place
   * @param {Texts} texts
   * @param {(x: number, y: number) => void} onPick gets the middle of the frame, in shares of the
   *   picture's width and height
   */
  constructor(place, texts, onPick) {
    this.#place = place;
    this.#texts = texts;
    this.#onPick = onPick;
    place.setAttribute("aria-label", texts.people);
  }

  /**
   * The frames stay the same elements: one that has the keyboard's focus keeps it.
   *
   * @param {Bystanders | null | undefined} bystanders
   */
  show(bystanders) {
    const boxes = bystanders?.boxes ?? [];
    this.#place.hidden = boxes.length === 0;
    while (this.#frames.length > boxes.length) this.#frames.pop()?.button.remove();
    while (this.#frames.length < boxes.length) this.#add();
    if (bystanders) boxes.forEach((_, index) => this.#draw(index, bystanders));
  }

  #add() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "person";
    const label = document.createElement("span");
    button.append(label);
    /** @type {{ button: HTMLButtonElement, label: HTMLElement, middle: Point }} */
    const frame = { button, label, middle: [0.5, 0.5] };
    button.addEventListener("click", () => this.#onPick(...frame.middle));
    this.#place.append(button);
    this.#frames.push(frame);
  }

  /**
   * @param {number} index
   * @param {Bystanders} bystanders
   */
  #draw(index, { boxes, followed, chosen }) {
    const frame = this.#frames[index];
    const box = boxes[index];
    frame.middle = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    moveTo(frame.button, box);
    const isFollowed = index === followed;
    frame.button.classList.toggle("followed", isFollowed);
    frame.button.setAttribute("aria-pressed", String(isFollowed && chosen));
    const key = isFollowed && chosen ? "followed" : "me";
    const name = fillIn(this.#texts[`${key}_of`], { number: index + 1, people: boxes.length });
    if (frame.button.getAttribute("aria-label") !== name) {
      frame.button.setAttribute("aria-label", name);
    }
    setText(frame.label, this.#texts[key]);
  }
}

/**
 * @param {HTMLElement} element
 * @param {Box} box
 */
function moveTo(element, [left, top, right, bottom]) {
  Object.assign(element.style, {
    left: `${100 * left}%`,
    top: `${100 * top}%`,
    width: `${100 * (right - left)}%`,
    height: `${100 * (bottom - top)}%`,
    // Of frames that overlap, the smaller one stays within reach.
    zIndex: Math.round(100 * (1 - (right - left) * (bottom - top))),
  });
}
