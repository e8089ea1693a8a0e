// The loudspeaker: tones and recorded words share it, and one volume.

/** Browsers keep sound shut until the page is touched or a key is pressed. It opens then. */
const GESTURES = ["pointerdown", "pointerup", "keydown", "touchend"];
/** Fast, but without the click of a sudden change. */
const CHANGE_S = 0.02;

export class AudioOutput {
  #undo = new AbortController();
  #gain;

  /**
   * @param {number} volume 0 to 1
   * @param {() => void} onChange called when sound opens or shuts
   */
  constructor(volume, onChange) {
    this.context = new AudioContext({ latencyHint: "interactive" });
    this.#gain = new GainNode(this.context, { gain: volume });
    this.#gain.connect(this.context.destination);
    const { signal } = this.#undo;
    this.context.addEventListener("statechange", onChange, { signal });
    for (const gesture of GESTURES) {
      addEventListener(gesture, () => this.resume(), { signal, capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", () => this.resume(), { signal });
  }

  /** The node that players connect to. */
  get input() {
    return this.#gain;
  }

  get isOpen() {
    return this.context.state === "running";
  }

  /** Open the sound, also after a telephone call has interrupted it. */
  resume() {
    if (!this.isOpen && this.context.state !== "closed") this.context.resume().catch(() => {});
  }

  /** @param {number} volume 0 to 1 */
  set volume(volume) {
    this.#gain.gain.setTargetAtTime(volume, this.context.currentTime, CHANGE_S);
  }

  close() {
    this.#undo.abort();
    this.context.close().catch(() => {});
  }
}
