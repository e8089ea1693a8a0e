"""What is said on the way through a session, apart from corrections that the coach makes."""

import math

from sciatica_coach.coaching.feedback.advice import Advice
from sciatica_coach.coaching.feedback.cues import Cue
from sciatica_coach.coaching.feedback.phrases import LAST_SECONDS, MORE, WORKS, Phrase
from sciatica_coach.coaching.feedback.speech_queue import SpeechQueue
from sciatica_coach.coaching.feedback.update import SetState, Update
from sciatica_coach.coaching.feedback.utterance import Priority, Tone, Utterance
from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.exercise.movement import Phase

_AGAIN_S = 10.0
"""An instruction that is not followed is repeated after so long."""
_OFFER_AFTER_S = 15.0
"""So long the view is worked on before the way round is offered."""
_ADVICE, _OFFER, _PHASE, _COUNT, _CUE = "advice", "offer", "phase", "count", "cue"
"""Topics: of each the newest is worth saying."""
_COUNTED_FROM_S = 4.0
"""Shorter holds are over before they are counted."""
_TEN_S = 10.0
_TEN_FROM_S = 14.0
_BREATHE_FROM_S = 25.0


class SpokenPrompts:
    """Says what happens; one instance a session."""

    def __init__(self) -> None:
        self._announcer = SpeechQueue()
        self._advised: str | None = None
        self._advised_s = -math.inf
        self._complained_s: float | None = None
        self._offered_s = -math.inf
        self._counted: set[object] = set()
        self._cue: Cue | None = None

    def lately(self, time_s: float) -> tuple[Utterance, ...]:
        """What was said lately, the newest last; to be asked for with every frame."""
        return self._announcer.update(time_s)

    def is_speaking(self, time_s: float) -> bool:
        """Whether something is being said, or is the next to be said about the session's way."""
        waits = self._announcer.is_waiting(_PHASE, time_s)
        return waits or self._announcer.is_speaking(time_s)

    def begin_set_up(self, time_s: float, set_plan: SetPlan) -> None:
        """Which leg works now."""
        self._advised, self._complained_s = None, None
        if set_plan.side is not None:
            self._tell(time_s, WORKS[set_plan.side], within_s=6.0)

    def repeat_set_up(self, time_s: float, set_plan: SetPlan) -> None:
        """Which leg works now, once more: a page that was loaded anew may not have said it."""
        if set_plan.side is not None:
            self._announcer.forget(WORKS[set_plan.side])
        self.begin_set_up(time_s, set_plan)

    def advise(self, time_s: float, advice: Advice | None, *, may_go_on: bool) -> None:
        """How to come into the right view; again if it is not followed."""
        if advice is None or not advice.is_spoken:
            self._advised = self._complained_s = None
            self._announcer.withdraw(_ADVICE)
            return
        if self._complained_s is None:
            self._complained_s = time_s
        if advice.text != self._advised or time_s - self._advised_s >= _AGAIN_S:
            self._advised, self._advised_s = advice.text, time_s
            said = _instruction(time_s, advice.text)
            self._announcer.offer(said, within_s=_AGAIN_S, topic=_ADVICE, is_spaced=True)
        waited = time_s - max(self._complained_s, self._offered_s) >= _OFFER_AFTER_S
        if may_go_on and waited:
            self._offered_s = time_s
            said = _instruction(time_s, Phrase.OR_GO_ON_ANYWAY)
            self._announcer.offer(said, within_s=6.0, topic=_OFFER, is_spaced=True)

    def go_on_anyway(self, time_s: float) -> None:
        """The view stays as it is."""
        self._announcer.withdraw(_ADVICE)
        self._advised = None
        self._tell(time_s, Phrase.GOING_ON_ANYWAY)

    def ready(self, time_s: float) -> None:
        """The start position has been taken."""
        self._announcer.withdraw(_ADVICE)
        self._counted.clear()
        self._tell(time_s, Phrase.READY)

    def count_down(self, time_s: float, left_s: float) -> None:
        """The last three seconds before the set."""
        self._count(time_s, "down", left_s)

    def begin(self, time_s: float) -> None:
        """The set begins."""
        self._announcer.withdraw(_COUNT)
        self._tell(time_s, Phrase.BEGIN, tone=Tone.START)

    def follow(self, update: Update) -> None:
        """What one frame of the exercise asks to be said."""
        self._correct(update)
        if update.phase is Phase.START:
            self._counted.clear()
        elif update.stage is SetState.HOLDING:
            self._hold(update)
        if update.ended is not None and update.ended.complete:
            self._repetition(update)

    def pause(self, time_s: float, why: str) -> None:
        """The set is paused."""
        self._tell(time_s, why, within_s=4.0)

    def resume(self, time_s: float) -> None:
        """The set goes on."""
        self._tell(time_s, Phrase.GOING_ON)

    def rest(self, time_s: float) -> None:
        """A set is done and another one follows."""
        self._tell(time_s, Phrase.SET_DONE, Phrase.REST, within_s=6.0)

    def end_rest(self, time_s: float) -> None:
        """The next set begins."""
        self._tell(time_s, Phrase.GET_READY_AGAIN, tone=Tone.START)

    def finish(self, time_s: float) -> None:
        """All sets are done."""
        self._tell(time_s, Phrase.ALL_DONE, within_s=6.0)

    def _correct(self, update: Update) -> None:
        """A cue is new when it was given at a new moment."""
        cue, before = update.cue, self._cue
        self._cue = cue
        if cue is None or (before is not None and cue.since_s == before.since_s):
            return
        tone = None
        if cue.rule is not None:
            tone = Tone.STOP if cue.priority is Priority.STOP else Tone.CORRECT
        said = Utterance(0, update.time_s, cue.priority, (cue.text,), tone)
        self._announcer.offer(said, within_s=3.0, topic=_CUE)

    def _hold(self, update: Update) -> None:
        asked_s, held_s = update.hold_asked_s, update.hold_s
        left_s = asked_s - held_s
        if not asked_s:
            self._once(update, Phrase.NOW_BACK, tone=Tone.HOLD_REACHED)
        elif left_s <= 0:
            self._once(update, Phrase.HELD, tone=Tone.HOLD_REACHED)
        else:
            self._once(update, Phrase.HOLD)
            if asked_s >= _BREATHE_FROM_S and held_s >= asked_s / 2:
                self._once(update, Phrase.KEEP_BREATHING)
            if asked_s >= _TEN_FROM_S and left_s <= _TEN_S:
                self._once(update, Phrase.TEN_MORE_SECONDS)
            if asked_s >= _COUNTED_FROM_S:
                self._count(update.time_s, "hold", left_s)

    def _once(self, update: Update, phrase: Phrase, *, tone: Tone | None = None) -> None:
        if phrase not in self._counted:
            self._counted.add(phrase)
            self._tell(update.time_s, phrase, tone=tone)

    def _count(self, time_s: float, what: str, left_s: float) -> None:
        second = math.ceil(left_s)
        if second in LAST_SECONDS and (what, second) not in self._counted:
            self._counted.add((what, second))
            said = Utterance(0, time_s, Priority.COUNT, (LAST_SECONDS[second],))
            self._announcer.offer(said, within_s=0.3, topic=_COUNT)

    def _repetition(self, update: Update) -> None:
        """How many are left; the end of the set is announced by the session."""
        left = update.reps_asked - update.reps
        phrases = (Phrase.GOOD, MORE[left]) if left in MORE else ()
        self._tell(update.time_s, *phrases, tone=Tone.REP_DONE)

    def _tell(
        self, time_s: float, *phrases: str, tone: Tone | None = None, within_s: float = 2.0
    ) -> None:
        said = _instruction(time_s, *phrases, tone=tone)
        self._announcer.offer(said, within_s=within_s, topic=_PHASE)


def _instruction(time_s: float, *phrases: str, tone: Tone | None = None) -> Utterance:
    return Utterance(0, time_s, Priority.INSTRUCTION, phrases, tone)
