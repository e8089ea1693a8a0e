// The button for full screen; not there where the browser does not offer it.

/** @import { Texts } from "../page_data.js" */

export class FullScreen {
  #screen;
  #button;
  #texts;
  #undo = new AbortController();

  /**
   * @param {HTMLElement} screen
   * @param {HTMLElement} button
   * @param {Texts} texts
   */
  constructor(screen, button, texts) {
    this.#screen = screen;
    this.#button = button;
    this.#texts = texts;
    button.hidden = !document.fullscreenEnabled;
    const { signal } = this.#undo;
    button.addEventListener("click", () => this.#toggle(), { signal });
    document.addEventListener("fullscreenchange", () => this.#setName(), { signal });
    this.#setName();
  }

  end() {
    this.#undo.abort();
    if (this.#isOn) document.exitFullscreen();
  }

  /** The document names the shadow's host; only the shadow's root names the element in it. */
  get #isOn() {
    const root = /** @type {Document | ShadowRoot} */ (this.#screen.getRootNode());
    return root.fullscreenElement === this.#screen;
  }

  async #toggle() {
    try {
      await (this.#isOn ? document.exitFullscreen() : this.#screen.requestFullscreen());
    } catch {
      // The browser refuses now: the exercise goes on in its window.
    }
  }

  #setName() {
    const name = this.#isOn ? this.#texts.leave_full_screen : this.#texts.full_screen;
    this.#button.setAttribute("aria-label", name);
    this.#button.title = name;
  }
}
