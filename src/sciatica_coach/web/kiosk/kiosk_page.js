// The kiosk's page: joins camera, link and scenes. The server decides which scene is on.

import { Frames } from "../net/frames.js";
import { Link } from "../net/link.js";
import { Camera } from "../net/camera.js";
import { Demonstrations } from "./demonstrations.js";
import { Exercise } from "./exercise.js";
import { guard } from "./guard.js";
import { Scenes } from "./scenes.js";
import { StaffMenu } from "./staff_menu.js";
import { speak } from "./texts.js";

const WATCH_MS = 500;
const HERE_EVERY = 4;

class Kiosk {
  #page = document;
  #eye = document.querySelector(".eye");
  #data;
  #language = null;
  #troubles = { camera: "asking", link: null };
  #paceMs = 0;
  #offeredMs = 0;
  #ticks = 0;
  #scenes = new Scenes(document);
  #demonstrations = new Demonstrations(document);
  #exercise = new Exercise(document, (message) => this.#link.tell(message));
  #staff = new StaffMenu(document, this);
  #camera = new Camera(this.#eye, { trouble: (name) => this.#trouble("camera", name) });
  #frames = new Frames(this.#eye, (frame) => this.#offer(frame));
  #link = new Link(socketUrl(), {
    trouble: (name) => this.#trouble("link", name),
    hello: (hello) => this.#exercise.learn(hello),
    update: (update, frame) => this.#update(update, frame),
    other: (told) => told.kind === "scene" && this.#show(told),
  });

  constructor(data) {
    this.#learn(data);
    this.#scenes.show({ scene: "attract", people: 0, arm: 0, left_s: null });
    this.#demonstrations.run(true);
    this.#listen();
    guard(() => this.#staff.open());
    this.#link.open();
    this.#camera.open();
    setInterval(() => this.#watch(), WATCH_MS);
    this.#keepAwake();
  }

  /** The staff has changed a setting. */
  async changed() {
    this.#learn(await askData());
  }

  /** The staff wants the camera opened anew. */
  restart() {
    this.#camera.open();
  }

  #learn(data) {
    this.#data = data;
    const groups = this.#page.querySelector(".languages");
    groups.replaceChildren(...data.languages.map((each) => this.#languageButton(each)));
    this.#speak(data.language);
  }

  #languageButton({ code, name }) {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = code;
    button.dataset.code = code;
    button.textContent = name;
    button.addEventListener("click", () => this.#link.tell({ kind: "language", code }));
    return button;
  }

  #speak(code) {
    this.#language = code;
    const words = this.#data.words[code];
    speak(this.#page, words, code);
    this.#scenes.learn(words);
    this.#demonstrations.learn(this.#data.clips, words);
    this.#staff.learn(this.#data, words);
    this.#exercise.say(words, this.#data, code);
    for (const each of this.#page.querySelectorAll(".languages button")) {
      each.setAttribute("aria-pressed", String(each.dataset.code === code));
    }
  }

  #listen() {
    for (const button of this.#page.querySelectorAll("[data-press]")) {
      button.addEventListener("click", () => this.#press(button.dataset.press));
    }
    window.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("visibilitychange", () => this.#comeBack());
  }

  /** Escape leaves the question and the result; the exercise has keys of its own. */
  #key(event) {
    const isElsewhere = this.#scenes.scene === "exercise" || this.#page.querySelector("dialog[open]");
    if (event.key === "Escape" && !isElsewhere) this.#press("stop");
  }

  #comeBack() {
    if (document.hidden) return;
    this.#frames.lastShownMs = performance.now();
    this.#keepAwake();
  }

  #press(what) {
    this.#link.tell({ kind: "press", what, at_ms: performance.now() });
  }

  #offer(frame) {
    const now = performance.now();
    if (now - this.#offeredMs < this.#paceMs) return;
    this.#offeredMs = now;
    this.#link.offer(frame);
  }

  #update(update, frame) {
    this.#show(update);
    this.#exercise.show(update);
    const detail = { update, shown_ms: frame.shownMs };
    this.#page.body.dispatchEvent(new CustomEvent("coach-update", { detail, bubbles: true }));
  }

  #show(told) {
    if (told.language !== this.#language) this.#speak(told.language);
    this.#paceMs = told.pace_ms;
    if (!this.#scenes.show(told)) return;
    this.#demonstrations.run(told.scene === "attract");
    if (told.scene === "exercise") this.#exercise.begin(this.#eye);
    else if (told.scene === "result") this.#exercise.leave();
    else this.#exercise.end();
  }

  #watch() {
    this.#camera.watch(this.#frames.lastShownMs);
    if (document.hidden || ++this.#ticks % HERE_EVERY) return;
    const { camera } = this.#troubles;
    this.#link.tell({ kind: "here", camera, at_ms: performance.now() });
  }

  #trouble(where, name) {
    this.#troubles[where] = name;
    const { camera, link } = this.#troubles;
    this.#page.querySelector(".out-of-order").hidden = !camera && !link;
    if (link) this.#show(nobody(this.#data.language));
  }

  /** A screen that goes dark invites nobody. */
  async #keepAwake() {
    try {
      await navigator.wakeLock?.request("screen");
    } catch {
      // The page is hidden: asked again when it is back.
    }
  }
}

/** Without the server nobody is there: it has forgotten them as well. */
function nobody(language) {
  return { scene: "attract", language, pace_ms: 0, people: 0, arm: 0, left_s: null, result: null };
}

function socketUrl() {
  return Object.assign(new URL("/kiosk-live", location.href), { protocol: "ws:" }).href;
}

async function askData() {
  const answer = await fetch("/kiosk-data");
  return answer.json();
}

new Kiosk(await askData());
