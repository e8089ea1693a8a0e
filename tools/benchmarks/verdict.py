"""What must be true of a hands-free session, whatever the exercise and the language."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from tests.browser.ears import Sound, overlaps, phrases_in, spoken

from sciatica_coach.coaching.feedback.phrases import Phrase
from sciatica_coach.coaching.feedback.speech_queue import SPACING_S
from sciatica_coach.coaching.feedback.utterance import Priority, Tone
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.catalog import Language

REPS = 3
"""Repetitions a leg: what the sample clips show."""
_CHAPTERS = (
    *("set_up", "count_down", "exercise", "rest"),
    *("set_up", "count_down", "exercise", "finished"),
)
_LATE_S = 0.25
"""Frames come and go at uneven times: by so much the page may say one cue later than another."""
_CUES = (Priority.SAFETY, Priority.RANGE, Priority.TEMPO, Priority.ENCOURAGEMENT)
"""A stop is said whenever it is due."""
_SET = (Phrase.READY, Phrase.BEGIN, Phrase.TWO_MORE, Phrase.ONE_MORE)
_ORDER = (
    *(Phrase.LEFT_LEG, *_SET, Phrase.SET_DONE, Phrase.REST),
    *(Phrase.RIGHT_LEG, *_SET, Phrase.ALL_DONE),
)


@dataclass(frozen=True)
class Session:
    """What was shown and heard."""

    exercise: Exercise
    language: Language
    updates: tuple[dict, ...]
    """Every answer of the coach that was shown."""
    sounds: tuple[Sound, ...]
    ended_by_itself: bool

    @property
    def began_s(self) -> float:
        """When the first answer was shown."""
        return self.updates[0]["at_s"]

    def chapter_at(self, at_s: float) -> str:
        """Where in the session it was: an answer is heard just before it is painted."""
        shown = (update["session_phase"] for update in self.updates if update["at_s"] >= at_s)
        return next(shown, self.updates[-1]["session_phase"])

    @property
    def frames_hz(self) -> float:
        """How many frames a second were looked at: with few of them, nobody can be coached."""
        return len(self.updates) / max(1.0, self.updates[-1]["at_s"] - self.began_s)

    @property
    def told(self) -> dict[int, dict]:
        """Every utterance that the coach sent, by its serial number."""
        return {said["serial"]: said for update in self.updates for said in update["says"]}


def verdicts(session: Session) -> dict[str, list[str]]:
    """What is not as it must be, by what was looked at."""
    return {
        "chapters in order": _chapters(session),
        "three repetitions a leg, left then right": _repetitions(session),
        "what must be said is said, in order": _order(session),
        "all that the coach gave is heard, but counts that came too late": _unheard(session),
        "words are of the phrase book, in the language": _foreign(session),
        "no two at once, none cut off": overlaps(session.sounds) + _cut(session),
        f"cues {SPACING_S:g} s apart": _spacing(session),
        "tones": _tones(session),
        "ends by itself and asks how it feels": [] if session.ended_by_itself else ["it did not"],
    }


def _chapters(session: Session) -> list[str]:
    """Set-up may come again while a person moves; the ones that were there must be in order."""
    shown = [
        session_phase
        for session_phase, _ in groupby(each["session_phase"] for each in session.updates)
    ]
    if _in_order(_CHAPTERS, shown) and "paused" not in shown:
        return []
    return [", ".join(shown)]


def _repetitions(session: Session) -> list[str]:
    faults = []
    for index, side in enumerate(("left", "right")):
        of_set = [update for update in session.updates if update["set_plan"]["index"] == index]
        counted = [reps for reps, _ in groupby(update["reps"] for update in of_set)]
        sides = {update["side"] for update in of_set if update["session_phase"] == "exercise"}
        # The last one is told by the chapter that follows: the next set begins from nothing.
        wanted = list(range(REPS + index))
        if counted != wanted or sides != {side}:
            faults.append(f"set {index + 1}: {counted}, {', '.join(sorted(sides))}")
    return faults


def _order(session: Session) -> list[str]:
    said: list[str] = []
    for sound in spoken(session.sounds):
        said += phrases_in(sound.words, session.language) or ()
    rest = iter(said)
    missed = next((phrase for phrase in _ORDER if phrase not in rest), None)
    return [f"“{missed}” is not where it belongs"] if missed else []


def _unheard(session: Session) -> list[str]:
    wanted = Counter(
        text
        for said in session.told.values()
        if said["priority"] != Priority.COUNT
        for text in _as_heard(session, said["words"])
    )
    got = Counter(sound.words for sound in spoken(session.sounds))
    return [f"“{text}”" for text in (wanted - got).elements()]


def _as_heard(session: Session, words: list[str]) -> list[str]:
    """A voice says an utterance in one go; recordings are one a phrase."""
    if not words:
        return []
    by_voice = any(sound.language for sound in session.sounds)
    return [" ".join(words)] if by_voice else words


def _foreign(session: Session) -> list[str]:
    code = session.language.code
    return [
        f"“{sound.words}” ({sound.language})"
        for sound in spoken(session.sounds)
        if phrases_in(sound.words, session.language) is None
        or (sound.language or code).split("-")[0] != code
    ]


def _cut(session: Session) -> list[str]:
    return [f"“{sound.words}” was cut off" for sound in session.sounds if sound.was_cut]


def _spacing(session: Session) -> list[str]:
    ranks = {
        text: said["priority"]
        for said in session.told.values()
        for text in _as_heard(session, said["words"])
    }
    cues = [sound for sound in spoken(session.sounds) if ranks.get(sound.words) in _CUES]
    return [
        f"“{after.words}” {after.at_s - before.at_s:.1f} s after “{before.words}”"
        for before, after in pairwise(cues)
        if after.at_s - before.at_s < SPACING_S - _LATE_S
    ]


def _tones(session: Session) -> list[str]:
    """Each begin, the end of the rest; each repetition; each time the target was held."""
    wanted = {Tone.START: 3, Tone.REP_DONE: 2 * REPS, Tone.HOLD_REACHED: 2 * REPS}
    corrections = Counter(said["tone"] for said in session.told.values())
    wanted |= {tone: corrections[tone] for tone in (Tone.CORRECT, Tone.STOP)}
    got = Counter(sound.tone for sound in session.sounds)
    return [
        f"{tone}: {got[tone]} instead of {number}"
        for tone, number in wanted.items()
        if got[tone] != number
    ]


def _in_order(wanted: Iterable[str], told: Iterable[str]) -> bool:
    """Whether the wanted ones come in this order, whatever comes between."""
    rest = iter(told)
    return all(each in rest for each in wanted)
