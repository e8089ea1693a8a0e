// What a person has set for eyes and ears, kept in this browser: nothing of it goes to the server.
//
// `openSettings()` gives the page's one store. `get(name)` always gives something valid,
// `set(name, value)` brings a value into its bounds or leaves it out, `subscribe(listener)` reports
// every change, also one made in another tab; it gives back what ends that.

/** @import { CameraChoice } from "../net/cameras.js" */
/** @import { LetterSetting } from "../screen/letters.js" */

const KEY = "sciatica-coach-settings";
/** Browsers' ids have 64 characters. */
const LONGEST_TEXT = 200;

/**
 * @typedef {object} SettingValues
 * @property {number} volume how loud words and tones are, 0 to 1
 * @property {number} rate how fast words come: 1 is as recorded
 * @property {boolean} muted silences words and tones
 * @property {LetterSetting} letters from how far away the letters are to be read
 * @property {boolean} target_overlay whether the target position is laid over the picture
 * @property {"auto" | "light" | "dark"} theme
 * @property {string} camera_id of the camera that was chosen; empty if none was
 * @property {string} camera_name what it is called, by which it is found when its id has changed
 */

/** @typedef {keyof SettingValues} SettingName */

/**
 * @template T
 * @typedef {{ preset: T, valid: (value: unknown) => T | undefined }} Setting
 */

/**
 * @param {number} least
 * @param {number} most
 */
function between(least, most) {
  return (/** @type {unknown} */ value) =>
    typeof value === "number" && Number.isFinite(value)
      ? Math.min(Math.max(value, least), most)
      : undefined;
}

/**
 * @template T
 * @param {T[]} values
 */
function oneOf(...values) {
  return (/** @type {unknown} */ value) => values.find((each) => each === value);
}

/** @param {unknown} value */
function shortText(value) {
  return typeof value === "string" ? value.slice(0, LONGEST_TEXT) : undefined;
}

/**
 * What there is to set: what holds until it is set, and what a value becomes (undefined if none).
 *
 * @type {{ [Name in SettingName]: Setting<SettingValues[Name]> }}
 */
export const SETTINGS = {
  volume: { preset: 0.9, valid: between(0, 1) },
  rate: { preset: 1, valid: between(0.7, 1.3) },
  muted: { preset: false, valid: oneOf(true, false) },
  letters: { preset: "3m", valid: oneOf("2m", "3m", "large") },
  target_overlay: { preset: true, valid: oneOf(true, false) },
  theme: { preset: "auto", valid: oneOf("auto", "light", "dark") },
  camera_id: { preset: "", valid: shortText },
  camera_name: { preset: "", valid: shortText },
};
const NAMES = /** @type {SettingName[]} */ (Object.keys(SETTINGS));

/** @typedef {(name: SettingName, value: unknown) => void} SettingsListener */

export class Settings {
  #storage;
  #values;
  /** @type {Set<SettingsListener>} */
  #listeners = new Set();

  /**
   * @param {Pick<Storage, "getItem" | "setItem"> | null} storage may be missing or full: what is
   *   set then holds until the page is left
   */
  constructor(storage) {
    this.#storage = storage;
    this.#values = this.#read();
  }

  /**
   * @template {SettingName} Name
   * @param {Name} name
   */
  get(name) {
    return this.#values[name];
  }

  /**
   * @param {SettingName} name
   * @param {unknown} value
   */
  set(name, value) {
    const valid = SETTINGS[name].valid(value);
    if (valid === undefined || valid === this.#values[name]) return;
    this.#values = { ...this.#values, [name]: valid };
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // No room, or not allowed to keep anything.
    }
    this.#report(name);
  }

  /**
   * The camera that was chosen; null if none was.
   *
   * @returns {CameraChoice | null}
   */
  get camera() {
    const { camera_id: id, camera_name: cameraName } = this.#values;
    return cameraName ? { id, name: cameraName } : null;
  }

  /** @param {CameraChoice} camera */
  setCamera({ id, name: cameraName }) {
    this.set("camera_name", cameraName);
    this.set("camera_id", id);
  }

  /** @param {SettingsListener} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Take over what has been kept, such as by another tab. */
  reread() {
    const before = this.#values;
    this.#values = this.#read();
    for (const name of NAMES) {
      if (this.#values[name] !== before[name]) this.#report(name);
    }
  }

  /** @param {SettingName} name */
  #report(name) {
    for (const listener of this.#listeners) listener(name, this.#values[name]);
  }

  /** @returns {SettingValues} */
  #read() {
    let kept = null;
    try {
      kept = JSON.parse(this.#storage?.getItem(KEY) ?? "null");
    } catch {
      // Not ours, or not readable: as if nothing had been set.
    }
    const values = NAMES.map((name) => {
      const { preset, valid } = SETTINGS[name];
      return [name, valid(kept?.[name]) ?? preset];
    });
    return Object.fromEntries(values);
  }
}

/** @type {Settings | null} */
let shared = null;

/** The store that all of this page shares. */
export function openSettings() {
  if (shared === null) {
    const settings = new Settings(browserStorage());
    addEventListener("storage", ({ key }) => {
      if (key === KEY) settings.reread();
    });
    shared = settings;
  }
  return shared;
}

/** The browser's own storage; null where even asking for it is refused. */
function browserStorage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
