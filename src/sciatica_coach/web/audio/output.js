// The way to the loudspeaker that tones and recorded words share, with one volume.

/** Browsers keep it shut until the page is touched or a key is pressed: it opens then. */
const GESTURES = ["pointerdown", "pointerup", "keydown", "touchend"];
/** Fast, but without the click of a sudden change. */
const CHANGE_S = 0.02;

export class Sound {
  #undo = new AbortController();
  #gain;

  /** `changed()` is called when sound comes to be heard, or ceases to be. */
  constructor(volume, changed) {
    this.context = new AudioContext({ latencyHint: "interactive" });
    this.#gain = new GainNode(this.context, { gain: volume });
    this.#gain.connect(this.context.destination);
    const { signal } = this.#undo;
    this.context.addEventListener("statechange", changed, { signal });
    for (const gesture of GESTURES) {
      addEventListener(gesture, () => this.resume(), { signal, capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => this.resume(), { signal });
  }

  /** What players connect to. */
  get way() {
    return this.#gain;
  }

  get isHeard() {
    return this.context.state === "running";
  }

  /** Also from "interrupted", which a telephone call leaves behind. */
  resume() {
    if (!this.isHeard && this.context.state !== "closed") this.context.resume().catch(() => {});
  }

  set volume(volume) {
    this.#gain.gain.setTargetAtTime(volume, this.context.currentTime, CHANGE_S);
  }

  close() {
    this.#undo.abort();
    this.context.close().catch(() => {});
  }
}
