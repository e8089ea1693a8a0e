// A sample clip as the source of pictures: plays once where the camera's picture would be.

/** @import { Source, SourceListener } from "./source.js" */

/**
 * Waits on its first picture until that one has been judged: the first repetition would be missed.
 *
 * @implements {Source}
 */
export class Clip {
  #video;
  #listener;
  #url;
  #begun = false;
  #undo = new AbortController();

  /**
   * @param {HTMLVideoElement} video
   * @param {SourceListener} listener
   * @param {string} url
   */
  constructor(video, listener, url) {
    this.#video = video;
    this.#listener = listener;
    this.#url = url;
    const { signal } = this.#undo;
    video.addEventListener("ended", () => listener.end?.(), { signal });
    video.addEventListener("error", () => listener.trouble("clip"), { signal });
  }

  open() {
    this.#begun = false;
    this.#listener.trouble(null);
    this.#video.autoplay = false;
    this.#video.src = this.#url;
  }

  get isWaiting() {
    return !this.#begun;
  }

  async begin() {
    if (this.#begun) return;
    this.#begun = true;
    try {
      await this.#video.play();
    } catch (error) {
      const { name } = /** @type {Error} */ (error);
      if (name !== "AbortError") this.#listener.trouble("clip");
    }
  }

  watch() {}

  close() {
    this.#undo.abort();
    this.#video.removeAttribute("src");
    this.#video.load();
  }
}
