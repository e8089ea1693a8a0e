// The staff's menu: asks the PIN, then shows settings and health. The server decides everything.

import { fill, write } from "../screen/texts.js";

const PRESS_MS = 1500;
const IDLE_MS = 60_000;
const LOOK_MS = 2000;
const SIDES = ["near", "left", "right"];
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "⌫", "0"];

export class StaffMenu {
  #dialog;
  #kiosk;
  #part;
  #pass = null;
  #data = null;
  #words = null;
  #doses = {};
  #touchedMs = 0;
  #timer = null;
  #leaveIsSure = false;

  /** `kiosk` is asked to `changed()` after a new setting, and to `restart()` the camera. */
  constructor(page, kiosk) {
    this.#kiosk = kiosk;
    this.#dialog = page.querySelector("dialog.staff");
    this.#part = (name) => this.#dialog.querySelector(name);
    this.#makeKeys();
    this.#listen(page.querySelector(".corner"));
  }

  learn(data, words) {
    this.#data = data;
    this.#words = words;
    const { menu } = this.#forms();
    options(menu.exercise, Object.entries(words.exercises));
    options(menu.side, SIDES.map((side) => [side, words.staff[side]]));
    options(menu.language, data.languages.map(({ code, name }) => [code, name]));
  }

  open() {
    if (this.#dialog.open || !this.#words) return;
    this.#show(false);
    this.#say("");
    this.#dialog.showModal();
    this.#part(".pin").focus();
    this.#touchedMs = performance.now();
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  #forms() {
    return { pin: this.#part(".pin-form"), menu: this.#part(".menu") };
  }

  #listen(corner) {
    const { pin, menu } = this.#forms();
    longPress(corner, () => this.open());
    pin.addEventListener("submit", (event) => this.#handle(event, () => this.#enter()));
    menu.addEventListener("submit", (event) => this.#handle(event, () => this.#save()));
    menu.exercise.addEventListener("change", () => this.#suggest());
    for (const button of this.#dialog.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => this.#do(button.dataset.do));
    }
    for (const kind of ["pointerdown", "keydown", "input"]) {
      this.#dialog.addEventListener(kind, () => { this.#touchedMs = performance.now(); });
    }
    this.#dialog.addEventListener("close", () => this.#close());
  }

  #handle(event, work) {
    event.preventDefault();
    work();
  }

  async #enter() {
    const field = this.#part(".pin");
    const answer = await this.#ask({ what: "enter", pin: field.value });
    field.value = "";
    if (!answer) return;
    this.#pass = answer.pass;
    this.#say("");
    this.#show(true);
    this.#fill(answer);
    this.#forms().menu.exercise.focus();
  }

  async #save() {
    const { menu } = this.#forms();
    const settings = {
      exercise: menu.exercise.value,
      side: menu.side.value,
      reps: menu.reps.valueAsNumber,
      hold_s: menu.hold_s.valueAsNumber,
      language: menu.language.value,
      volume: menu.volume.valueAsNumber,
      muted: menu.muted.checked,
    };
    const answer = await this.#ask({ what: "set", settings });
    if (!answer) return;
    await this.#kiosk.changed();
    this.#fill(answer);
    this.#say(this.#words.staff[answer.kept ? "saved" : "not_kept"]);
  }

  async #do(what) {
    if (what === "close") {
      this.#dialog.close();
    } else if (what === "restart") {
      const answer = await this.#ask({ what: "restart_eyes" });
      if (!answer) return;
      this.#kiosk.restart();
      this.#say(this.#words.staff.restarted);
    } else if (!this.#leaveIsSure) {
      this.#leaveIsSure = true;
      this.#say(this.#words.staff.leave_sure);
    } else if (await this.#ask({ what: "leave" })) {
      this.#say(this.#words.staff.ended);
    }
  }

  /** A dose that suits the exercise; what was typed for another one does not. */
  #suggest() {
    const { menu } = this.#forms();
    [menu.reps.value, menu.hold_s.value] = this.#doses[menu.exercise.value];
  }

  async #look() {
    if (performance.now() - this.#touchedMs > IDLE_MS) {
      this.#dialog.close();
      return;
    }
    if (!this.#pass) return;
    const answer = await this.#ask({ what: "look" });
    if (answer) this.#showHealth(answer.health);
  }

  #fill({ settings, doses, health }) {
    this.#doses = doses;
    const { menu } = this.#forms();
    for (const [name, value] of Object.entries(settings)) {
      if (name === "muted") menu.muted.checked = value;
      else menu[name].value = value;
    }
    this.#showHealth(health);
  }

  #showHealth(health) {
    const { staff } = this.#words;
    const lines = [
      [staff.camera, health.camera ?? staff.works],
      [staff.eyes, health.eyes ?? staff.works],
      [staff.replaced, String(health.replaced)],
      [staff.up, fill(staff.minutes, { minutes: Math.floor(health.up_s / 60) })],
      [staff.memory, `${health.memory_mb} MB`],
      [staff.visitors, String(health.visitors)],
    ];
    this.#part(".health").replaceChildren(
      ...lines.flatMap(([name, value]) => [element("dt", name), element("dd", value)]),
    );
  }

  /** What the server answers; null, and a sentence on the screen, if it does not agree. */
  async #ask(asked) {
    try {
      const answer = await fetch("/kiosk-staff", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...asked, pass: this.#pass ?? "" }),
      });
      const told = await answer.json();
      if (answer.ok) return told;
      if (answer.status === 401) this.#show(false);
      this.#say(this.#refusal(told));
    } catch {
      this.#say(this.#words.staff.no_answer);
    }
    return null;
  }

  #refusal({ refused, wait_s: waitS }) {
    const { staff } = this.#words;
    return waitS ? fill(staff.wait, { seconds: waitS }) : (staff[refused] ?? staff.malformed);
  }

  #show(isIn) {
    const { pin, menu } = this.#forms();
    if (!isIn) this.#pass = null;
    pin.hidden = isIn;
    menu.hidden = !isIn;
    this.#leaveIsSure = false;
  }

  #close() {
    clearInterval(this.#timer);
    if (this.#pass) this.#ask({ what: "close" });
    this.#show(false);
    this.#part(".pin").value = "";
  }

  #say(words) {
    write(this.#part(".told"), words);
  }

  /** For a screen without a keyboard. */
  #makeKeys() {
    const field = this.#part(".pin");
    this.#part(".keys").append(
      ...KEYS.map((sign) => {
        const key = element("button", sign);
        key.type = "button";
        key.tabIndex = -1;
        key.addEventListener("click", () => {
          field.value = sign === "⌫" ? field.value.slice(0, -1) : field.value + sign;
        });
        return key;
      }),
    );
  }
}

/** A finger that stays, or the keyboard on purpose: not a child that taps on everything. */
function longPress(button, then) {
  let timer = null;
  button.addEventListener("pointerdown", () => { timer = setTimeout(then, PRESS_MS); });
  for (const kind of ["pointerup", "pointerleave", "pointercancel"]) {
    button.addEventListener(kind, () => clearTimeout(timer));
  }
  button.addEventListener("click", (event) => event.detail === 0 && then());
}

function options(select, named) {
  const chosen = select.value;
  select.replaceChildren(
    ...named.map(([value, name]) => {
      const option = element("option", name);
      option.value = value;
      return option;
    }),
  );
  if (chosen) select.value = chosen;
}

function element(kind, words) {
  const made = document.createElement(kind);
  made.textContent = words;
  return made;
}
