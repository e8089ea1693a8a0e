// Words from recorded files, one after the other.

import { atPace } from "./pace.js";

/** @import { AudioOutput } from "./output.js" */
/** @typedef {{ source: AudioBufferSourceNode | null }} Playing */

/** Decoded files that are kept: some ten megabytes. */
const MOST_KEPT = 48;
/** How much later than its length a file's end may be reported. */
const LATE_MS = 1500;
const FETCH_MS = 3000;

export class Recordings {
  #output;
  #folder;
  /** @type {Map<string, Promise<AudioBuffer | null>>} */
  #kept = new Map();
  /** @type {Playing | null} */
  #playing = null;

  /**
   * @param {AudioOutput} output
   * @param {string} folder the address of the language's files
   */
  constructor(output, folder) {
    this.#output = output;
    this.#folder = folder;
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
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return found;
  }

  /**
   * Play the files in their order; what is missing is passed over, and all of it after `untilMs`.
   *
   * @param {(string | null)[]} names
   * @param {{ rate: number, untilMs: number }} how
   */
  async play(names, { rate, untilMs }) {
    /** @type {Playing} */
    const playing = { source: null };
    this.#playing = playing;
    for (const name of names) {
      const buffer = await this.prepare(name);
      const isLate = playing.source === null && performance.now() > untilMs;
      if (this.#playing !== playing || isLate) return;
      if (buffer) await this.#playOne(playing, this.#paced(buffer, rate));
    }
  }

  /** Be silent at once. */
  stop() {
    this.#playing?.source?.stop();
    this.#playing = null;
  }

  /** @param {string} name */
  async #fetch(name) {
    try {
      const answer = await fetch(`${this.#folder}/${name}`, {
        signal: AbortSignal.timeout(FETCH_MS),
      });
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return await this.#output.context.decodeAudioData(await answer.arrayBuffer());
    } catch {
      // Asked for again the next time: the connection may be back by then.
      this.#kept.delete(name);
      return null;
    }
  }

  /**
   * @param {AudioBuffer} buffer
   * @param {number} rate
   */
  #paced(buffer, rate) {
    if (rate === 1) return buffer;
    const { sampleRate } = buffer;
    const samples = atPace(buffer.getChannelData(0), sampleRate, rate);
    const paced = new AudioBuffer({ length: samples.length, sampleRate });
    paced.copyToChannel(samples, 0);
    return paced;
  }

  /**
   * @param {Playing} playing
   * @param {AudioBuffer} buffer
   * @returns {Promise<void>}
   */
  #playOne(playing, buffer) {
    const { context, input } = this.#output;
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(input);
    playing.source = source;
    return new Promise((resolve) => {
      const late = setTimeout(resolve, 1000 * buffer.duration + LATE_MS);
      source.onended = () => {
        clearTimeout(late);
        resolve();
      };
      source.start();
    });
  }
}
