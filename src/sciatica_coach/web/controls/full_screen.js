// The button for full screen; not there where the browser does not offer it.

export class FullScreen {
  #stage;
  #button;
  #texts;
  #undo = new AbortController();

  constructor(stage, button, texts) {
    this.#stage = stage;
    this.#button = button;
    this.#texts = texts;
    button.hidden = !document.fullscreenEnabled;
    const { signal } = this.#undo;
    button.addEventListener("click", () => this.#toggle(), { signal });
    document.addEventListener("fullscreenchange", () => this.#name(), { signal });
    this.#name();
  }

  end() {
    this.#undo.abort();
    if (this.#isOn) document.exitFullscreen();
  }

  /** The document names the shadow's host, only the shadow's root names the stage. */
  get #isOn() {
    return this.#stage.getRootNode().fullscreenElement === this.#stage;
  }

  async #toggle() {
    try {
      await (this.#isOn ? document.exitFullscreen() : this.#stage.requestFullscreen());
    } catch {
      // The browser does not want to now: the exercise goes on in its window.
    }
  }

  #name() {
    const name = this.#isOn ? this.#texts.leave_full_screen : this.#texts.full_screen;
    this.#button.setAttribute("aria-label", name);
    this.#button.title = name;
  }
}
