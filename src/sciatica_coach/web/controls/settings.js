// What a person has set for eyes and ears, kept in this browser: nothing of it goes to the server.
//
// `open()` gives the page's one store. `get(name)` always gives something valid, `set(name, value)`
// brings a value into its bounds or leaves it out, `subscribe(hear)` tells of every change, also of
// one made in another tab, by `hear(name, value)`; it gives back what ends that.

const KEY = "sciatica-coach-settings";

const share = (least, most) => (value) =>
  Number.isFinite(value) ? Math.min(Math.max(value, least), most) : undefined;
const oneOf = (...values) => (value) => (values.includes(value) ? value : undefined);
const truth = oneOf(true, false);

/** What there is to set: what holds until it is set, and what a value becomes (undefined if none). */
export const SETTINGS = {
  /** How loud words and tones are, 0..1. */
  volume: { preset: 0.9, valid: share(0, 1) },
  /** How fast words come: 1 is as recorded. */
  rate: { preset: 1, valid: share(0.7, 1.3) },
  /** Silences words and tones. */
  muted: { preset: false, valid: truth },
  /** From how far away the letters are to be read. */
  letters: { preset: "3m", valid: oneOf("2m", "3m", "large") },
  /** Whether the target position is laid over the picture. */
  ghost: { preset: true, valid: truth },
  theme: { preset: "auto", valid: oneOf("auto", "light", "dark") },
};

export class Settings {
  #storage;
  #values;
  #hearers = new Set();

  /** `storage` may be missing or full: what is set then holds until the page is left. */
  constructor(storage) {
    this.#storage = storage;
    this.#values = this.#read();
  }

  get(name) {
    return this.#values[name];
  }

  set(name, value) {
    const taken = SETTINGS[name].valid(value);
    if (taken === undefined || taken === this.#values[name]) return;
    this.#values[name] = taken;
    try {
      this.#storage?.setItem(KEY, JSON.stringify(this.#values));
    } catch {
      // No room, or not allowed to keep anything.
    }
    this.#tell(name);
  }

  subscribe(hear) {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  /** Take over what has been kept, such as by another tab. */
  reread() {
    const before = this.#values;
    this.#values = this.#read();
    for (const name of Object.keys(SETTINGS)) {
      if (this.#values[name] !== before[name]) this.#tell(name);
    }
  }

  #tell(name) {
    for (const hear of this.#hearers) hear(name, this.#values[name]);
  }

  #read() {
    let kept = null;
    try {
      kept = JSON.parse(this.#storage?.getItem(KEY) ?? "null");
    } catch {
      // Not ours, or not readable: as if nothing had been set.
    }
    return Object.fromEntries(
      Object.entries(SETTINGS).map(([name, { preset, valid }]) => [
        name,
        valid(kept?.[name]) ?? preset,
      ]),
    );
  }
}

let settings = null;

/** The store that all of this page shares. */
export function open() {
  if (settings === null) {
    settings = new Settings(storage());
    addEventListener("storage", ({ key }) => key === KEY && settings.reread());
  }
  return settings;
}

/** The browser's own storage; null where even asking for it is refused. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
