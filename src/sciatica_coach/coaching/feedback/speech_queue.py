"""When something is said: one thing at a time, the graver first, none cut off by the next."""

import math
from dataclasses import dataclass, replace

from sciatica_coach.coaching.feedback.utterance import Priority, Tone, Utterance

SPACING_S = 4.0
"""Least time between two cues: people need it to hear one and act on it."""
_LATELY_S = 3.0
"""So long a page that was cut off can still catch up with what was said."""
_PAUSE_S = 0.3
_WORD_S = 0.42
"""A calm voice says some 140 words a minute."""
_TONE_S, _TONE_WAITS_S = 0.6, 1.5
"""From one tone to the next, and how long a tone is worth waiting for."""
_TONES = (Tone.STOP, Tone.CORRECT, Tone.START, Tone.HOLD_REACHED, Tone.REP_DONE)
_CUES = (Priority.STOP, Priority.SAFETY, Priority.RANGE, Priority.TEMPO, Priority.ENCOURAGEMENT)


@dataclass(frozen=True, slots=True)
class _Waiting:
    said: Utterance
    until_s: float
    topic: str
    is_spaced: bool


class SpeechQueue:
    """Lets one thing be said after the other; one instance a session."""

    def __init__(self) -> None:
        self._serial = 0
        self._waiting: list[_Waiting] = []
        self._tones: list[Utterance] = []
        self._tone_s = -math.inf
        self._lately: list[Utterance] = []
        self._ends_s = -math.inf
        self._cue_s = -math.inf

    def offer(
        self,
        said: Utterance,
        *,
        within_s: float = 2.0,
        topic: str = "",
        is_spaced: bool = False,
    ) -> None:
        """Something to be said as soon as there is room for it; its tone does not wait for words.

        Parameters
        ----------
        said
            Its serial number is given when it is said.
        within_s
            After so long it is not worth saying any more.
        topic
            A newer one of the same topic takes its place.
        is_spaced
            Whether it keeps the cues' distance, too; corrections and praise always do.
        """
        if said.tone is not None:
            self._tones.append(replace(said, phrases=()))
        if not said.phrases:
            return
        self.withdraw(topic)
        words = replace(said, tone=None)
        is_spaced = is_spaced or said.priority in _CUES
        self._waiting.append(_Waiting(words, said.time_s + within_s, topic, is_spaced))

    def is_speaking(self, time_s: float) -> bool:
        """Whether something is being said, as far as its length can be told from its words."""
        return time_s < self._ends_s

    def is_waiting(self, topic: str, time_s: float) -> bool:
        """Whether something under this topic is still to be said."""
        return any(each.topic == topic and each.until_s >= time_s for each in self._waiting)

    def forget(self, phrase: str) -> None:
        """Nobody needs to catch up with this phrase, as it will be said anew."""
        self._lately = [each for each in self._lately if phrase not in each.phrases]

    def withdraw(self, topic: str) -> None:
        """What waits under this topic is not true any more."""
        self._waiting = [each for each in self._waiting if each.topic != topic]

    def update(self, time_s: float) -> tuple[Utterance, ...]:
        """What was said lately, the newest last."""
        self._sound(time_s)
        self._waiting = [each for each in self._waiting if each.until_s >= time_s]
        for each in sorted(self._waiting, key=lambda each: each.said.priority):
            if self._may_go(each, time_s):
                self._waiting.remove(each)
                self._speak(each, time_s)
                break
        self._lately = [each for each in self._lately if time_s - each.time_s <= _LATELY_S]
        return tuple(self._lately)

    def _sound(self, time_s: float) -> None:
        """Let one tone sound, a warning first; what comes with it follows when it has died away."""
        self._tones = [each for each in self._tones if time_s - each.time_s <= _TONE_WAITS_S]
        if self._tones and time_s - self._tone_s >= _TONE_S:
            first = min(self._tones, key=lambda each: _TONES.index(each.tone or Tone.START))
            self._tones.remove(first)
            self._tone_s = time_s
            self._give(replace(first, time_s=time_s))

    def _may_go(self, each: _Waiting, time_s: float) -> bool:
        if self.is_speaking(time_s):
            return False
        if each.said.priority is Priority.STOP or not each.is_spaced:
            return True
        return time_s - self._cue_s >= SPACING_S

    def _speak(self, each: _Waiting, time_s: float) -> None:
        words = sum(len(phrase.split()) for phrase in each.said.phrases)
        self._ends_s = time_s + _WORD_S * words + _PAUSE_S
        if each.is_spaced:
            self._cue_s = time_s
        self._give(replace(each.said, time_s=time_s))

    def _give(self, utterance: Utterance) -> None:
        self._serial += 1
        self._lately.append(replace(utterance, serial=self._serial))
