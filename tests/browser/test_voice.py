"""What the page says aloud: the voice, its tones and its settings, in a real browser.

Recorded files are played for real; the browser's own speech, which differs from machine to machine,
is put in its place by a test. Every beginning and end is written down with its time.
"""

from itertools import pairwise

import numpy as np
import pytest

from sciatica_coach.language.voices import recordings
from tests.browser.driving import opened_page

pytestmark = pytest.mark.browser

TONES = ("start", "hold_reached", "rep_done", "correct", "stop")
SPY = """
window.sounds = [];
window.note = (what, more = {}) => window.sounds.push({ what, atMs: performance.now(), ...more });
const files = new WeakMap();
const names = new Map();
const blob = Response.prototype.blob;
Response.prototype.blob = async function () {
  const data = await blob.call(this);
  files.set(data, this.url.split("/").at(-1));
  return data;
};
const createObjectURL = URL.createObjectURL;
URL.createObjectURL = (data) => {
  const address = createObjectURL(data);
  names.set(address, files.get(data));
  return address;
};
const play = HTMLAudioElement.prototype.play;
HTMLAudioElement.prototype.play = function () {
  const file = names.get(this.src);
  const isOver = () => {
    this.removeEventListener("ended", isOver);
    this.removeEventListener("pause", isOver);
    note("played", { file });
  };
  this.addEventListener("playing", () => {
    note("plays", { file, lastsS: this.duration / this.playbackRate });
    this.addEventListener("ended", isOver);
    this.addEventListener("pause", isOver);
  }, { once: true });
  return play.call(this);
};
const startPart = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) {
  note("rings", { pitchHz: this.frequency.value });
  return startPart.apply(this, when);
};
"""
SPEECH = """
(behaviour) => {
  const synthesis = new EventTarget();
  let saying = null;
  Object.assign(synthesis, {
    paused: false,
    speaking: false,
    voices: behaviour.voices ?? [{ lang: "en-GB", localService: true, default: true, name: "B" }],
    getVoices: () => synthesis.voices,
    resume() {},
    speak(utterance) {
      if (synthesis.speaking) note("overlaps");
      const { text, rate, volume } = utterance;
      note("speaks", { text, rate, volume, voice: utterance.voice.name });
      if (behaviour.never === "begins") return;
      synthesis.speaking = true;
      saying = utterance;
      setTimeout(() => {
        if (behaviour.fails) {
          synthesis.speaking = false;
          utterance.onerror({ error: "synthesis-failed" });
          return;
        }
        utterance.onstart();
        if (behaviour.never === "tells its end") {
          setTimeout(() => (synthesis.speaking = false), behaviour.takesMs);
        } else if (behaviour.never !== "ends") {
          setTimeout(() => end(utterance), behaviour.takesMs ?? 400);
        }
      }, 20);
    },
    cancel() {
      note("cancels");
      if (!saying) return;
      const cut = saying;
      saying = null;
      synthesis.speaking = false;
      setTimeout(() => cut.onerror({ error: "canceled" }));
    },
  });
  const end = (utterance) => {
    if (utterance !== saying) return;
    synthesis.speaking = false;
    saying = null;
    note("spoken", { text: utterance.text });
    utterance.onend();
  };
  Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
  window.SpeechSynthesisUtterance = class {
    constructor(text) {
      this.text = text;
    }
  };
}
"""
SETUP = """
async ({ language, session }) => {
  const { Voice } = await import("/coach-modules/audio/voice.js");
  const { Settings } = await import("/coach-modules/controls/settings.js");
  window.kept = new Map();
  window.settings = new Settings({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
  });
  window.voice = new Voice({ language, folder: `/coach-voice/${language}`, session }, settings);
}
"""


@pytest.fixture
def page(app):
    """A page that has been touched, as it has after a press on Start."""
    with opened_page() as page:
        page.add_init_script(SPY)
        page.goto(f"{app.url}/coach-modules/audio/voice.js")
        page.mouse.click(10, 10)
        yield page


def begin(page, *, language: str = "en", session: str = "/live/a", speech: dict | None = None):
    page.evaluate(SPEECH, speech or {"voices": []})
    page.evaluate(SETUP, {"language": language, "session": session})


def utterance(serial: int, priority: int, *phrases: str, tone: str | None = None) -> dict:
    known = recordings("en")
    files = [known[each].file if each in known else None for each in phrases]
    return {
        "serial": serial,
        "priority": priority,
        "tone": tone,
        "words": list(phrases),
        "files": files,
    }


def hear(page, *says: dict, after_ms: int = 0) -> None:
    """Give the voice an update, at once or by a timer of the page."""
    page.evaluate(
        "([says, ms]) => { ms ? setTimeout(() => voice.say(says), ms) : voice.say(says); }",
        [list(says), after_ms],
    )


def sounds(page, *kinds: str) -> list[dict]:
    return [each for each in page.evaluate("window.sounds") if each["what"] in kinds]


def wait_for(page, kind: str, count: int) -> None:
    page.wait_for_function(
        "([kind, count]) => sounds.filter(({ what }) => what === kind).length >= count",
        arg=[kind, count],
        timeout=60_000,
    )


def texts(page, kind: str) -> list[str]:
    """What was spoken, or what the files that were played say."""
    of_files = {each.file: each.text for each in recordings("en").values()}
    return [each.get("text") or of_files[each["file"]] for each in sounds(page, kind)]


def overlaps(page, begins: str, ends: str) -> bool:
    """Whether something began while something else was still going on."""
    kinds = [each["what"] for each in sounds(page, begins, ends)]
    return kinds != [begins, ends] * (len(kinds) // 2)


FIRST = "Your right leg works now."
SECOND = "Lie on your back, side-on to the camera."


def test_recorded_words_follow_one_another_and_what_matters_more_goes_first(page):
    begin(page)
    hear(page, utterance(1, 2, FIRST))
    wait_for(page, "plays", 1)
    hear(page, utterance(2, 5, "Good."), utterance(3, 2, SECOND), utterance(4, 0, "Paused."))
    wait_for(page, "played", 4)
    assert texts(page, "plays") == [FIRST, "Paused.", SECOND, "Good."]
    assert not overlaps(page, "plays", "played")


def test_the_sentences_of_an_utterance_stay_together(page):
    begin(page)
    hear(page, utterance(1, 2, "Ready.", "Begin when you like."))
    wait_for(page, "plays", 1)
    hear(page, utterance(2, 0, "Paused."))
    wait_for(page, "played", 3)
    assert texts(page, "plays") == ["Ready.", "Begin when you like.", "Paused."]


def test_an_utterance_is_taken_once_however_often_it_is_told_and_also_after_a_reload(page):
    begin(page, speech={"takesMs": 50})
    one, two = utterance(1, 2, "one"), utterance(2, 2, "two")
    hear(page, one)
    wait_for(page, "spoken", 1)
    hear(page, one, two)
    hear(page, one, two)
    wait_for(page, "spoken", 2)
    page.reload()
    page.mouse.click(10, 10)
    begin(page, speech={"takesMs": 50})
    hear(page, one, two)
    hear(page, two, utterance(3, 2, "three"))
    wait_for(page, "spoken", 1)
    assert texts(page, "speaks") == ["three"]


def test_serials_of_another_session_begin_anew(page):
    begin(page, speech={"takesMs": 50})
    hear(page, utterance(7, 2, "seven"))
    wait_for(page, "spoken", 1)
    page.evaluate("voice.close()")
    page.evaluate(SETUP, {"language": "en", "session": "/live/b"})
    hear(page, utterance(1, 2, "anew"))
    wait_for(page, "spoken", 2)
    assert texts(page, "speaks") == ["seven", "anew"]


def test_a_tone_sounds_at_once_and_its_words_wait_for_it(page):
    begin(page)
    hear(page, utterance(1, 2, SECOND))
    wait_for(page, "plays", 1)
    hear(page, utterance(2, 0, "Paused.", tone="stop"))
    wait_for(page, "played", 2)
    rings = sounds(page, "rings")
    assert rings
    assert rings[0]["atMs"] < sounds(page, "played")[0]["atMs"]


def test_tones_that_come_together_do_not_sound_together(page):
    begin(page)
    pitches = page.evaluate(
        "import('/coach-modules/audio/tones.js').then(({ TONES }) => TONES.stop.notes.map("
        "({ pitch_hz }) => pitch_hz))"
    )
    hear(page, *(utterance(n, n, tone=tone) for n, tone in enumerate(reversed(TONES), 1)))
    wait_for(page, "rings", len(pitches))
    basic = {round(each["pitchHz"]) for each in sounds(page, "rings")}
    assert min(basic) == min(pitches)
    assert len(basic) == 3  # one height and its overtones


def test_nothing_is_heard_when_muted_and_nothing_is_made_up_for_later(page):
    begin(page)
    page.evaluate("settings.set('muted', true)")
    hear(page, utterance(1, 2, FIRST, tone="start"))
    page.evaluate("settings.set('muted', false)")
    hear(page, utterance(1, 2, FIRST, tone="start"), utterance(2, 2, SECOND))
    wait_for(page, "played", 1)
    assert texts(page, "plays") == [SECOND]
    assert sounds(page, "rings") == []


def test_muting_cuts_off_recorded_words(page):
    begin(page)
    hear(page, utterance(1, 2, SECOND), utterance(2, 3, FIRST))
    wait_for(page, "plays", 1)
    page.evaluate("note('mutes'); settings.set('muted', true)")
    wait_for(page, "played", 1)
    muted, played = sounds(page, "mutes", "played")
    assert played["atMs"] - muted["atMs"] < 500
    assert texts(page, "plays") == [SECOND]


def test_muting_cuts_off_speech_and_it_speaks_again_later(page):
    begin(page, speech={"takesMs": 2000})
    hear(page, utterance(1, 2, "cut off"))
    wait_for(page, "speaks", 1)
    page.evaluate("settings.set('muted', true); settings.set('muted', false)")
    hear(page, utterance(2, 2, "later"))
    wait_for(page, "spoken", 1)
    assert texts(page, "spoken") == ["later"]
    assert sounds(page, "plays") == []


def test_rate_and_volume_hold_for_speech_and_recordings(page):
    begin(page, speech={"takesMs": 50})
    page.evaluate("settings.set('rate', 0.8); settings.set('volume', 0.4)")
    hear(page, utterance(1, 2, FIRST))
    wait_for(page, "spoken", 1)
    [spoken] = sounds(page, "speaks")
    assert (spoken["rate"], spoken["volume"]) == (0.8, 0.4)
    page.evaluate("voice.close()")
    begin(page, session="/live/b")
    for serial, rate in enumerate((1, 0.8, 1.3), 1):
        page.evaluate("rate => settings.set('rate', rate)", rate)
        hear(page, utterance(serial, 2, FIRST))
        wait_for(page, "played", serial)
    whole, slower, faster = (each["lastsS"] for each in sounds(page, "plays"))
    assert slower == pytest.approx(whole / 0.8, rel=0.05)
    assert faster == pytest.approx(whole / 1.3, rel=0.05)


@pytest.mark.parametrize(
    "speech",
    [
        pytest.param({"fails": True}, id="synthesis fails"),
        pytest.param({"never": "begins"}, id="it never begins"),
        pytest.param({"never": "ends"}, id="it never ends"),
    ],
)
def test_recordings_take_over_for_good_from_speech_that_fails(page, speech):
    begin(page, speech=speech)
    hear(page, utterance(1, 2, FIRST))
    wait_for(page, "speaks", 1)
    hear(page, utterance(2, 2, "Paused."), after_ms=100)
    page.evaluate("() => setTimeout(() => voice.say([]), 60000)")
    if speech.get("never") == "ends":
        page.wait_for_function("sounds.some(({ what }) => what === 'cancels')", timeout=60_000)
        hear(page, utterance(3, 2, "Rest now."))
    wait_for(page, "played", 1)
    assert len(sounds(page, "speaks")) == 1


def test_an_end_that_is_never_told_is_found_out(page):
    begin(page, speech={"never": "tells its end", "takesMs": 300})
    hear(page, utterance(1, 2, "first"))
    hear(page, utterance(2, 3, "second"))
    wait_for(page, "speaks", 2)
    assert not sounds(page, "overlaps", "plays")


def test_voices_that_come_late_are_used_from_then_on(page):
    begin(page, speech={"voices": [], "takesMs": 50})
    hear(page, utterance(1, 2, FIRST))
    wait_for(page, "played", 1)
    page.evaluate(
        """speechSynthesis.voices = [{ lang: "en-US", localService: true, name: "late" }];
        speechSynthesis.dispatchEvent(new Event("voiceschanged"))"""
    )
    hear(page, utterance(2, 2, "by speech"))
    wait_for(page, "spoken", 1)
    assert texts(page, "spoken") == ["by speech"]


def test_a_recording_that_is_missing_is_passed_over(page):
    begin(page)
    odd = utterance(1, 2, "Ready.", "No file for this.", "Begin when you like.")
    odd["files"][1] = "0000000000.mp3"
    hear(page, odd)
    wait_for(page, "played", 2)
    assert texts(page, "plays") == ["Ready.", "Begin when you like."]


def test_words_wait_for_the_first_touch_of_the_page(app):
    with opened_page() as page:
        page.add_init_script(SPY)
        page.goto(f"{app.url}/coach-modules/audio/voice.js")
        begin(page)
        hear(page, utterance(1, 2, FIRST))
        page.keyboard.press("a")
        wait_for(page, "played", 1)


RENDER = """
async (tone) => {
  const { playTone } = await import("/coach-modules/audio/tones.js");
  const context = new OfflineAudioContext(1, 2 * 16000, 16000);
  playTone(tone, context.createGain().connect(context.destination), 0.1);
  const buffer = await context.startRendering();
  return Array.from(buffer.getChannelData(0));
}
"""


def heard_notes(samples: np.ndarray, rate_hz: int = 16_000) -> list[tuple[float, float]]:
    """When each note of a tone begins, and its pitch: found in the sound itself."""
    frame = rate_hz // 100
    levels = np.sqrt(np.mean(samples.reshape(-1, frame) ** 2, axis=1))
    rises = np.flatnonzero((levels[2:] > 1.5 * levels[:-2]) & (levels[2:] > 0.05)) + 2
    begins = [rise for index, rise in enumerate(rises) if index == 0 or rise - rises[index - 1] > 3]
    notes = []
    for begin_at in begins:
        piece = samples[begin_at * frame :][: 8 * frame]
        power = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), 65_536))
        notes.append((begin_at / 100, float(np.argmax(power)) * rate_hz / 65_536))
    return notes


def test_the_tones_go_different_ways_at_heights_that_are_heard(page):
    ways = set()
    for tone in TONES:
        samples = np.array(page.evaluate(RENDER, tone))
        assert 0.1 < np.abs(samples).max() < 0.95
        assert np.abs(samples[-1600:]).max() < 1e-3
        pitches = [pitch_hz for _, pitch_hz in heard_notes(samples)]
        assert all(400 < pitch_hz < 2000 for pitch_hz in pitches)
        steps = [round(6 * np.log2(high / low)) for low, high in pairwise(pitches)]
        ways.add((len(pitches), *np.sign(steps)))
    assert len(ways) == len(TONES)
