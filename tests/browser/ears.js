// Keeps what is heard: words by a stand-in for the browser's speech, recordings and tones by Web
// Audio. Runs before the page's own scripts. `LANG` is put in its place; null for no voice at all.

(() => {
  const LANG = null;
  const WORD_MS = 350;
  /** The end of a recording may be told by so much too early. */
  const EARLY_MS = 200;
  const KEPT = "tests-ears";
  const heard = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  window.ears = heard;

  const nowMs = () => performance.timeOrigin + performance.now();
  const keep = (sound) => {
    heard.push(sound);
    write();
    return sound;
  };
  const write = () => sessionStorage.setItem(KEPT, JSON.stringify(heard));
  const finish = (sound) => {
    sound.end_ms = nowMs();
    write();
  };

  // A page that goes takes its voice along.
  addEventListener("pagehide", () => {
    heard.filter(({ end_ms: end }) => end === null).forEach(finish);
  });

  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };

  /** Says at once what it is told, also over something else: two at a time must show. */
  const synthesis = {
    saying: new Set(),
    paused: false,
    pending: false,
    get speaking() {
      return this.saying.size > 0;
    },
    getVoices: () => (LANG ? [{ lang: LANG, localService: true, default: true, name: LANG }] : []),
    addEventListener() {},
    removeEventListener() {},
    resume() {},
    speak(utterance) {
      const { text, lang, rate = 1 } = utterance;
      const sound = keep({ kind: "words", text, lang, at_ms: nowMs(), end_ms: null });
      const lengthMs = (WORD_MS * text.split(" ").length) / rate;
      const saying = { utterance, sound };
      saying.timer = setTimeout(() => {
        this.saying.delete(saying);
        finish(sound);
        utterance.onend?.({});
      }, lengthMs);
      this.saying.add(saying);
      setTimeout(() => utterance.onstart?.({}), 0);
    },
    cancel() {
      for (const { utterance, sound, timer } of this.saying) {
        clearTimeout(timer);
        finish(sound);
        sound.cut = true;
        utterance.onerror?.({ error: "canceled" });
      }
      this.saying.clear();
    },
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis });

  const files = new WeakMap();
  const names = new Map();
  const read = Response.prototype.blob;
  Response.prototype.blob = async function () {
    const blob = await read.call(this);
    files.set(blob, this.url.split("/").at(-1));
    return blob;
  };
  const createObjectURL = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    const address = createObjectURL(blob);
    names.set(address, files.get(blob) ?? null);
    return address;
  };

  /** Keeps how long a recording is heard, which is played from now on. */
  const follow = (audio) => {
    const file = names.get(audio.src) ?? null;
    const lengthMs = (1000 * audio.duration) / audio.playbackRate;
    const sound = keep({ kind: "file", file, at_ms: nowMs(), end_ms: null });
    const isOver = () => {
      audio.removeEventListener("ended", isOver);
      audio.removeEventListener("pause", isOver);
      sound.cut = nowMs() - sound.at_ms < lengthMs - EARLY_MS;
      finish(sound);
    };
    audio.addEventListener("ended", isOver);
    audio.addEventListener("pause", isOver);
  };
  const play = HTMLAudioElement.prototype.play;
  HTMLAudioElement.prototype.play = function () {
    this.addEventListener("playing", () => follow(this), { once: true });
    return play.call(this);
  };
  const ring = OscillatorNode.prototype.start;
  let rings = false;
  OscillatorNode.prototype.start = function (...when) {
    // All notes of a tone are asked for in one go: the first tells which tone it is.
    if (!rings) {
      rings = true;
      keep({ kind: "tone", pitch_hz: this.frequency.value, at_ms: nowMs() });
      queueMicrotask(() => (rings = false));
    }
    return ring.apply(this, when);
  };
})();
