// The settings: voice, letters, ghost, colours. They are kept in this browser.

/** Joins the controls with the settings, and opens and closes the panel. */
export class Panel {
  #panel;
  #opener;
  #settings;
  #undo = new AbortController();

  constructor(part, settings) {
    this.#panel = part("settings");
    this.#opener = part("open-settings");
    this.#settings = settings;
    const { signal } = this.#undo;
    const listen = (target, kind, act) => target.addEventListener(kind, act, { signal });
    listen(this.#opener, "click", () => (this.isOpen ? this.close() : this.open()));
    listen(part("close-settings"), "click", () => this.close());
    listen(this.#panel, "input", ({ target }) => this.#settings.set(target.name, value(target)));
    listen(this.#panel, "focusout", (event) => this.#leave(event));
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  open() {
    for (const control of this.#panel.querySelectorAll("input")) this.#fill(control);
    this.#panel.hidden = false;
    this.#opener.setAttribute("aria-expanded", "true");
    this.#panel.querySelector("input").focus();
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

  /** What has the focus is never hidden behind the panel: it makes room. */
  #leave({ relatedTarget }) {
    const inside = this.#panel.contains(relatedTarget);
    if (relatedTarget && !inside && relatedTarget !== this.#opener) this.#hide();
  }

  #hide() {
    this.#panel.hidden = true;
    this.#opener.setAttribute("aria-expanded", "false");
  }

  #fill(control) {
    const kept = this.#settings.get(control.name);
    if (control.type === "checkbox") control.checked = kept;
    else if (control.type === "radio") control.checked = control.value === kept;
    else control.value = kept;
  }
}

function value(control) {
  if (control.type === "checkbox") return control.checked;
  return control.type === "range" ? control.valueAsNumber : control.value;
}
