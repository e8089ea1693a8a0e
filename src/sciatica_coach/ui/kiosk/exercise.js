// The exercise on the screen, by the parts of the camera component; made anew for each visitor.

import { View } from "/coach-modules/view.js";

export class Exercise {
  #place;
  #template;
  #press;
  #hello = null;
  #data = null;
  #words = null;
  #view = null;

  /** `press("stop")` ends the exercise. */
  constructor(page, press) {
    this.#place = page.querySelector(".scene.exercise");
    this.#template = page.querySelector("#stage");
    this.#press = press;
  }

  learn(hello) {
    this.#hello = hello;
  }

  say(words, data) {
    this.#words = words;
    this.#data = data;
  }

  /** Put the exercise on the screen with the camera's picture, or take it away. */
  run(wanted, eye) {
    this.#place.replaceChildren();
    this.#view = null;
    if (!wanted) return;
    const bar = document.querySelector(".bar").offsetHeight;
    this.#place.style.setProperty("--bar", `${bar}px`);
    this.#place.append(this.#template.content.cloneNode(true));
    const { exercise, reps, hold_s: holdS } = this.#data;
    const data = { name: this.#words.exercises[exercise], side: "", reps, hold_s: holdS };
    this.#view = new View(this.#place, data, () => {});
    this.#view.learn(this.#hello);
    this.#view.video.srcObject = eye.srcObject;
    this.#view.stopButton.addEventListener("click", () => this.#press("stop"));
    this.#view.stopButton.focus({ preventScroll: true });
  }

  show(update) {
    this.#view?.show(update);
  }
}
