// The camera as the source of pictures; says what is wrong with it and opens it again.

import { betterCamera, findCamera, listCameras } from "./cameras.js";
import { captureTimeMs } from "./frames.js";

/** @import { CameraChoice } from "./cameras.js" */
/** @import { CameraTrouble } from "./messages.js" */
/** @import { Source, SourceListener } from "./source.js" */

const FROZEN_AFTER_MS = 4000;
/** The browser itself says so: no need to wait as long. */
const MUTED_AFTER_MS = 1500;
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
 * The camera of a session stays the same: another one stands elsewhere and sees something else. If
 * it vanishes, it is waited for, unless somebody chooses another.
 *
 * @implements {Source}
 */
export class Camera {
  #video;
  #listener;
  #chosen;
  /** @type {MediaStream | null} */
  #stream = null;
  /**
   * The one that has been shown last.
   *
   * @type {CameraChoice | null}
   */
  #shown = null;
  /** Whether the browser has listed it while it was open: only then its absence says anything. */
  #isListed = false;
  #opening = false;
  #closed = false;
  /** @type {CameraTrouble | null} */
  #trouble = null;
  #openedMs = 0;
  /** @type {number | null} */
  #mutedMs = null;
  /** How often another camera has been chosen. */
  #choices = 0;
  #undo = new AbortController();

  /**
   * @param {HTMLVideoElement} video
   * @param {SourceListener} listener
   * @param {() => CameraChoice | null} chosen the camera that is wanted; null if nobody has chosen
   */
  constructor(video, listener, chosen) {
    this.#video = video;
    this.#listener = listener;
    this.#chosen = chosen;
    const { signal } = this.#undo;
    navigator.mediaDevices?.addEventListener("devicechange", () => this.#onChange(), { signal });
  }

  async open() {
    if (this.#opening || this.#closed) return;
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      this.#report("insecure");
      return;
    }
    this.#opening = true;
    this.#openedMs = performance.now();
    const choices = this.#choices;
    const asked = setTimeout(() => this.#trouble ?? this.#report("asking"), ASKING_AFTER_MS);
    try {
      this.#release();
      this.#show(await this.#obtain());
    } catch (error) {
      this.#report(troubleName(/** @type {Error} */ (error)));
    } finally {
      clearTimeout(asked);
      this.#opening = false;
    }
    if (choices === this.#choices) this.#tellCameras();
    else this.choose();
  }

  /** Show the camera that has been chosen instead of the one that is shown. */
  choose() {
    this.#choices += this.#opening ? 1 : 0;
    this.#shown = null;
    this.#trouble = null;
    this.open();
  }

  /** A camera shows what is there, whether it is judged or not. */
  get isWaiting() {
    return false;
  }

  /**
   * @param {number} shownMs
   * @param {VideoFrameCallbackMetadata} [about]
   */
  captureTimeMs(shownMs, about) {
    return captureTimeMs(about?.captureTime, shownMs);
  }

  pictureShown() {}

  pictureJudged() {}

  /** @param {number} lastPictureMs */
  watch(lastPictureMs) {
    if (document.hidden) return;
    const now = performance.now();
    if (this.#stream) this.#checkPictures(lastPictureMs, now);
    if (MENDABLE.has(this.#trouble) && now - this.#openedMs > OPEN_AGAIN_MS) this.open();
  }

  close() {
    this.#closed = true;
    this.#undo.abort();
    this.#release();
  }

  async #onChange() {
    if (this.#trouble && this.#trouble !== "asking") {
      this.open();
      return;
    }
    const cameras = await this.#tellCameras();
    const chosen = this.#chosen();
    const found = chosen && findCamera(cameras, chosen);
    if (this.#stream && found && found.id !== this.#shown?.id) this.choose();
  }

  async #tellCameras() {
    const cameras = await listCameras();
    const shown = this.#shown;
    const listed = cameras.find(({ id }) => id === shown?.id);
    this.#shown = listed ?? shown;
    if (this.#stream) this.#isListed = Boolean(listed);
    if (!this.#closed) this.#listener.cameras?.(cameras, this.#shown);
    return cameras;
  }

  /** The stream of the camera that has to be shown. */
  async #obtain() {
    if (this.#shown) return this.#obtainAgain(this.#shown);
    const chosen = this.#chosen();
    const stream = await ask(chosen ? { ideal: chosen.id } : undefined);
    const better = betterCamera(await listCameras(), idOf(stream), chosen);
    if (!better) return stream;
    stop(stream);
    return ask({ exact: better.id });
  }

  /** @param {CameraChoice} shown */
  async #obtainAgain(shown) {
    const cameras = await listCameras();
    const found = findCamera(cameras, shown);
    const isGone = this.#isListed && !found && cameras.length > 0;
    if (isGone) throw new DOMException("it is not plugged in", "NotFoundError");
    return ask(found && { exact: found.id });
  }

  /**
   * @param {number} lastPictureMs
   * @param {number} now
   */
  #checkPictures(lastPictureMs, now) {
    const isMuted = this.#mutedMs !== null && now - this.#mutedMs > MUTED_AFTER_MS;
    const isStill = now - Math.max(lastPictureMs, this.#openedMs) > FROZEN_AFTER_MS;
    const isBack = !isStill && !isMuted && lastPictureMs > this.#openedMs;
    if ((isStill || isMuted) && !this.#trouble) this.#report("frozen");
    if (isBack && this.#trouble === "frozen") this.#report(null);
  }

  /** @param {MediaStream} stream */
  #show(stream) {
    if (this.#closed) {
      stop(stream);
      return;
    }
    this.#stream = stream;
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => this.#lose(stream));
    track.addEventListener("mute", () => this.#setMuted(stream, performance.now()));
    track.addEventListener("unmute", () => this.#setMuted(stream, null));
    this.#setMuted(stream, track.muted ? performance.now() : null);
    this.#shown = { id: idOf(stream), name: track.label };
    this.#video.srcObject = stream;
    // Not waited for: without a picture it does not play, and nobody would be told.
    this.#video.play().catch(() => {});
    // Whether a camera that froze works again is known from its pictures.
    if (this.#trouble !== "frozen") this.#report(null);
  }

  /**
   * @param {MediaStream} stream
   * @param {number | null} sinceMs
   */
  #setMuted(stream, sinceMs) {
    if (stream === this.#stream) this.#mutedMs = sinceMs;
  }

  /** @param {MediaStream} stream */
  #lose(stream) {
    if (stream !== this.#stream) return;
    this.#release();
    this.#report("vanished");
    this.open();
  }

  #release() {
    if (this.#stream) stop(this.#stream);
    this.#stream = null;
    this.#mutedMs = null;
    this.#video.srcObject = null;
  }

  /** @param {CameraTrouble | null} trouble */
  #report(trouble) {
    const isGone = this.#shown !== null && trouble === "missing";
    // A set that has begun is paused, whatever the browser says of the second attempt.
    const isKept = this.#trouble === "vanished" && trouble === "asking";
    this.#trouble = isGone || isKept ? "vanished" : trouble;
    this.#listener.trouble(this.#trouble);
  }
}

/** @param {ConstrainDOMString} [deviceId] */
function ask(deviceId) {
  const video = deviceId ? { ...CONSTRAINTS, deviceId } : CONSTRAINTS;
  return navigator.mediaDevices.getUserMedia({ video, audio: false });
}

/** @param {MediaStream} stream */
function idOf(stream) {
  return stream.getVideoTracks()[0].getSettings().deviceId ?? "";
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}
