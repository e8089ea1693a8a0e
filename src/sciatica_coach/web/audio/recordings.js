// Words from recorded files, one after the other.

/** @import { AudioOutput } from "./output.js" */

/** Files that are kept: about a megabyte. */
const MOST_KEPT = 48;
/** How late a file's beginning, and its end, may be reported. */
const LATE_MS = 1500;
const FETCH_MS = 3000;

export class Recordings {
  #folder;
  #audio = new Audio();
  /**
   * Addresses of what was fetched, by the file's name.
   *
   * @type {Map<string, Promise<string | null>>}
   */
  #kept = new Map();
  /** Counts what is to be played: a number that is no longer the newest is over. */
  #turn = 0;
  #finish = () => {};

  /**
   * @param {AudioOutput} output
   * @param {string} folder the address of the language's files
   */
  constructor({ context, input }, folder) {
    this.#folder = folder;
    // Played slower at a lower pitch, words would sound drowsy.
    this.#audio.preservesPitch = true;
    new MediaElementAudioSourceNode(context, { mediaElement: this.#audio }).connect(input);
  }

  /**
   * Fetch a file, so that it is there when its turn comes; resolves to null if there is none.
   *
   * @param {string | null} name
   */
  prepare(name) {
    if (!name) return Promise.resolve(null);
    const found = this.#kept.get(name) ?? this.#fetch(name);
    this.#kept.delete(name);
    this.#kept.set(name, found);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT) this.#forget(oldest);
    return found;
  }

  /**
   * Play the files in their order; what is missing is passed over, and all of it after `untilMs`.
   *
   * @param {(string | null)[]} names
   * @param {{ rate: number, untilMs: number }} how
   */
  async play(names, { rate, untilMs }) {
    const turn = ++this.#turn;
    let hasBegun = false;
    for (const name of names) {
      const address = await this.prepare(name);
      const isLate = !hasBegun && performance.now() > untilMs;
      if (this.#turn !== turn || isLate) return;
      hasBegun ||= address !== null;
      if (address) await this.#playOne(address, rate);
    }
  }

  /** Be silent at once. */
  stop() {
    this.#turn += 1;
    this.#audio.pause();
    this.#finish();
  }

  /** Be silent, and keep nothing. */
  close() {
    this.stop();
    for (const name of [...this.#kept.keys()]) this.#forget(name);
  }

  /**
   * @param {string} name
   * @returns {Promise<string | null>}
   */
  async #fetch(name) {
    try {
      const answer = await fetch(`${this.#folder}/${name}`, {
        signal: AbortSignal.timeout(FETCH_MS),
      });
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return URL.createObjectURL(await answer.blob());
    } catch {
      // Asked for again the next time: the connection may be back by then.
      this.#kept.delete(name);
      return null;
    }
  }

  /** @param {string} name */
  async #forget(name) {
    const address = this.#kept.get(name);
    this.#kept.delete(name);
    URL.revokeObjectURL((await address) ?? "");
  }

  /**
   * Resolves when the file has been played, does not play, or was stopped.
   *
   * @param {string} address
   * @param {number} rate
   * @returns {Promise<void>}
   */
  #playOne(address, rate) {
    const audio = this.#audio;
    // Loading a file sets its rate to this one.
    audio.defaultPlaybackRate = rate;
    audio.src = address;
    return new Promise((resolve) => {
      let late = setTimeout(() => this.#finish(), LATE_MS);
      this.#finish = () => {
        clearTimeout(late);
        resolve();
      };
      audio.onended = audio.onerror = this.#finish;
      audio.onplaying = () => {
        clearTimeout(late);
        late = setTimeout(this.#finish, (1000 * audio.duration) / rate + LATE_MS);
      };
      audio.play().catch(this.#finish);
    });
  }
}
