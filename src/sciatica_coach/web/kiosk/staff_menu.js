// The staff's menu: asks the PIN, then shows settings and health. The server decides everything.

import { find, findAll } from "../screen/find.js";
import { fillIn, setText } from "../screen/texts.js";

/** @import { CameraChoice } from "../net/cameras.js" */
/** @import { Health, KioskData, KioskTexts, StaffAnswer, Texts } from "../page_data.js" */

const PRESS_MS = 1500;
const IDLE_MS = 60_000;
const REFRESH_MS = 2000;
/** From here on a wait is told in minutes. */
const LONG_WAIT_S = 120;
const SIDES = ["near", "left", "right"];
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0"];
const FIELDS = /** @type {const} */ ([
  "exercise", "side", "reps", "hold_s", "language", "volume", "camera",
]);

/**
 * @typedef {object} StaffListener
 * @property {() => Promise<void>} onSettings after a setting was changed
 * @property {() => void} onRestart when the camera is to be opened again
 */

export class StaffMenu {
  #dialog;
  #listener;
  #pinForm;
  #pin;
  #menu;
  #pass = "";
  /** @type {Texts} */
  #texts = {};
  /** @type {CameraChoice[]} */
  #cameras = [];
  #chosenCamera = "";
  /** @type {StaffAnswer["doses"]} */
  #doses = {};
  #touchedMs = 0;
  /** @type {number | undefined} */
  #timer;
  #isLeavingConfirmed = false;

  /**
   * @param {Document} page
   * @param {StaffListener} listener
   */
  constructor(page, listener) {
    this.#listener = listener;
    this.#dialog = find(page, "dialog.staff", HTMLDialogElement);
    this.#pinForm = find(this.#dialog, ".pin-form", HTMLFormElement);
    this.#pin = find(this.#dialog, ".pin", HTMLInputElement);
    this.#menu = find(this.#dialog, ".menu", HTMLFormElement);
    this.#makeKeys();
    this.#listen(find(page, ".corner", HTMLElement));
  }

  /**
   * @param {KioskData} data
   * @param {KioskTexts} texts
   */
  set(data, texts) {
    this.#texts = texts.staff;
    this.#chosenCamera = data.camera;
    this.#listCameras();
    setOptions(this.#select("exercise"), Object.entries(texts.exercises));
    setOptions(this.#select("side"), SIDES.map((side) => [side, texts.staff[side]]));
    setOptions(this.#select("language"), data.languages.map(({ code, name }) => [code, name]));
  }

  /** @param {CameraChoice[]} cameras */
  setCameras(cameras) {
    this.#cameras = cameras;
    this.#listCameras();
  }

  /** The cameras that are there, and the chosen one if it is not. Hidden if there is no choice. */
  #listCameras() {
    const names = this.#cameras.map(({ name }) => name);
    const chosen = this.#chosenCamera;
    if (chosen && !names.includes(chosen)) names.push(chosen);
    const options = [["", this.#texts.any_camera], ...names.map((name) => [name, name])];
    setOptions(this.#select("camera"), options);
    find(this.#menu, ".camera-choice", HTMLElement).hidden = names.length < 2;
  }

  open() {
    if (this.#dialog.open) return;
    this.#showForm(false);
    this.#say("");
    this.#dialog.showModal();
    this.#pin.focus();
    this.#touchedMs = performance.now();
    this.#timer = setInterval(() => this.#refresh(), REFRESH_MS);
  }

  /** @param {string} name */
  #select(name) {
    return find(this.#menu, `[name="${name}"]`, HTMLSelectElement);
  }

  /** @param {string} name */
  #input(name) {
    return find(this.#menu, `[name="${name}"]`, HTMLInputElement);
  }

  /** @param {HTMLElement} corner */
  #listen(corner) {
    onLongPress(corner, () => this.open());
    onSubmit(this.#pinForm, () => this.#enter());
    onSubmit(this.#menu, () => this.#save());
    this.#select("exercise").addEventListener("change", () => this.#suggestDose());
    for (const button of findAll(this.#dialog, "[data-do]")) {
      button.addEventListener("click", () => this.#do(button.dataset.do));
    }
    const onTouch = () => {
      this.#touchedMs = performance.now();
    };
    for (const kind of ["pointerdown", "keydown", "input"]) {
      this.#dialog.addEventListener(kind, onTouch);
    }
    this.#dialog.addEventListener("close", () => this.#close());
  }

  async #enter() {
    const answer = await this.#ask({ what: "enter", pin: this.#pin.value });
    this.#pin.value = "";
    if (!answer) return;
    this.#pass = answer.pass ?? "";
    this.#say("");
    this.#showForm(true);
    this.#fill(answer);
    this.#select("exercise").focus();
  }

  async #save() {
    const settings = {
      exercise: this.#select("exercise").value,
      side: this.#select("side").value,
      reps: this.#input("reps").valueAsNumber,
      hold_s: this.#input("hold_s").valueAsNumber,
      language: this.#select("language").value,
      volume: this.#input("volume").valueAsNumber,
      muted: this.#input("muted").checked,
      camera: this.#select("camera").value,
    };
    const answer = await this.#ask({ what: "set", settings });
    if (!answer) return;
    await this.#listener.onSettings();
    this.#fill(answer);
    this.#say(this.#texts[answer.kept ? "saved" : "not_kept"]);
  }

  /** @param {string | undefined} what */
  async #do(what) {
    if (what === "close") {
      this.#dialog.close();
    } else if (what === "restart") {
      if (!(await this.#ask({ what: "restart_eyes" }))) return;
      this.#listener.onRestart();
      this.#say(this.#texts.restarted);
    } else if (!this.#isLeavingConfirmed) {
      this.#isLeavingConfirmed = true;
      this.#say(this.#texts.leave_sure);
    } else if (await this.#ask({ what: "leave" })) {
      this.#say(this.#texts.ended);
    }
  }

  /** A dose that suits the exercise; what was typed for another one does not. */
  #suggestDose() {
    const [reps, holdS] = this.#doses[this.#select("exercise").value];
    this.#input("reps").value = String(reps);
    this.#input("hold_s").value = String(holdS);
  }

  async #refresh() {
    if (performance.now() - this.#touchedMs > IDLE_MS) {
      this.#dialog.close();
      return;
    }
    if (!this.#pass) return;
    const answer = await this.#ask({ what: "look" });
    if (answer) this.#showHealth(answer.health);
  }

  /** @param {StaffAnswer} answer */
  #fill({ settings, doses, health }) {
    this.#doses = doses;
    for (const name of FIELDS) {
      const control = this.#menu.elements.namedItem(name);
      if (control instanceof HTMLInputElement || control instanceof HTMLSelectElement) {
        control.value = String(settings[name]);
      }
    }
    this.#input("muted").checked = settings.muted;
    this.#showHealth(health);
  }

  /** @param {Health} health */
  #showHealth(health) {
    const texts = this.#texts;
    const minutes = Math.floor(health.up_s / 60);
    const lines = [
      [texts.camera, health.camera ?? texts.works],
      [texts.vision_worker, health.vision_worker ?? texts.works],
      [texts.replaced, String(health.replaced)],
      [texts.up, fillIn(texts.minutes, { minutes })],
      [texts.memory, `${health.memory_mb} MB`],
      [texts.visitors, String(health.visitors)],
    ];
    const elements = lines.flatMap(([name, value]) => [element("dt", name), element("dd", value)]);
    find(this.#dialog, ".health", HTMLElement).replaceChildren(...elements);
  }

  /**
   * What the server answers; null, and a sentence on the screen, if it does not agree.
   *
   * @param {{ what: string, pin?: string, settings?: StaffAnswer["settings"] }} request
   * @returns {Promise<StaffAnswer | null>}
   */
  async #ask(request) {
    try {
      const response = await fetch("/kiosk-staff", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...request, pass: this.#pass }),
      });
      const answer = await response.json();
      if (response.ok) return answer;
      if (response.status === 401) this.#showForm(false);
      this.#say(this.#refusal(answer));
    } catch {
      this.#say(this.#texts.no_answer);
    }
    return null;
  }

  /** @param {{ refused: string, wait_s?: number }} answer */
  #refusal({ refused, wait_s: waitS }) {
    if (waitS && waitS > LONG_WAIT_S) {
      return fillIn(this.#texts.wait_long, { minutes: Math.ceil(waitS / 60) });
    }
    if (waitS) return fillIn(this.#texts.wait, { seconds: waitS });
    return this.#texts[refused] ?? this.#texts.malformed;
  }

  /** @param {boolean} isIn whether the PIN was right */
  #showForm(isIn) {
    if (!isIn) this.#pass = "";
    this.#pinForm.hidden = isIn;
    this.#menu.hidden = !isIn;
    this.#isLeavingConfirmed = false;
  }

  #close() {
    clearInterval(this.#timer);
    if (this.#pass) this.#ask({ what: "close" });
    this.#showForm(false);
    this.#pin.value = "";
  }

  /** @param {string} text */
  #say(text) {
    setText(find(this.#dialog, ".told", HTMLElement), text);
  }

  /** For a screen without a keyboard. */
  #makeKeys() {
    const keys = KEYS.map((sign) => {
      const key = element("button", sign);
      key.type = "button";
      key.tabIndex = -1;
      key.addEventListener("click", () => {
        const { value } = this.#pin;
        this.#pin.value = sign === "⌫" ? value.slice(0, -1) : value + sign;
      });
      return key;
    });
    find(this.#dialog, ".keys", HTMLElement).append(...keys);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {() => void} act
 */
function onSubmit(form, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
}

/**
 * A finger that stays, or the keyboard on purpose: not a child that taps on everything.
 *
 * @param {HTMLElement} button
 * @param {() => void} act
 */
function onLongPress(button, act) {
  let timer = 0;
  button.addEventListener("pointerdown", () => {
    timer = setTimeout(act, PRESS_MS);
  });
  for (const kind of ["pointerup", "pointerleave", "pointercancel"]) {
    button.addEventListener(kind, () => clearTimeout(timer));
  }
  button.addEventListener("click", (event) => {
    if (event.detail === 0) act();
  });
}

/**
 * @param {HTMLSelectElement} select
 * @param {string[][]} named pairs of a value and its name
 */
function setOptions(select, named) {
  const chosen = select.value;
  const options = named.map(([value, name]) => {
    const option = element("option", name);
    option.value = value;
    return option;
  });
  select.replaceChildren(...options);
  if (chosen) select.value = chosen;
}

/**
 * @template {keyof HTMLElementTagNameMap} Kind
 * @param {Kind} kind
 * @param {string} text
 */
function element(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}
