// Turns what a video element shows into small JPEG pictures with the moment of their capture.

/** @import { Source } from "./source.js" */

const WIDTH_PX = 480;
const QUALITY = 0.75;
const BELIEVABLE_MS = 1000;

/**
 * One picture of a video, not packed yet.
 *
 * @typedef {object} Frame
 * @property {number} shownMs when it came on the screen, on the browser's rising clock
 * @property {number} capturedMs when the camera took it, on the same clock
 * @property {() => Promise<Blob | null>} pack makes a JPEG of it
 */

/** Hands on every new picture of a video, at the camera's own pace. */
export class Frames {
  #video;
  /** @type {((frame: Frame) => void) | null} */
  #onFrame;
  #timeOf;
  #handle = 0;
  #canvas = document.createElement("canvas");
  /** When the last picture was shown, on the browser's rising clock. */
  lastShownMs = performance.now();

  /**
   * @param {HTMLVideoElement} video
   * @param {(frame: Frame) => void} onFrame
   * @param {Source["captureTimeMs"]} timeOf when the picture was taken that is shown
   */
  constructor(video, onFrame, timeOf) {
    this.#video = video;
    this.#onFrame = onFrame;
    this.#timeOf = timeOf;
    this.#waitForNext();
  }

  stop() {
    this.#video.cancelVideoFrameCallback?.(this.#handle);
    cancelAnimationFrame(this.#handle);
    this.#onFrame = null;
  }

  /**
   * What the video shows now, as if it had just come; null while there is no picture.
   *
   * @returns {Frame | null}
   */
  current() {
    return this.#showsPicture ? this.#frame(performance.now()) : null;
  }

  get #showsPicture() {
    const { videoWidth, readyState, seeking } = this.#video;
    return videoWidth > 0 && readyState >= 2 && !seeking;
  }

  #waitForNext() {
    if (!this.#onFrame) return;
    if ("requestVideoFrameCallback" in this.#video) {
      this.#handle = this.#video.requestVideoFrameCallback((now, about) =>
        this.#take(now, about),
      );
    } else {
      this.#handle = requestAnimationFrame((now) => this.#take(now));
    }
  }

  /**
   * @param {number} now
   * @param {VideoFrameCallbackMetadata} [about]
   */
  #take(now, about) {
    this.#waitForNext();
    if (!this.#showsPicture) return;
    this.lastShownMs = performance.now();
    const frame = this.#frame(this.lastShownMs, now, about);
    if (frame) this.#onFrame?.(frame);
  }

  /**
   * @param {number} shownMs
   * @param {number} [now] the browser's own time of showing
   * @param {VideoFrameCallbackMetadata} [about]
   * @returns {Frame | null}
   */
  #frame(shownMs, now = shownMs, about = undefined) {
    const capturedMs = this.#timeOf(now, about);
    return capturedMs === null ? null : { shownMs, capturedMs, pack: () => this.#pack() };
  }

  /**
   * The present picture as a JPEG; its size may change from one to the next.
   *
   * @returns {Promise<Blob | null>}
   */
  #pack() {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, WIDTH_PX / videoWidth);
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const context = this.#canvas.getContext("2d", { alpha: false });
    context?.drawImage(this.#video, 0, 0, width, height);
    return new Promise((resolve) => this.#canvas.toBlob(resolve, "image/jpeg", QUALITY));
  }
}

/**
 * The capture time where the browser tells a believable one, else the time of showing.
 *
 * @param {number | null | undefined} captureMs
 * @param {number} shownMs
 */
export function captureTimeMs(captureMs, shownMs) {
  const isBelievable =
    Number.isFinite(captureMs) && Math.abs(shownMs - Number(captureMs)) < BELIEVABLE_MS;
  return isBelievable ? Number(captureMs) : shownMs;
}
