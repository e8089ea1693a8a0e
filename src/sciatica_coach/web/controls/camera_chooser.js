// The list of cameras; hidden where there is nothing to choose.

import { findAll } from "../screen/find.js";

/** @import { CameraChoice } from "../net/cameras.js" */
/** @import { Texts } from "../page_data.js" */

export class CameraChooser {
  #texts;
  #rows;
  /** @type {NodeListOf<HTMLSelectElement>} */
  #lists;
  /** @type {CameraChoice[]} */
  #cameras = [];

  /**
   * @param {ParentNode} root
   * @param {Texts} texts
   * @param {(camera: CameraChoice) => void} onChoose
   */
  constructor(root, texts, onChoose) {
    this.#texts = texts;
    this.#rows = findAll(root, ".camera-choice");
    this.#lists = root.querySelectorAll(".camera-choice select");
    for (const list of this.#lists) {
      list.addEventListener("change", () => {
        const camera = this.#cameras.find(({ id }) => id === list.value);
        if (camera) onChoose(camera);
      });
    }
  }

  /**
   * @param {CameraChoice[]} cameras
   * @param {CameraChoice | null} shown
   */
  show(cameras, shown) {
    this.#cameras = cameras;
    const isShownHere = cameras.some(({ id }) => id === shown?.id);
    const hasChoice = cameras.length > 1 || (cameras.length === 1 && !isShownHere);
    for (const row of this.#rows) row.hidden = !hasChoice;
    const options = cameras.map(({ id, name }) => [id, name]);
    if (!isShownHere) options.unshift(["", this.#texts.choose_camera]);
    for (const list of this.#lists) {
      fillList(list, options);
      list.value = isShownHere ? (shown?.id ?? "") : "";
    }
  }
}

/**
 * A list that is open closes when its options are replaced: they are only if they have changed.
 *
 * @param {HTMLSelectElement} list
 * @param {string[][]} wanted pairs of a value and its name
 */
export function fillList(list, wanted) {
  const present = [...list.options].map(({ value, text }) => [value, text]);
  if (JSON.stringify(present) === JSON.stringify(wanted)) return;
  list.replaceChildren(...wanted.map(([value, name]) => new Option(name, value)));
}
