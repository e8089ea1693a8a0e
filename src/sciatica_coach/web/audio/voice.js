// Speaks what an update says: tones at once, words one utterance at a time.
//
// A page makes one when a session comes up, hands it the `says` of every update, and closes it:
//
//   const voice = new Voice({ language, folder: data.voice, session: data.socket });
//   voice.say(update.says);       // speaks what is new, also after a reload of the page
//   voice.close();                // silent at once
//
// It asks the settings (controls/settings.js) how loud and how fast it speaks, and whether at all,
// and follows their changes. It speaks nothing of its own: while the camera has a trouble, the page
// has nothing for it to say.

import { openSettings } from "../controls/settings.js";
import { AudioOutput } from "./output.js";
import { Recordings } from "./recordings.js";
import { BrowserSpeech } from "./speech.js";
import { byPriority, newUtterances, SpeechQueue } from "./speech_queue.js";
import { playTone, TONES } from "./tones.js";

/** @import { Utterance } from "../net/messages.js" */
/** @import { WaitingUtterance } from "./speech_queue.js" */

const LAST_SERIAL_KEY = "sciatica-coach-said";

export class Voice {
  #session;
  #settings;
  #unsubscribe;
  #output;
  #speech;
  #recordings;
  #lastSerial;
  #queue = new SpeechQueue();
  #isSpeaking = false;
  /** @type {number | undefined} */
  #timer;
  #closed = false;

  /**
   * @param {object} about
   * @param {string} about.language
   * @param {string} about.folder the address of the language's recorded files
   * @param {string} about.session what serial numbers are counted in
   * @param {import("../controls/settings.js").Settings} [settings]
   */
  constructor({ language, folder, session }, settings = openSettings()) {
    this.#session = session;
    this.#settings = settings;
    this.#lastSerial = readLastSerial(session);
    this.#output = new AudioOutput(settings.get("volume"), () => this.#next());
    this.#speech = new BrowserSpeech(language, () => this.#next());
    this.#recordings = new Recordings(this.#output, folder);
    this.#unsubscribe = settings.subscribe((name, value) => this.#follow(name, value));
  }

  /**
   * Speak what is new among the utterances of the last seconds.
   *
   * @param {Utterance[]} [utterances]
   */
  say(utterances) {
    const fresh = this.#takeNew(utterances ?? []);
    if (this.#settings.get("muted")) return;
    this.#soundOne(fresh);
    for (const utterance of fresh) if (utterance.words.length) this.#enqueue(utterance);
    this.#next();
  }

  /** Whether the browser holds back sound that is wanted: it does until the page is touched. */
  get isBlocked() {
    return !this.#settings.get("muted") && !this.#output.isOpen;
  }

  close() {
    this.#closed = true;
    this.#unsubscribe();
    this.#beSilent();
    this.#speech.close();
    this.#recordings.close();
    this.#output.close();
  }

  /** @param {Utterance[]} utterances */
  #takeNew(utterances) {
    const fresh = newUtterances(utterances, this.#lastSerial);
    if (fresh.length) {
      this.#lastSerial = Math.max(...fresh.map(({ serial }) => serial));
      keepLastSerial(this.#session, this.#lastSerial);
    }
    return fresh;
  }

  /**
   * Tones that come together, such as after a stall, do not sound together.
   *
   * @param {Utterance[]} fresh
   */
  #soundOne(fresh) {
    const [first] = fresh.filter(({ tone }) => tone).sort(byPriority);
    if (first?.tone && this.#output.isOpen) playTone(first.tone, this.#output.input);
  }

  /** @param {Utterance} utterance */
  #enqueue(utterance) {
    const toneMs = utterance.tone ? 1000 * TONES[utterance.tone].words_s : 0;
    this.#queue.add(utterance, performance.now(), toneMs);
    if (!this.#speech.isUsable) utterance.files.forEach((name) => this.#recordings.prepare(name));
  }

  #next() {
    clearTimeout(this.#timer);
    const now = performance.now();
    const first = this.#queue.first(now);
    if (!first || this.#isSpeaking || this.#closed) return;
    if (!this.#speech.isUsable && !this.#output.isOpen) return;
    if (now < first.fromMs) {
      this.#timer = setTimeout(() => this.#next(), first.fromMs - now);
      return;
    }
    this.#queue.shift();
    this.#speak(first);
  }

  /** @param {WaitingUtterance} utterance */
  async #speak(utterance) {
    this.#isSpeaking = true;
    const [rate, volume] = [this.#settings.get("rate"), this.#settings.get("volume")];
    if (!this.#speech.isUsable) {
      await this.#recordings.play(utterance.files, { rate, untilMs: utterance.untilMs });
    } else if (!(await this.#speech.say(utterance.words.join(" "), { rate, volume }))) {
      // It waits for its recording.
      this.#queue.putBack(utterance);
    }
    this.#isSpeaking = false;
    this.#next();
  }

  /**
   * @param {string} name
   * @param {unknown} value
   */
  #follow(name, value) {
    if (name === "volume") this.#output.volume = Number(value);
    if (name === "muted" && value) this.#beSilent();
  }

  #beSilent() {
    clearTimeout(this.#timer);
    this.#queue.clear();
    this.#speech.cancel();
    this.#recordings.stop();
  }
}

/**
 * The serial number that was spoken last in this session, also before a reload; 0 in a new one.
 *
 * @param {string} session
 * @returns {number}
 */
function readLastSerial(session) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(LAST_SERIAL_KEY) ?? "null");
    return kept?.session === session ? kept.serial : 0;
  } catch {
    return 0;
  }
}

/**
 * @param {string} session
 * @param {number} serial
 */
function keepLastSerial(session, serial) {
  try {
    sessionStorage.setItem(LAST_SERIAL_KEY, JSON.stringify({ session, serial }));
  } catch {
    // Nothing may be kept: after a reload the last three seconds are spoken again.
  }
}
