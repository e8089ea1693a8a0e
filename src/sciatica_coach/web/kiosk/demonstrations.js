// Plays the demonstrations in turn while nobody is there.

import { find } from "../screen/find.js";
import { setText } from "../screen/texts.js";

/** @import { Clip, KioskTexts } from "../page_data.js" */

const SKIP_BROKEN_MS = 2000;

export class Demonstrations {
  #video;
  #name;
  #purpose;
  /** @type {Clip[]} */
  #clips = [];
  /** @type {KioskTexts | null} */
  #texts = null;
  #index = 0;
  #isPlaying = false;

  /** @param {Document} page */
  constructor(page) {
    this.#video = find(page, ".clip", HTMLVideoElement);
    this.#name = find(page, ".clip-name", HTMLElement);
    this.#purpose = find(page, ".clip-purpose", HTMLElement);
    this.#video.addEventListener("ended", () => this.#next());
    // A clip that does not play must not stop the others.
    this.#video.addEventListener("error", () => setTimeout(() => this.#next(), SKIP_BROKEN_MS));
  }

  /**
   * Take other clips, or the same in another language.
   *
   * @param {Clip[]} clips
   * @param {KioskTexts} texts
   */
  set(clips, texts) {
    this.#clips = clips;
    this.#texts = texts;
    this.#showTexts();
  }

  /**
   * Play while the attract scene is on, and only then.
   *
   * @param {boolean} isWanted
   */
  run(isWanted) {
    if (isWanted === this.#isPlaying) return;
    this.#isPlaying = isWanted;
    if (isWanted) this.#show();
    else this.#video.pause();
  }

  /** @returns {Clip | undefined} */
  get #current() {
    return this.#clips[this.#index % Math.max(1, this.#clips.length)];
  }

  #next() {
    this.#index = (this.#index + 1) % Math.max(1, this.#clips.length);
    if (this.#isPlaying) this.#show();
  }

  #show() {
    const clip = this.#current;
    if (!clip) return;
    this.#showTexts();
    this.#video.src = clip.url;
    this.#video.play().catch(() => {});
  }

  #showTexts() {
    const [clip, texts] = [this.#current, this.#texts];
    if (!clip || !texts) return;
    setText(this.#name, texts.exercises[clip.exercise]);
    setText(this.#purpose, texts.purposes[clip.exercise]);
  }
}
