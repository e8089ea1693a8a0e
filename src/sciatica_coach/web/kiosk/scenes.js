// Shows the scene that the kiosk says: the invitation, the question, the result.

import { fill, write } from "../screen/texts.js";

export class Scenes {
  #page;
  #words = null;
  #part;
  scene = null;

  constructor(page) {
    this.#page = page;
    this.#part = (name) => page.querySelector(name);
  }

  learn(words) {
    this.#words = words;
  }

  /** Show what the kiosk tells; true if it is another scene than before. */
  show(told) {
    const isNew = told.scene !== this.scene;
    this.scene = told.scene;
    this.#page.body.dataset.scene = told.scene;
    this.#showArm(told);
    this.#showNotice(told);
    this.#showEnd(told);
    if (told.result) this.#showResult(told.result);
    if (isNew) this.#focus();
    return isNew;
  }

  #showArm({ arm }) {
    for (const each of this.#page.querySelectorAll(".arm")) {
      each.value = arm;
      each.toggleAttribute("data-still", arm === 0);
    }
  }

  #showNotice({ people, arm }) {
    const { texts } = this.#words;
    const several = people > 1 ? texts.one_at_a_time : "";
    write(this.#part(".notice"), several || (arm > 0 ? texts.keep_raised : ""));
  }

  #showEnd({ left_s: leftS }) {
    const words = leftS === null ? "" : fill(this.#words.texts.ends_in, { seconds: Math.ceil(leftS) });
    for (const each of this.#page.querySelectorAll(".ends")) write(each, words);
  }

  #showResult(result) {
    const { texts } = this.#words;
    const done = result.reps >= result.reps_asked;
    const title = result.was_stopped ? "result_stopped" : done ? "result_done" : "result_part";
    write(this.#part("#result-title"), texts[title]);
    write(
      this.#part(".reps-line"),
      fill(texts.reps, { done: result.reps, asked: result.reps_asked }),
    );
    const hold = { held: Math.floor(result.longest_hold_s), asked: result.hold_asked_s };
    write(this.#part(".hold-line"), result.hold_asked_s > 0 ? fill(texts.hold, hold) : "");
    write(this.#part(".remark"), result.remark);
    this.#part(".remark").dataset.tone = result.is_praise ? "good" : "correct";
  }

  /** A keyboard goes on where the scene does. */
  #focus() {
    this.#part(`.scene.${this.scene} [data-press]`)?.focus({ preventScroll: true });
  }
}
