// The camera as the source of pictures; says what is wrong with it and opens it again.

/** @import { CameraTrouble } from "./messages.js" */
/** @import { Source, SourceListener } from "./source.js" */

const FROZEN_AFTER_MS = 4000;
const OPEN_AGAIN_MS = 5000;
const ASKING_AFTER_MS = 1000;
/**
 * What a second attempt may mend. A person who has refused the camera is not asked again.
 *
 * @type {Set<CameraTrouble | null>}
 */
const MENDABLE = new Set(["frozen", "missing", "busy", "vanished", "unknown"]);
const CONSTRAINTS = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/**
 * The name of the trouble behind an error of getUserMedia.
 *
 * @param {{ name?: string }} error
 * @returns {CameraTrouble}
 */
export function troubleName(error) {
  switch (error.name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "unknown";
  }
}

/**
 * Shows the camera in a video element.
 *
 * @implements {Source}
 */
export class Camera {
  #video;
  #listener;
  /** @type {MediaStream | null} */
  #stream = null;
  #opening = false;
  #closed = false;
  /** @type {CameraTrouble | null} */
  #trouble = null;
  #openedMs = 0;
  #undo = new AbortController();

  /**
   * @param {HTMLVideoElement} video
   * @param {SourceListener} listener
   */
  constructor(video, listener) {
    this.#video = video;
    this.#listener = listener;
    const onChange = () => {
      if (this.#trouble && this.#trouble !== "asking") this.open();
    };
    const { signal } = this.#undo;
    navigator.mediaDevices?.addEventListener("devicechange", onChange, { signal });
  }

  async open() {
    if (this.#opening || this.#closed) return;
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      this.#report("insecure");
      return;
    }
    this.#opening = true;
    this.#openedMs = performance.now();
    const asked = setTimeout(() => this.#trouble ?? this.#report("asking"), ASKING_AFTER_MS);
    try {
      this.#release();
      const wanted = { video: CONSTRAINTS, audio: false };
      await this.#show(await navigator.mediaDevices.getUserMedia(wanted));
    } catch (error) {
      this.#report(troubleName(/** @type {Error} */ (error)));
    } finally {
      clearTimeout(asked);
      this.#opening = false;
    }
  }

  /** A camera shows what is there, whether it is judged or not. */
  get isWaiting() {
    return false;
  }

  begin() {}

  /** @param {number} lastPictureMs */
  watch(lastPictureMs) {
    if (document.hidden) return;
    const now = performance.now();
    if (this.#stream) this.#checkPictures(lastPictureMs, now);
    if (MENDABLE.has(this.#trouble) && now - this.#openedMs > OPEN_AGAIN_MS) this.open();
  }

  /**
   * @param {number} lastPictureMs
   * @param {number} now
   */
  #checkPictures(lastPictureMs, now) {
    const isFrozen = now - Math.max(lastPictureMs, this.#openedMs) > FROZEN_AFTER_MS;
    const isBack = !isFrozen && lastPictureMs > this.#openedMs;
    if (isFrozen && !this.#trouble) this.#report("frozen");
    if (isBack && this.#trouble === "frozen") this.#report(null);
  }

  close() {
    this.#closed = true;
    this.#undo.abort();
    this.#release();
  }

  /** @param {MediaStream} stream */
  async #show(stream) {
    if (this.#closed) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    this.#stream = stream;
    stream.getVideoTracks()[0].addEventListener("ended", () => this.#lose(stream));
    this.#video.srcObject = stream;
    await this.#video.play();
    // Whether a camera that froze works again is known from its pictures.
    if (this.#trouble !== "frozen") this.#report(null);
  }

  /** @param {MediaStream} stream */
  #lose(stream) {
    if (stream !== this.#stream) return;
    this.#release();
    this.#report("vanished");
    this.open();
  }

  #release() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
  }

  /** @param {CameraTrouble | null} trouble */
  #report(trouble) {
    // A set that has begun is paused, whatever the browser says of the second attempt.
    const isKept = this.#trouble === "vanished" && (trouble === "missing" || trouble === "asking");
    this.#trouble = isKept ? "vanished" : trouble;
    this.#listener.trouble(this.#trouble);
  }
}
