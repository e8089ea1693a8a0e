// A sample clip as the source of pictures: plays once where the camera's picture would be.

import { ClipClock } from "./clip_clock.js";

/** @import { Frame } from "./frames.js" */
/** @import { Source, SourceListener } from "./source.js" */

/**
 * Plays as fast as the coach keeps pace, and stands still if need be: a clip can wait, a person
 * cannot. Its pictures carry the clip's own time, so that waiting does not make a hold longer.
 *
 * @implements {Source}
 */
export class Clip {
  #video;
  #listener;
  #url;
  #clock = new ClipClock();
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
    video.addEventListener("ended", () => this.#clock.end(performance.now()), { signal });
    video.addEventListener("error", () => listener.trouble("clip"), { signal });
  }

  open() {
    this.#clock.hold();
    this.#listener.trouble(null);
    this.#video.autoplay = false;
    this.#video.src = this.#url;
  }

  choose() {}

  get isWaiting() {
    return this.#clock.isHeld || this.#video.ended;
  }

  /**
   * @param {number} shownMs
   * @param {VideoFrameCallbackMetadata} [about]
   */
  captureTimeMs(shownMs, about) {
    const clipMs = 1000 * (about?.mediaTime ?? this.#video.currentTime);
    const rewindMs = this.#clock.rewindMs(clipMs);
    if (rewindMs === null) return this.#clock.captureTimeMs(shownMs, clipMs);
    this.#video.pause();
    this.#video.currentTime = rewindMs / 1000;
    return null;
  }

  /** @param {number} shownMs */
  pictureShown(shownMs) {
    if (this.#clock.isLate(shownMs)) this.#video.pause();
  }

  /** @param {Frame} frame */
  pictureJudged({ shownMs }) {
    const wasHeld = this.#clock.isHeld;
    this.#clock.judged(performance.now());
    this.#video.playbackRate = this.#clock.rate;
    if (this.#clock.isOver(shownMs)) this.#listener.end?.();
    else if (wasHeld && !this.#video.ended) this.#play();
  }

  async #play() {
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
