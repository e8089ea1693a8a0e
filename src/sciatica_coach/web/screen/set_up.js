// The picture of where camera and mat or chair go: large at first, then beside the live help.

import { find } from "./find.js";

/** @import { Update } from "../net/messages.js" */
/** @import { SetUpPictures } from "../page_data.js" */

const LARGE_MS = 6000;
const IN_PLACE = new Set(["get_ready", "ready"]);

export class SetUp {
  #large;
  #pictures;
  /** @type {NodeListOf<HTMLImageElement>} */
  #images;
  /** @type {number | null} */
  #set = null;
  #sinceMs = 0;
  #wasAnybodySeen = false;
  #isOver = false;

  /**
   * @param {ParentNode} root
   * @param {SetUpPictures} pictures
   * @param {string} description
   */
  constructor(root, pictures, description) {
    this.#large = find(root, ".set-up-large", HTMLElement);
    this.#images = root.querySelectorAll(".set-up-picture");
    this.#pictures = pictures;
    for (const image of this.#images) image.alt = description;
    this.#choose(Object.keys(pictures)[0]);
  }

  /**
   * Large until there was time to look at it and somebody is seen; no longer when the person is in
   * place, or when several people have to find themselves in the live picture.
   *
   * @param {Update} update
   */
  show(update, nowMs = performance.now()) {
    const { session_phase: sessionPhase, stage, set_plan: setPlan, people, bystanders } = update;
    if (sessionPhase === "set_up" && setPlan.index !== this.#set) {
      this.#set = setPlan.index;
      this.#sinceMs = nowMs;
      this.#wasAnybodySeen = this.#isOver = false;
      this.#choose(setPlan.side);
    }
    this.#wasAnybodySeen ||= people > 0;
    this.#isOver ||= IN_PLACE.has(stage) || Boolean(bystanders);
    const isEarly = nowMs - this.#sinceMs < LARGE_MS || !this.#wasAnybodySeen;
    this.#large.hidden = sessionPhase !== "set_up" || !isEarly || this.#isOver;
  }

  /** @param {string | null} side */
  #choose(side) {
    const picture = side && this.#pictures[/** @type {keyof SetUpPictures} */ (side)];
    if (!picture) return;
    for (const image of this.#images) image.src = picture;
  }
}
