// The exercise on the screen, by the parts of the camera component; made anew for each visitor.

import { meaningOf } from "../controls/keys.js";
import { Settings } from "../controls/settings.js";
import { View } from "../screen/view.js";
import { Voice } from "../audio/speech_queue.js";

const WISHES = { pause: "pause", resume: "resume", "go-on": "go_on" };

export class Exercise {
  #place;
  #template;
  #tell;
  #hello = null;
  #data = null;
  #words = null;
  #code = "en";
  #visitors = 0;
  #view = null;
  #voice = null;
  #undo = null;
  /** Nothing that a visitor could leave behind: without a storage nothing is kept. */
  #settings = new Settings(null);

  /** `tell(message)` reaches the kiosk. */
  constructor(page, tell) {
    this.#place = page.querySelector(".scene.exercise");
    this.#template = page.querySelector("#stage");
    this.#tell = tell;
    this.#settings.set("theme", "dark");
  }

  learn(hello) {
    this.#hello = hello;
  }

  say(words, data, code) {
    this.#words = words;
    this.#data = data;
    this.#code = code;
    this.#settings.set("volume", data.volume);
    this.#settings.set("muted", data.muted);
  }

  /** Put the exercise on the screen with the camera's picture. */
  begin(eye) {
    this.end();
    const host = document.createElement("div");
    const root = host.attachShadow({ mode: "open" });
    root.append(this.#template.content.cloneNode(true));
    this.#place.replaceChildren(host);
    const choose = (x, y) => this.#tell({ kind: "choose", x, y });
    this.#view = new View(root, this.#viewData(), this.#settings, choose);
    this.#view.learn(this.#hello);
    this.#view.video.srcObject = eye.srcObject;
    this.#view.hint(this.#words.stage.stop_hint);
    this.#showCameraIsOn(root);
    this.#listen(root);
    this.#speak();
    this.#view.stopButton.focus({ preventScroll: true });
  }

  /** Take it away; what is being said may be said to its end. */
  leave() {
    this.#undo?.abort();
    this.#view?.close();
    // A video that plays is kept, and with it all that was on the screen.
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

  show(update) {
    if (update.scene === "exercise") this.#view?.show(update);
    this.#voice?.hear(update.says);
  }

  #viewData() {
    const { exercise, reps, hold_s: holdS, set_up_pictures: pictures } = this.#data;
    return {
      texts: this.#words.stage,
      language: this.#code,
      set_up_pictures: pictures,
      mirrored: this.#data.mirrored,
      name: this.#words.exercises[exercise],
      side: "",
      reps,
      hold_s: holdS,
    };
  }

  /** Serials are counted for each visitor anew. */
  #speak() {
    this.#visitors += 1;
    const voice = {
      language: this.#code,
      folder: `/coach-voice/${this.#code}`,
      session: `visitor-${this.#visitors}`,
    };
    this.#voice = new Voice(voice, this.#settings);
  }

  #showCameraIsOn(root) {
    const note = document.createElement("p");
    note.className = "camera-on";
    note.textContent = this.#words.texts.camera_on;
    root.querySelector(".bar").append(note);
  }

  #listen(root) {
    this.#undo = new AbortController();
    const { signal } = this.#undo;
    const stop = () => this.#tell({ kind: "press", what: "stop", at_ms: performance.now() });
    const { stopButton } = this.#view;
    stopButton.addEventListener("click", stop, { signal });
    for (const [name, kind] of Object.entries(WISHES)) {
      root.querySelector(`.${name}`).addEventListener("click", () => this.#tell({ kind }), { signal });
    }
    const onKey = (event) => {
      const [focused] = event.composedPath();
      if (document.querySelector("dialog[open]")) return;
      if (meaningOf(event.key, focused, stopButton, false) !== "stop") return;
      event.preventDefault();
      stop();
    };
    window.addEventListener("keydown", onKey, { signal, capture: true });
  }
}
