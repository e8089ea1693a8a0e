// The panel of settings: voice, letters, target, colours.

import { find } from "../screen/find.js";

/** @import { Settings, SettingName } from "./settings.js" */

/** Joins the controls with the settings, and opens and closes the panel. */
export class Panel {
  #panel;
  #opener;
  #settings;
  #undo = new AbortController();

  /**
   * @param {ParentNode} root
   * @param {Settings} settings
   */
  constructor(root, settings) {
    this.#panel = find(root, ".settings", HTMLElement);
    this.#opener = find(root, ".open-settings", HTMLElement);
    this.#settings = settings;
    this.#opener.hidden = false;
    const { signal } = this.#undo;
    const closer = find(root, ".close-settings", HTMLElement);
    const toggle = () => (this.isOpen ? this.close() : this.open());
    this.#opener.addEventListener("click", toggle, { signal });
    closer.addEventListener("click", () => this.close(), { signal });
    this.#panel.addEventListener("input", ({ target }) => this.#take(target), { signal });
    this.#panel.addEventListener("focusout", (event) => this.#leave(event), { signal });
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  open() {
    for (const control of this.#panel.querySelectorAll("input")) this.#fill(control);
    this.#panel.hidden = false;
    this.#opener.setAttribute("aria-expanded", "true");
    find(this.#panel, "label:not([hidden]) :is(input, select)", HTMLElement).focus();
  }

  /** Give the focus back to where it came from. */
  close() {
    if (!this.isOpen) return;
    this.#opener.focus();
    this.#hide();
  }

  end() {
    this.#undo.abort();
  }

  /**
   * What has the focus is never hidden behind the panel: it makes room.
   *
   * @param {FocusEvent} event
   */
  #leave({ relatedTarget }) {
    const isInside = relatedTarget instanceof Node && this.#panel.contains(relatedTarget);
    if (relatedTarget && !isInside && relatedTarget !== this.#opener) this.#hide();
  }

  #hide() {
    this.#panel.hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
  }

  /** @param {EventTarget | null} control */
  #take(control) {
    if (control instanceof HTMLInputElement) {
      this.#settings.set(/** @type {SettingName} */ (control.name), valueOf(control));
    }
  }

  /** @param {HTMLInputElement} control */
  #fill(control) {
    const value = this.#settings.get(/** @type {SettingName} */ (control.name));
    if (control.type === "checkbox") control.checked = Boolean(value);
    else if (control.type === "radio") control.checked = control.value === value;
    else control.value = String(value);
  }
}

/** @param {HTMLInputElement} control */
function valueOf(control) {
  if (control.type === "checkbox") return control.checked;
  return control.type === "range" ? control.valueAsNumber : control.value;
}
