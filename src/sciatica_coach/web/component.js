// What Streamlit loads: fetches a page's modules, and mounts the page once however often it is
// asked to. Until they are there, words and STOP are its own: a page that does not come says so.

/** @import { Component, SetUpPictures, Texts } from "./page_data.js" */

/**
 * What the server tells: where the modules are, which of them is the page, and what that gets.
 * Addresses begin where the coach is served.
 *
 * @typedef {object} Loaded
 * @property {string} modules
 * @property {string} page
 * @property {Texts} texts
 * @property {string} [socket]
 * @property {string} [voice]
 * @property {string | null} [clip]
 * @property {SetUpPictures} [set_up_pictures]
 * @property {string} [address]
 */

/**
 * What a page's module gives: some pages are told when the server has something new.
 *
 * @typedef {object} Page
 * @property {(component: Component<Loaded>) => () => void} mount
 * @property {(component: Component<Loaded>) => void} [update]
 */

const SLOW_MS = 10_000;
const AGAIN_MS = 5000;

/** @type {WeakMap<HTMLElement, Loader>} */
const loaders = new WeakMap();

/** Loads the page of a session, again and again until it comes. */
class Loader {
  #component;
  #base = servedAt();
  #attempts = 0;
  #isLoading = false;
  /** @type {Page | null} */
  #page = null;
  /** @type {(() => void) | null} */
  #unmount = null;
  /** @type {number | undefined} */
  #slow;
  /** @type {number | undefined} */
  #again;
  #undo = new AbortController();

  /** @param {Component<Loaded>} component */
  constructor(component) {
    this.#component = component;
    const { parentElement: place, data } = component;
    for (const part of elements(place, "[data-text]")) {
      part.textContent = data.texts[part.dataset.text ?? ""];
    }
    for (const words of elements(place, ".words")) words.textContent = data.texts.connecting;
    this.#onClick(".stop", () => component.setTriggerValue("stopped", true));
    this.#onClick(".retry", () => this.#load());
    this.#load();
  }

  /** @param {Component<Loaded>} component */
  update(component) {
    this.#component = component;
    if (this.#unmount) this.#page?.update?.(this.#placed());
  }

  end() {
    clearTimeout(this.#slow);
    clearTimeout(this.#again);
    this.#undo.abort();
    this.#unmount?.();
  }

  /**
   * @param {string} selector
   * @param {() => void} act
   */
  #onClick(selector, act) {
    const { signal } = this.#undo;
    for (const each of elements(this.#component.parentElement, selector)) {
      each.addEventListener("click", act, { signal });
    }
  }

  async #load() {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#slow = setTimeout(() => this.#tell(), SLOW_MS);
    clearTimeout(this.#again);
    try {
      const page = await import(this.#address());
      if (!this.#undo.signal.aborted) this.#mount(page);
    } catch (error) {
      console.error(error);
      this.#fail();
    } finally {
      clearTimeout(this.#slow);
      this.#isLoading = false;
    }
  }

  /** A browser does not fetch a module again that has failed: each attempt has its own address. */
  #address() {
    const attempt = this.#attempts++;
    const again = attempt ? `/again-${attempt}` : "";
    const { modules, page } = this.#component.data;
    return this.#at(`${modules}${again}/${page}`);
  }

  /** @param {Page} page */
  #mount(page) {
    for (const cover of elements(this.#component.parentElement, ".trouble")) cover.hidden = true;
    this.#page = page;
    this.#unmount = page.mount(this.#placed());
    this.#undo.abort();
  }

  /** What the page gets, with whole addresses. */
  #placed() {
    const { data } = this.#component;
    const pictures = Object.entries(data.set_up_pictures ?? {});
    return {
      ...this.#component,
      data: {
        ...data,
        socket: data.socket && this.#at(data.socket),
        voice: data.voice && this.#at(data.voice),
        clip: data.clip && this.#at(data.clip),
        address: data.address && this.#at(data.address),
        set_up_pictures: Object.fromEntries(pictures.map(([side, path]) => [side, this.#at(path)])),
      },
    };
  }

  /** A hiccup is not worth a word; after that it is said, and tried again all the same. */
  #fail() {
    if (this.#undo.signal.aborted) return;
    const isFirst = this.#attempts === 1;
    if (!isFirst) this.#tell();
    this.#again = setTimeout(() => this.#load(), isFirst ? 0 : AGAIN_MS);
  }

  #tell() {
    const { parentElement: place, data } = this.#component;
    for (const [part, text] of [
      [".trouble-title", data.texts.unloaded_title],
      [".trouble-words", data.texts.unloaded_words],
      [".retry", data.texts.unloaded_retry],
      [".words", data.texts.waiting_for_page],
      [".told", `${data.texts.unloaded_title} ${data.texts.unloaded_words}`],
    ]) {
      for (const each of elements(place, part)) each.textContent = text;
    }
    for (const cover of elements(place, ".trouble")) cover.hidden = false;
  }

  /** @param {string} path */
  #at(path) {
    return new URL(path.replace(/^\//, ""), this.#base).href;
  }
}

/** Where the coach is served, such as under a path of a larger site: Streamlit's script knows. */
function servedAt() {
  /** @type {HTMLScriptElement | null} */
  const script = document.querySelector('script[src*="static/js/"]');
  return script ? new URL("../..", script.src) : new URL("/", location.href);
}

/**
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {NodeListOf<HTMLElement>}
 */
function elements(place, selector) {
  return place.querySelectorAll(selector);
}

/** @param {Component<Loaded>} component */
export default function (component) {
  const place = component.parentElement;
  const known = loaders.get(place);
  if (known) known.update(component);
  else loaders.set(place, new Loader(component));
  return () => {
    loaders.get(place)?.end();
    loaders.delete(place);
  };
}
