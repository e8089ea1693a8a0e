// Where pictures come from: the camera, or a sample clip that plays in its place.

const FROZEN_AFTER_MS = 4000;
const OPEN_AGAIN_MS = 5000;
/** What a second attempt may mend; who has refused the camera is not asked again and again. */
const MENDED = new Set(["frozen", "missing", "busy", "vanished", "unknown"]);
const WISHES = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/** The name of the trouble behind an error of getUserMedia. */
export function troubleOf(error) {
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

/** Shows the camera in a video element; says what is wrong and starts again when it can. */
export class Camera {
  #video;
  #listener;
  #stream = null;
  #opening = false;
  #closed = false;
  #trouble = null;
  #openedMs = 0;

  /** The listener gets `trouble(name)`, and `null` when there is none any more. */
  constructor(video, listener) {
    this.#video = video;
    this.#listener = listener;
    this.onDevices = () => {
      if (this.#trouble && this.#trouble !== "asking") this.open();
    };
    navigator.mediaDevices?.addEventListener("devicechange", this.onDevices);
  }

  async open() {
    if (this.#opening || this.#closed) return;
    if (!window.isSecureContext || !navigator.mediaDevices?.getUserMedia) {
      this.#tell("insecure");
      return;
    }
    this.#opening = true;
    this.#openedMs = performance.now();
    const asked = setTimeout(() => this.#trouble ?? this.#tell("asking"), 1000);
    try {
      this.#release();
      await this.#show(await navigator.mediaDevices.getUserMedia({ video: WISHES, audio: false }));
    } catch (error) {
      this.#tell(troubleOf(error));
    } finally {
      clearTimeout(asked);
      this.#opening = false;
    }
  }

  /** A camera shows what is there, whether the coach looks or not. */
  get waits() {
    return false;
  }

  begin() {}

  /** To be called now and then with the time of the last picture: opens it again if it hangs. */
  watch(lastPictureMs) {
    if (document.hidden) return;
    const now = performance.now();
    if (this.#stream) {
      const frozen = now - Math.max(lastPictureMs, this.#openedMs) > FROZEN_AFTER_MS;
      const isBack = !frozen && lastPictureMs > this.#openedMs;
      if (frozen && !this.#trouble) this.#tell("frozen");
      if (isBack && this.#trouble === "frozen") this.#tell(null);
    }
    if (MENDED.has(this.#trouble) && now - this.#openedMs > OPEN_AGAIN_MS) this.open();
  }

  close() {
    this.#closed = true;
    navigator.mediaDevices?.removeEventListener("devicechange", this.onDevices);
    this.#release();
  }

  async #show(stream) {
    if (this.#closed) {
      stream.getTracks().forEach((track) => track.stop());
      return;
    }
    this.#stream = stream;
    stream.getVideoTracks()[0].addEventListener("ended", () => this.#lose(stream));
    this.#video.srcObject = stream;
    await this.#video.play();
    // Whether a camera that hung is well again is seen by its pictures.
    if (this.#trouble !== "frozen") this.#tell(null);
  }

  #lose(stream) {
    if (stream !== this.#stream) return;
    this.#release();
    this.#tell("vanished");
    this.open();
  }

  #release() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
  }

  #tell(name) {
    // A set that has begun is paused, whatever the browser says of the second attempt.
    const kept = this.#trouble === "vanished" && (name === "missing" || name === "asking");
    this.#trouble = kept ? "vanished" : name;
    this.#listener.trouble(this.#trouble);
  }
}

/**
 * Plays a clip once where the camera's picture would be.
 *
 * It waits on its first picture until the coach looks: its first repetition would be missed.
 */
export class Clip {
  #video;
  #listener;
  #begun = false;

  constructor(video, listener, url) {
    this.#video = video;
    this.#listener = listener;
    this.onEnd = () => listener.end();
    this.onError = () => listener.trouble("clip");
    video.addEventListener("ended", this.onEnd);
    video.addEventListener("error", this.onError);
    this.url = url;
  }

  open() {
    this.#begun = false;
    this.#listener.trouble(null);
    this.#video.autoplay = false;
    this.#video.src = this.url;
  }

  get waits() {
    return !this.#begun;
  }

  async begin() {
    if (this.#begun) return;
    this.#begun = true;
    try {
      await this.#video.play();
    } catch (error) {
      if (error.name !== "AbortError") this.#listener.trouble("clip");
    }
  }

  watch() {}

  close() {
    this.#video.removeEventListener("ended", this.onEnd);
    this.#video.removeEventListener("error", this.onError);
    this.#video.removeAttribute("src");
    this.#video.load();
  }
}
