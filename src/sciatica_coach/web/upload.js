// A file for a page, such as a video: chosen or dropped, sent with its progress, taken back again.

import { Sending, sizeInWords } from "./net/upload.js";
import { find, findAll } from "./screen/find.js";
import { fillIn, setText } from "./screen/texts.js";

/** @import { Component, UploadData } from "./page_data.js" */

/** Every so many percent a screen reader hears how far it is. */
const TOLD_EVERY = 25;

/** @type {WeakMap<HTMLElement, UploadPart>} */
const parts = new WeakMap();

class UploadPart {
  #component;
  #drop;
  #file;
  #input;
  #progress;
  #cancel;
  #remove;
  #problem;
  #told;
  /** @type {Sending | null} */
  #sending = null;
  /** Whether a file was sent that the page has not shown yet. */
  #isArriving = false;
  #undo = new AbortController();

  /** @param {Component<UploadData>} component */
  constructor(component) {
    const root = component.parentElement;
    this.#component = component;
    this.#drop = find(root, ".drop", HTMLElement);
    this.#file = find(root, ".file", HTMLElement);
    this.#input = find(root, "input", HTMLInputElement);
    this.#progress = find(root, "progress", HTMLProgressElement);
    this.#cancel = find(root, ".cancel", HTMLButtonElement);
    this.#remove = find(root, ".remove", HTMLButtonElement);
    this.#problem = find(root, ".problem", HTMLElement);
    this.#told = find(root, ".told", HTMLElement);
    this.#listen(root);
    this.show(component);
    this.#take(this.#input.files); // chosen before this module had come
  }

  /**
   * What the server knows now: the file that is there, and the ticket for the next one.
   *
   * @param {Component<UploadData>} component
   */
  show(component) {
    this.#component = component;
    const { texts, file, limit_bytes: limit, language, is_locked: isLocked } = component.data;
    for (const part of findAll(component.parentElement, "[data-text]")) {
      if (part instanceof HTMLElement) setText(part, texts[part.dataset.text ?? ""]);
    }
    const place = find(component.parentElement, ".limit", HTMLElement);
    setText(place, fillIn(texts.limit, { size: sizeInWords(limit, language) }));
    this.#progress.setAttribute("aria-label", texts.sending);
    this.#input.accept = component.data.accept;
    if (this.#sending) return;
    if (file) this.#isArriving = false;
    const hadFocus = this.#hasFocus();
    this.#drop.hidden = Boolean(file) || this.#isArriving;
    this.#file.hidden = !this.#drop.hidden;
    this.#progress.hidden = this.#cancel.hidden = !this.#isArriving;
    this.#remove.hidden = this.#isArriving;
    this.#remove.disabled = isLocked;
    if (file) {
      this.#showFile(file.name, file.size);
      this.#remove.setAttribute("aria-label", fillIn(texts.remove_name, { name: file.name }));
    }
    if (hadFocus) (file ? this.#remove : this.#input).focus();
  }

  close() {
    this.#undo.abort();
    this.#sending?.cancel();
  }

  /** @param {HTMLElement} root */
  #listen(root) {
    const { signal } = this.#undo;
    this.#input.addEventListener("change", () => this.#take(this.#input.files), { signal });
    this.#cancel.addEventListener("click", () => this.#sending?.cancel(), { signal });
    this.#remove.addEventListener("click", () => this.#tell("removed"), { signal });
    for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
      root.addEventListener(kind, (event) => this.#drag(/** @type {DragEvent} */ (event)), {
        signal,
      });
    }
  }

  /** @param {DragEvent} event */
  #drag(event) {
    event.preventDefault(); // or the browser would show the video in place of the page
    this.#drop.classList.toggle("over", event.type === "dragenter" || event.type === "dragover");
    if (event.type === "drop" && !this.#drop.hidden) this.#take(event.dataTransfer?.files ?? null);
  }

  /** @param {FileList | null} files */
  async #take(files) {
    const file = files?.[0];
    const { data } = this.#component;
    if (!file || this.#sending) return;
    const refusal = this.#refusalOf(file) ?? (await this.#send(file));
    this.#input.value = "";
    this.#sending = null;
    this.#isArriving = refusal === null;
    const sentence = refusal === "cancelled" ? "" : data.texts[`refused_${refusal}`];
    if (refusal) setText(this.#problem, this.#fill(sentence ?? data.texts.refused_network));
    this.show(this.#component);
    if (refusal) setText(this.#told, "");
    if (!this.#undo.signal.aborted) this.#tell("sent");
  }

  /** @param {File} file */
  #refusalOf(file) {
    if (!file.size) return "empty";
    return file.size > this.#component.data.limit_bytes ? "too_large" : null;
  }

  /** @param {File} file */
  async #send(file) {
    const { texts, address, ticket } = this.#component.data;
    const hadFocus = this.#hasFocus();
    setText(this.#problem, "");
    this.#drop.hidden = true;
    this.#file.hidden = this.#progress.hidden = this.#cancel.hidden = false;
    this.#remove.hidden = true;
    this.#showFile(file.name, file.size);
    this.#showProgress(0);
    if (hadFocus) this.#cancel.focus();
    setText(this.#told, texts.sending);
    this.#sending = new Sending(address, (share) => this.#showProgress(share));
    return this.#sending.send(ticket, file);
  }

  /**
   * @param {string} name
   * @param {number} size
   */
  #showFile(name, size) {
    const { parentElement: root, data } = this.#component;
    setText(find(root, ".name", HTMLElement), name);
    setText(find(root, ".size", HTMLElement), sizeInWords(size, data.language));
  }

  /** @param {number} share */
  #showProgress(share) {
    const percent = Math.floor(100 * share);
    this.#progress.value = percent;
    const told = percent - (percent % TOLD_EVERY);
    if (told) setText(this.#told, fillIn(this.#component.data.texts.sent_share, { percent: told }));
  }

  /** @param {string} sentence */
  #fill(sentence) {
    const { limit_bytes: limit, language } = this.#component.data;
    return fillIn(sentence, { size: sizeInWords(limit, language) });
  }

  /** @param {"sent" | "removed"} what */
  #tell(what) {
    this.#component.setTriggerValue(what, true);
  }

  #hasFocus() {
    const root = this.#drop.getRootNode();
    const focus = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
    return focus !== null && this.#component.parentElement.contains(focus);
  }
}

/**
 * Show the part in its place on the page; gives back how to take it away.
 *
 * @param {Component<UploadData>} component
 */
export function mount(component) {
  const part = new UploadPart(component);
  parts.set(component.parentElement, part);
  return () => part.close();
}

/** @param {Component<UploadData>} component */
export function update(component) {
  parts.get(component.parentElement)?.show(component);
}
