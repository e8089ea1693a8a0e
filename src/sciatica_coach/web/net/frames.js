// Turns what a video element shows into small JPEG pictures with the moment of their capture.

const WIDTH_PX = 480;
const QUALITY = 0.75;
const BELIEVABLE_MS = 1000;

/** Hands every new picture of a video to `take(picture)`, at the camera's own pace. */
export class Frames {
  #video;
  #take;
  #handle = null;
  #canvas = document.createElement("canvas");
  /** When the last picture was shown, on the browser's rising clock. */
  lastShownMs = performance.now();

  constructor(video, take) {
    this.#video = video;
    this.#take = take;
    this.#next();
  }

  stop() {
    this.#video.cancelVideoFrameCallback?.(this.#handle);
    cancelAnimationFrame(this.#handle);
    this.#take = null;
  }

  /** What the video shows now, as if it had just come; null while there is no picture. */
  present() {
    const now = performance.now();
    const shows = this.#video.videoWidth && this.#video.readyState >= 2;
    return shows ? { shownMs: now, capturedMs: now, pack: () => this.#pack() } : null;
  }

  #next() {
    if (!this.#take) return;
    if (this.#video.requestVideoFrameCallback) {
      this.#handle = this.#video.requestVideoFrameCallback((now, about) => this.#see(now, about));
    } else {
      this.#handle = requestAnimationFrame((now) => this.#see(now, {}));
    }
  }

  #see(now, about) {
    this.#next();
    const frame = this.present();
    if (!frame) return;
    this.lastShownMs = frame.shownMs;
    this.#take({ ...frame, capturedMs: moment(about.captureTime, now) });
  }

  /** The present picture as a JPEG; its size may change from one to the next. */
  #pack() {
    const { videoWidth, videoHeight } = this.#video;
    const scale = Math.min(1, WIDTH_PX / videoWidth);
    const width = Math.round(videoWidth * scale);
    const height = Math.round(videoHeight * scale);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    this.#canvas.getContext("2d", { alpha: false }).drawImage(this.#video, 0, 0, width, height);
    return new Promise((resolve) => this.#canvas.toBlob(resolve, "image/jpeg", QUALITY));
  }
}

/** The capture time where the browser tells a believable one, else the time of showing. */
export function moment(captureMs, shownMs) {
  const believable = Number.isFinite(captureMs) && Math.abs(shownMs - captureMs) < BELIEVABLE_MS;
  return believable ? captureMs : shownMs;
}
