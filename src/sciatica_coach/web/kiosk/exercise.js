// The exercise on a kiosk's screen, by the parts of the session's page; made anew for each visitor.

import { Voice } from "../audio/voice.js";
import { keyAction } from "../controls/keys.js";
import { Settings } from "../controls/settings.js";
import { find } from "../screen/find.js";
import { View } from "../screen/view.js";

/** @import { Hello, KioskUpdate, Outgoing, Update } from "../net/messages.js" */
/** @import { KioskData, KioskTexts, ViewData } from "../page_data.js" */

/** @typedef {{ texts: KioskTexts, data: KioskData, code: string }} Words */

/** @type {Record<string, Outgoing>} */
const REQUESTS = {
  pause: { kind: "pause" },
  resume: { kind: "resume" },
  "go-on": { kind: "go_on" },
};

export class Exercise {
  #place;
  #template;
  #send;
  /** @type {Hello | null} */
  #hello = null;
  /** @type {Words | null} */
  #words = null;
  #visitors = 0;
  /** @type {View | null} */
  #view = null;
  /** @type {Voice | null} */
  #voice = null;
  #undo = new AbortController();
  /** Nothing that a visitor could leave behind: without a storage nothing is kept. */
  #settings = new Settings(null);

  /**
   * @param {Document} page
   * @param {(message: Outgoing) => void} send reaches the server
   */
  constructor(page, send) {
    this.#place = find(page, ".scene.exercise", HTMLElement);
    this.#template = find(page, "#session", HTMLTemplateElement);
    this.#send = send;
    this.#settings.set("theme", "dark");
  }

  /** @param {Hello} hello */
  setSkeleton(hello) {
    this.#hello = hello;
  }

  /** @param {Words} words */
  setWords(words) {
    this.#words = words;
    this.#settings.set("volume", words.data.volume);
    this.#settings.set("muted", words.data.muted);
  }

  /**
   * Put the exercise on the screen with the camera's picture.
   *
   * @param {HTMLVideoElement} camera
   */
  begin(camera) {
    this.end();
    if (!this.#words) return;
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    root.append(this.#template.content.cloneNode(true));
    this.#place.replaceChildren(host);
    const onPick = (/** @type {number} */ x, /** @type {number} */ y) =>
      this.#send({ kind: "choose", x, y });
    const view = new View(root, viewData(this.#words), this.#settings, onPick);
    view.setSkeleton(this.#hello);
    view.video.srcObject = camera.srcObject;
    view.showHint(this.#words.texts.session.stop_hint);
    showCameraIsOn(root, this.#words.texts);
    this.#view = view;
    this.#listen(root, view);
    this.#voice = this.#makeVoice(this.#words.code);
    view.stopButton.focus({ preventScroll: true });
  }

  /** Take it away; what is being said may be said to its end. */
  leave() {
    this.#undo.abort();
    this.#view?.close();
    // A video that plays is kept by the browser, and with it all that was on the screen.
    if (this.#view) this.#view.video.srcObject = null;
    this.#view = null;
    this.#place.replaceChildren();
  }

  /** The visitor is gone: nothing more is said. */
  end() {
    this.leave();
    this.#voice?.close();
    this.#voice = null;
  }

  /** @param {KioskUpdate} update */
  show(update) {
    if (update.scene === "exercise" && isWhole(update)) this.#view?.show(update);
    this.#voice?.say(update.says);
  }

  /**
   * Serial numbers are counted for each visitor anew.
   *
   * @param {string} language
   */
  #makeVoice(language) {
    this.#visitors += 1;
    const session = `visitor-${this.#visitors}`;
    return new Voice({ language, folder: `/coach-voice/${language}`, session }, this.#settings);
  }

  /**
   * @param {ShadowRoot} root
   * @param {View} view
   */
  #listen(root, view) {
    this.#undo = new AbortController();
    const { signal } = this.#undo;
    const stop = () => this.#send({ kind: "press", what: "stop", at_ms: performance.now() });
    view.stopButton.addEventListener("click", stop, { signal });
    for (const [name, request] of Object.entries(REQUESTS)) {
      const button = find(root, `.${name}`, HTMLElement);
      button.addEventListener("click", () => this.#send(request), { signal });
    }
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const [focused] = event.composedPath();
      if (document.querySelector("dialog[open]")) return;
      if (keyAction(event.key, focused, view.stopButton, false) !== "stop") return;
      event.preventDefault();
      stop();
    };
    window.addEventListener("keydown", onKey, { signal, capture: true });
  }
}

/**
 * Whether an update holds the exercise's part as well as the scene's.
 *
 * @param {KioskUpdate} update
 * @returns {update is KioskUpdate & Update}
 */
function isWhole(update) {
  return update.session_phase !== undefined;
}

/**
 * @param {Words} words
 * @returns {ViewData}
 */
function viewData({ texts, data, code }) {
  return {
    texts: texts.session,
    language: code,
    set_up_pictures: data.set_up_pictures,
    mirrored: data.mirrored,
    lies_down: data.lies_down,
    name: texts.exercises[data.exercise],
    side: "",
    reps: data.reps,
    hold_s: data.hold_s,
  };
}

/**
 * @param {ShadowRoot} root
 * @param {KioskTexts} texts
 */
function showCameraIsOn(root, { texts }) {
  const note = document.createElement("p");
  note.className = "camera-on";
  note.textContent = texts.camera_on;
  find(root, ".bar", HTMLElement).append(note);
}
