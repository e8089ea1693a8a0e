// Says what the coach tells it to say: tones at once, words one utterance at a time.
//
// A page makes one when a session comes up, hands it the `says` of every update, and closes it:
//
//   const voice = new Voice({ language, folder: data.voice, session: data.socket });
//   voice.hear(update.says);      // says what is new, also after a reload of the page
//   voice.close();                // silent at once
//
// How loud, how fast and whether at all it asks of the settings (settings.js) and follows them by
// itself. It says nothing by itself: a page that shows no more, such as in a trouble of the camera,
// simply has nothing for it to hear.

import { Recordings } from "./recordings.js";
import { open } from "../controls/settings.js";
import { Sound } from "./output.js";
import { Speech } from "./speech.js";
import { TONES, sound as soundTone } from "./tones.js";

/** The rank of counts, which are said on the dot or not at all. */
const COUNT = 6;
const COUNT_WAITS_MS = 700;
const OTHERS_WAIT_MS = 6000;
const TAKEN = "sciatica-coach-said";

export class Voice {
  #session;
  #settings;
  #unsubscribe;
  #sound;
  #speech;
  #recordings;
  #taken;
  #waiting = [];
  #isSpeaking = false;
  #timer = null;
  #closed = false;

  /** `folder` holds the language's recorded files; `session` is what serials are counted in. */
  constructor({ language, folder, session }, settings = open()) {
    this.#session = session;
    this.#settings = settings;
    this.#taken = lastTaken(session);
    this.#sound = new Sound(settings.get("volume"), () => this.#next());
    this.#speech = new Speech(language, () => this.#next());
    this.#recordings = new Recordings(this.#sound, folder);
    this.#unsubscribe = settings.subscribe((name, value) => this.#follow(name, value));
  }

  /** Take what is new of the last seconds' utterances: `serial`, `rank`, `tone`, `words`, `files`. */
  hear(says) {
    const fresh = this.#takeNew(says);
    if (this.#settings.get("muted")) return;
    this.#soundOne(fresh.filter(({ tone }) => tone));
    for (const said of fresh) if (said.words.length) this.#queue(said);
    this.#next();
  }

  /** Whether the browser keeps sound shut that is asked for: until the page is touched. */
  get isShut() {
    return !this.#settings.get("muted") && !this.#sound.isHeard;
  }

  close() {
    this.#closed = true;
    this.#unsubscribe();
    this.#beSilent();
    this.#speech.close();
    this.#sound.close();
  }

  /** Serials that begin anew are those of a coach that was started anew. */
  #takeNew(says) {
    if (!says?.length) return [];
    const highest = Math.max(...says.map(({ serial }) => serial));
    const fresh = says.filter(({ serial }) => highest < this.#taken || serial > this.#taken);
    if (fresh.length) this.#taken = rememberTaken(this.#session, highest);
    return fresh;
  }

  /** What comes together, such as after a stall, does not sound together. */
  #soundOne(said) {
    const [first] = said.sort(byRank);
    if (first && this.#sound.isHeard) soundTone(first.tone, this.#sound.way);
  }

  /** One that waits is overtaken by a newer one of its rank. */
  #queue(said) {
    const now = performance.now();
    const waitsMs = said.rank === COUNT ? COUNT_WAITS_MS : OTHERS_WAIT_MS;
    const toneMs = said.tone ? 1000 * TONES[said.tone].words_s : 0;
    this.#waiting = this.#waiting.filter(({ rank }) => rank !== said.rank);
    this.#waiting.push({ ...said, fromMs: now + toneMs, untilMs: now + waitsMs });
    this.#waiting.sort(byRank);
    if (!this.#speech.speaks) said.files.forEach((name) => this.#recordings.prepare(name));
  }

  #next() {
    clearTimeout(this.#timer);
    const now = performance.now();
    this.#waiting = this.#waiting.filter(({ untilMs }) => now <= untilMs);
    const [first] = this.#waiting;
    if (!first || this.#isSpeaking || this.#closed) return;
    if (!this.#speech.speaks && !this.#sound.isHeard) return;
    if (now < first.fromMs) {
      this.#timer = setTimeout(() => this.#next(), first.fromMs - now);
      return;
    }
    this.#waiting.shift();
    this.#say(first);
  }

  async #say(said) {
    this.#isSpeaking = true;
    const [rate, volume] = [this.#settings.get("rate"), this.#settings.get("volume")];
    if (!this.#speech.speaks) {
      await this.#recordings.play(said.files, { rate, untilMs: said.untilMs });
    } else if (!(await this.#speech.say(said.words.join(" "), { rate, volume }))) {
      this.#again(said);
    }
    this.#isSpeaking = false;
    this.#next();
  }

  /** What speech has failed to say waits for its recording, unless something newer does. */
  #again(said) {
    if (this.#waiting.some(({ rank }) => rank === said.rank)) return;
    this.#waiting.push(said);
    this.#waiting.sort(byRank);
  }

  #follow(name, value) {
    if (name === "volume") this.#sound.volume = value;
    if (name === "muted" && value) this.#beSilent();
  }

  #beSilent() {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#speech.cancel();
    this.#recordings.stop();
  }
}

const byRank = (one, other) => one.rank - other.rank;

/** The serial that was taken last in this session, also before a reload; 0 in a new one. */
function lastTaken(session) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(TAKEN) ?? "null");
    return kept?.session === session ? kept.serial : 0;
  } catch {
    return 0;
  }
}

function rememberTaken(session, serial) {
  try {
    sessionStorage.setItem(TAKEN, JSON.stringify({ session, serial }));
  } catch {
    // Nothing may be kept: after a reload the last three seconds are said again.
  }
  return serial;
}
