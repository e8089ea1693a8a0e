// Words by the browser's own speech, which is given up for good when it does not do what it says.

/** A voice that has not begun by then will not begin. */
const BEGINS_WITHIN_MS = 4000;
/** Slow speakers say ten letters a second; beyond twice that the end has been lost. */
const MOST_MS = (words, rate) => 6000 + (200 * words.length) / rate;
const LOOK_MS = 250;
/** Chromium leaves out what is asked for right after a cancel. */
const AFTER_CANCEL_MS = 300;
/** Macs list them first: bells, whispers and others that amuse, and old robots. */
const NOT_IN_EARNEST =
  /^(Albert|Bad News|Bahh|Bells|Boing|Bubbles|Cellos|Eddy|Flo|Fred|Good News|Grandma|Grandpa|Jester|Junior|Kathy|Organ|Ralph|Reed|Rocko|Sandy|Shelley|Superstar|Trinoids|Whisper|Wobble|Zarvox)\b/;
const OUR_OWN_DOING = new Set(["canceled", "interrupted"]);

export class Speech {
  #synthesis = globalThis.speechSynthesis;
  #language;
  #changed;
  #works = true;
  #voice = null;
  #quietUntilMs = 0;
  #cancels = 0;
  /** What is being said: kept, or Chromium forgets to tell its end. */
  #saying = null;

  /** `changed()` is called when voices have come or gone: browsers load them late. */
  constructor(language, changed) {
    this.#language = language;
    this.#changed = () => {
      this.#look();
      changed();
    };
    this.#synthesis?.addEventListener("voiceschanged", this.#changed);
    this.#look();
  }

  /** Whether there is a voice for the language that has not failed. */
  get speaks() {
    return this.#works && this.#voice !== null;
  }

  /** Say the words; resolves to false if they were not, and never will be by this voice. */
  async say(words, { rate, volume }) {
    const cancels = this.#cancels;
    const pauseMs = this.#quietUntilMs - performance.now();
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    if (cancels !== this.#cancels) return true;
    if (this.#synthesis.paused) this.#synthesis.resume();
    const utterance = new SpeechSynthesisUtterance(words);
    Object.assign(utterance, { voice: this.#voice, lang: this.#voice.lang, rate, volume });
    this.#saying = new Saying(this.#synthesis, utterance, MOST_MS(words, rate));
    const well = await this.#saying.end;
    this.#saying = null;
    if (!well) this.#giveUp();
    return well;
  }

  /** Be silent at once. */
  cancel() {
    this.#cancels += 1;
    if (!this.#saying) return;
    this.#synthesis.cancel();
    this.#quietUntilMs = performance.now() + AFTER_CANCEL_MS;
    this.#saying.finish(true);
  }

  close() {
    this.#synthesis?.removeEventListener("voiceschanged", this.#changed);
    this.cancel();
  }

  #look() {
    const voices = this.#synthesis?.getVoices() ?? [];
    this.#voice = bestVoice(voices, this.#language, navigator.language);
  }

  #giveUp() {
    this.#works = false;
    this.#synthesis.cancel();
  }
}

/** One utterance on its way, watched: the end of some is never told. */
class Saying {
  #synthesis;
  #askedMs = performance.now();
  #begunMs = null;
  #silentLooks = 0;
  #watch;
  #resolve;
  /** Resolves to whether it was said. */
  end = new Promise((resolve) => (this.#resolve = resolve));

  constructor(synthesis, utterance, mostMs) {
    this.#synthesis = synthesis;
    this.utterance = utterance;
    utterance.onstart = () => (this.#begunMs ??= performance.now());
    utterance.onend = () => this.finish(true);
    utterance.onerror = ({ error }) => this.finish(OUR_OWN_DOING.has(error));
    this.#watch = setInterval(() => this.#look(mostMs), LOOK_MS);
    synthesis.speak(utterance);
  }

  finish(well) {
    clearInterval(this.#watch);
    this.#resolve(well);
  }

  #look(mostMs) {
    const now = performance.now();
    if (this.#begunMs === null) {
      if (now - this.#askedMs > BEGINS_WITHIN_MS) this.finish(false);
      return;
    }
    this.#silentLooks = this.#synthesis.speaking ? 0 : this.#silentLooks + 1;
    if (this.#silentLooks >= 2) this.finish(true);
    else if (now - this.#begunMs > mostMs) this.finish(false);
  }
}

/**
 * A voice of the language, best of the person's own country; null if there is none.
 *
 * Voices of a server are left out: what is said would leave this computer.
 */
export function bestVoice(voices, language, locale) {
  const spoken = [...voices].filter(
    ({ localService, lang, name }) =>
      localService && plain(lang).split("-")[0] === language && !NOT_IN_EARNEST.test(name),
  );
  const ofCountry = spoken.filter(({ lang }) => plain(lang) === plain(locale));
  const fitting = ofCountry.length ? ofCountry : spoken;
  return fitting.find((voice) => voice.default) ?? fitting[0] ?? null;
}

/** A language tag as BCP 47 has it: Android writes `en_GB`. */
const plain = (tag) => tag.toLowerCase().replaceAll("_", "-");
