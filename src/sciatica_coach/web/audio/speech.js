// Words by the browser's own speech. It is given up for good when it does not do what it says.

/** A voice that has not begun by then will not begin. */
const BEGINS_WITHIN_MS = 4000;
const CHECK_MS = 250;
/** Chromium leaves out what is asked for right after a cancel. */
const AFTER_CANCEL_MS = 300;
/** Macs list them first: bells, whispers and others that amuse, and old robots. */
const NOVELTY_VOICES =
  /^(Albert|Bad News|Bahh|Bells|Boing|Bubbles|Cellos|Eddy|Flo|Fred|Good News|Grandma|Grandpa|Jester|Junior|Kathy|Organ|Ralph|Reed|Rocko|Sandy|Shelley|Superstar|Trinoids|Whisper|Wobble|Zarvox)\b/;
/** Errors that follow from a cancel of ours. */
const CANCELLED = new Set(["canceled", "interrupted"]);

/**
 * Slow speakers say ten letters a second; beyond twice that the end has been lost.
 *
 * @param {string} words
 * @param {number} rate
 */
function longestMs(words, rate) {
  return 6000 + (200 * words.length) / rate;
}

export class BrowserSpeech {
  /** @type {SpeechSynthesis | undefined} */
  #synthesis = globalThis.speechSynthesis;
  #language;
  #works = true;
  /** @type {SpeechSynthesisVoice | null} */
  #voice = null;
  #quietUntilMs = 0;
  #cancels = 0;
  /**
   * What is being said. It must be kept, or Chromium forgets to report its end.
   *
   * @type {SpokenUtterance | null}
   */
  #current = null;
  #onVoices;

  /**
   * @param {string} language
   * @param {() => void} onChange called when voices have come or gone: browsers load them late
   */
  constructor(language, onChange) {
    this.#language = language;
    this.#onVoices = () => {
      this.#chooseVoice();
      onChange();
    };
    this.#synthesis?.addEventListener("voiceschanged", this.#onVoices);
    this.#chooseVoice();
  }

  /** Whether there is a voice for the language that has not failed. */
  get isUsable() {
    return this.#works && this.#voice !== null;
  }

  /**
   * Say the words; resolves to false if they were not said, and never will be by this voice.
   *
   * @param {string} words
   * @param {{ rate: number, volume: number }} how
   */
  async say(words, { rate, volume }) {
    const cancels = this.#cancels;
    const pauseMs = this.#quietUntilMs - performance.now();
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (cancels !== this.#cancels) return true;
    const [synthesis, voice] = [this.#synthesis, this.#voice];
    if (!synthesis || !voice) return false;
    if (synthesis.paused) synthesis.resume();
    const utterance = new SpeechSynthesisUtterance(words);
    Object.assign(utterance, { voice, lang: voice.lang, rate, volume });
    this.#current = new SpokenUtterance(synthesis, utterance, longestMs(words, rate));
    const wasSaid = await this.#current.end;
    this.#current = null;
    if (!wasSaid) this.#giveUp();
    return wasSaid;
  }

  /** Be silent at once. */
  cancel() {
    this.#cancels += 1;
    if (!this.#current) return;
    this.#synthesis?.cancel();
    this.#quietUntilMs = performance.now() + AFTER_CANCEL_MS;
    this.#current.finish(true);
  }

  close() {
    this.#synthesis?.removeEventListener("voiceschanged", this.#onVoices);
    this.cancel();
  }

  #chooseVoice() {
    const voices = this.#synthesis?.getVoices() ?? [];
    this.#voice = bestVoice(voices, this.#language, navigator.language);
  }

  #giveUp() {
    this.#works = false;
    this.#synthesis?.cancel();
  }
}

/** One utterance that is being said. It is checked regularly: some ends are never reported. */
class SpokenUtterance {
  #synthesis;
  #utterance;
  #askedMs = performance.now();
  /** @type {number | null} */
  #begunMs = null;
  #silentChecks = 0;
  #timer;
  /** @type {(wasSaid: boolean) => void} */
  #resolve = () => {};
  /**
   * Resolves to whether it was said.
   *
   * @type {Promise<boolean>}
   */
  end = new Promise((resolve) => (this.#resolve = resolve));

  /**
   * @param {SpeechSynthesis} synthesis
   * @param {SpeechSynthesisUtterance} utterance
   * @param {number} mostMs
   */
  constructor(synthesis, utterance, mostMs) {
    this.#synthesis = synthesis;
    this.#utterance = utterance;
    this.#utterance.onstart = () => (this.#begunMs ??= performance.now());
    this.#utterance.onend = () => this.finish(true);
    this.#utterance.onerror = ({ error }) => this.finish(CANCELLED.has(error));
    this.#timer = setInterval(() => this.#check(mostMs), CHECK_MS);
    synthesis.speak(this.#utterance);
  }

  /** @param {boolean} wasSaid */
  finish(wasSaid) {
    clearInterval(this.#timer);
    this.#resolve(wasSaid);
  }

  /** @param {number} mostMs */
  #check(mostMs) {
    const now = performance.now();
    if (this.#begunMs === null) {
      if (now - this.#askedMs > BEGINS_WITHIN_MS) this.finish(false);
      return;
    }
    this.#silentChecks = this.#synthesis.speaking ? 0 : this.#silentChecks + 1;
    if (this.#silentChecks >= 2) this.finish(true);
    else if (now - this.#begunMs > mostMs) this.finish(false);
  }
}

/**
 * A voice of the language, best of the person's own country; null if there is none.
 *
 * Voices of a server are left out: what is said would leave this computer.
 *
 * @param {Iterable<SpeechSynthesisVoice>} voices
 * @param {string} language
 * @param {string} locale
 */
export function bestVoice(voices, language, locale) {
  const usable = [...voices].filter(
    ({ localService, lang, name }) =>
      localService && normalTag(lang).split("-")[0] === language && !NOVELTY_VOICES.test(name),
  );
  const ofCountry = usable.filter(({ lang }) => normalTag(lang) === normalTag(locale));
  const fitting = ofCountry.length ? ofCountry : usable;
  return fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
}

/**
 * A language tag as BCP 47 has it: Android writes `en_GB`.
 *
 * @param {string} tag
 */
function normalTag(tag) {
  return tag.toLowerCase().replaceAll("_", "-");
}
