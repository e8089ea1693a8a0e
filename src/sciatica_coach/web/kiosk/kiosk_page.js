// The kiosk's page: joins pictures and connection with the scenes. The server decides which is on.

import { Camera } from "../net/camera.js";
import { dispatchUpdate, LivePage } from "../page.js";
import { find, findAll } from "../screen/find.js";
import { Demonstrations } from "./demonstrations.js";
import { Exercise } from "./exercise.js";
import { guardPage } from "./guard.js";
import { Scenes } from "./scenes.js";
import { StaffMenu } from "./staff_menu.js";
import { setFixedTexts } from "./texts.js";

/** @import { Frame } from "../net/frames.js" */
/** @import { KioskUpdate, SceneState } from "../net/messages.js" */
/** @import { Troubles } from "../page.js" */
/** @import { KioskData } from "../page_data.js" */

/** How often the server hears that the page is there, in turns of the page's watch. */
const HERE_EVERY = 4;

class KioskPage {
  #document = document;
  #camera = find(document, ".eye", HTMLVideoElement);
  #outOfOrder = find(document, ".out-of-order", HTMLElement);
  #data;
  #language = "";
  #turns = 0;
  #scenes = new Scenes(document);
  #demonstrations = new Demonstrations(document);
  #exercise = new Exercise(document, (message) => this.#page.send(message));
  #staffMenu = new StaffMenu(document, {
    onSettings: async () => this.#takeSettings(await fetchData()),
    onRestart: () => this.#page.reopenSource(),
  });
  /** @type {LivePage<KioskUpdate>} */
  #page = new LivePage({
    video: this.#camera,
    socket: "/kiosk-live",
    makeSource: (video, listener) => new Camera(video, listener, () => this.#chosenCamera()),
    sourceTrouble: "asking",
    listener: {
      hello: (hello) => this.#exercise.setSkeleton(hello),
      update: (update, frame) => this.#update(update, frame),
      scene: (message) => this.#show(message),
      trouble: (troubles) => this.#showTrouble(troubles),
      watch: () => this.#reportPresence(),
      cameras: (cameras) => this.#staffMenu.setCameras(cameras),
    },
  });

  /** @param {KioskData} data */
  constructor(data) {
    this.#data = data;
    this.#setData(data);
    this.#scenes.show(nobody(data.language));
    this.#demonstrations.run(true);
    this.#listen();
    guardPage(() => this.#staffMenu.open());
    this.#page.open();
  }

  /** @param {KioskData} data after the staff has changed something */
  #takeSettings(data) {
    const isOther = data.camera !== this.#data.camera;
    this.#setData(data);
    if (isOther) this.#page.chooseSource();
  }

  /** The ids of cameras are others each time the kiosk's browser begins: only names are kept. */
  #chosenCamera() {
    const { camera: name } = this.#data;
    return name ? { id: "", name } : null;
  }

  /** @param {KioskData} data */
  #setData(data) {
    this.#data = data;
    const buttons = data.languages.map((each) => this.#languageButton(each));
    find(this.#document, ".languages", HTMLElement).replaceChildren(...buttons);
    this.#setLanguage(data.language);
  }

  /** @param {KioskData["languages"][number]} language */
  #languageButton({ code, name }) {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = code;
    button.dataset.code = code;
    button.textContent = name;
    button.addEventListener("click", () => this.#page.send({ kind: "language", code }));
    return button;
  }

  /** @param {string} code */
  #setLanguage(code) {
    this.#language = code;
    const texts = this.#data.words[code];
    setFixedTexts(this.#document, texts, code);
    this.#scenes.setTexts(texts);
    this.#demonstrations.set(this.#data.clips, texts);
    this.#staffMenu.set(this.#data, texts);
    this.#exercise.setWords({ texts, data: this.#data, code });
    for (const each of findAll(this.#document, ".languages button")) {
      each.setAttribute("aria-pressed", String(each.dataset.code === code));
    }
  }

  #listen() {
    for (const button of findAll(this.#document, "[data-press]")) {
      button.addEventListener("click", () => this.#press(button.dataset.press ?? ""));
    }
    window.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /**
   * Escape leaves the question and the result; the exercise has keys of its own.
   *
   * @param {KeyboardEvent} event
   */
  #onKey(event) {
    const isDialogOpen = this.#document.querySelector("dialog[open]") !== null;
    const isElsewhere = this.#scenes.scene === "exercise" || isDialogOpen;
    if (event.key === "Escape" && !isElsewhere) this.#press("stop");
  }

  /** @param {string} what */
  #press(what) {
    this.#page.send({ kind: "press", what, at_ms: performance.now() });
  }

  /**
   * @param {KioskUpdate} update
   * @param {Frame} frame
   */
  #update(update, frame) {
    this.#show(update);
    this.#exercise.show(update);
    dispatchUpdate(this.#document.body, update, frame);
  }

  /** @param {SceneState} state */
  #show(state) {
    if (state.language !== this.#language) this.#setLanguage(state.language);
    this.#page.leastIntervalMs = state.pace_ms;
    if (!this.#scenes.show(state)) return;
    this.#demonstrations.run(state.scene === "attract");
    if (state.scene === "exercise") this.#exercise.begin(this.#camera);
    else if (state.scene === "result") this.#exercise.leave();
    else this.#exercise.end();
  }

  #reportPresence() {
    this.#turns += 1;
    if (document.hidden || this.#turns % HERE_EVERY) return;
    const { source: camera } = this.#page.troubles;
    this.#page.send({ kind: "here", camera, at_ms: performance.now() });
  }

  /** @param {Troubles} troubles */
  #showTrouble({ source, link }) {
    const isOver = !source && !link && !this.#outOfOrder.hidden;
    this.#outOfOrder.hidden = !source && !link;
    // Hidden parts cannot be focused, and an open dialog keeps what it has.
    if (isOver && document.activeElement === document.body) this.#scenes.focus();
    if (link) this.#show(nobody(this.#data.language));
  }
}

/**
 * Without the server nobody is there: it has forgotten them as well.
 *
 * @param {string} language
 * @returns {SceneState}
 */
function nobody(language) {
  return { scene: "attract", language, pace_ms: 0, people: 0, arm: 0, left_s: null, result: null };
}

/** @returns {Promise<KioskData>} */
async function fetchData() {
  const answer = await fetch("/kiosk-data");
  return answer.json();
}

new KioskPage(await fetchData());
document.body.toggleAttribute("data-loaded", true); // for watchdog.js
