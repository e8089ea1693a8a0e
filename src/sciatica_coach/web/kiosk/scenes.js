// Shows the scene that the server says: the invitation, the question, the result.

import { find, findAll } from "../screen/find.js";
import { fillIn, setText } from "../screen/texts.js";

/** @import { Result, SceneState } from "../net/messages.js" */
/** @import { KioskTexts, Texts } from "../page_data.js" */

export class Scenes {
  #page;
  /** @type {Texts} */
  #texts = {};
  /** @type {SceneState["scene"] | null} */
  scene = null;

  /** @param {Document} page */
  constructor(page) {
    this.#page = page;
  }

  /** @param {KioskTexts} texts */
  setTexts({ texts }) {
    this.#texts = texts;
  }

  /**
   * Show what the server says; true if it is another scene than before.
   *
   * @param {SceneState} state
   */
  show(state) {
    const isNew = state.scene !== this.scene;
    this.scene = state.scene;
    this.#page.body.dataset.scene = state.scene;
    this.#showArm(state);
    this.#showNotice(state);
    this.#showEnd(state);
    if (state.result) this.#showResult(state.result);
    if (isNew) this.focus();
    return isNew;
  }

  /** @param {string} selector */
  #part(selector) {
    return find(this.#page, selector, HTMLElement);
  }

  /** @param {SceneState} state */
  #showArm({ arm }) {
    /** @type {NodeListOf<HTMLProgressElement>} */
    const bars = this.#page.querySelectorAll(".arm");
    for (const bar of bars) {
      bar.value = arm;
      bar.toggleAttribute("data-still", arm === 0);
    }
  }

  /** @param {SceneState} state */
  #showNotice({ people, arm }) {
    const several = people > 1 ? this.#texts.one_at_a_time : "";
    setText(this.#part(".notice"), several || (arm > 0 ? this.#texts.keep_raised : ""));
  }

  /** @param {SceneState} state */
  #showEnd({ left_s: leftS }) {
    const text =
      leftS === null ? "" : fillIn(this.#texts.ends_in, { seconds: Math.ceil(leftS) });
    for (const each of findAll(this.#page, ".ends")) setText(each, text);
  }

  /** @param {Result} result */
  #showResult(result) {
    const { reps: done, reps_asked: asked } = result;
    setText(this.#part("#result-title"), this.#texts[resultTitle(result)]);
    setText(this.#part(".reps-line"), fillIn(this.#texts.reps, { done, asked }));
    const hold = { held: Math.floor(result.longest_hold_s), asked: result.hold_asked_s };
    const holdText = result.hold_asked_s > 0 ? fillIn(this.#texts.hold, hold) : "";
    setText(this.#part(".hold-line"), holdText);
    setText(this.#part(".remark"), result.remark);
    this.#part(".remark").dataset.tone = result.is_praise ? "good" : "correct";
  }

  /** A keyboard goes on where the scene does. */
  focus() {
    const [button] = findAll(this.#page, `.scene.${this.scene} [data-press]`);
    button?.focus({ preventScroll: true });
  }
}

/**
 * The key of the result's title.
 *
 * @param {Result} result
 */
export function resultTitle({ was_stopped: wasStopped, reps, reps_asked: asked }) {
  if (wasStopped) return "result_stopped";
  return reps >= asked ? "result_done" : "result_part";
}
