"""Why no repetition of a set is complete, in sentences: what is likeliest first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sciatica_coach.coaching.feedback.advice import Advice, AdviceCode
from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.movement.reps import ATTEMPT_FROM, Rep
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.viewpoint import Position

_LONGEST_STEP_S = 1.0
"""A frame stands for the time since the one before; in a longer gap nobody knows what was."""
_SELDOM = 0.2
"""Share of the time below which the person was too seldom seen for anything else to matter; and
from which the view, or a hidden leg, is a reason of its own."""
_ENOUGH_S = 1.5
"""Time in a right view from which a start position would have been seen: it takes 0.6 s of rest,
and complaints about the view are taken back only after as long."""
_KEPT_S = 0.5
"""A condition that was broken for longer has kept a movement from counting."""


class NoRepsReason(StrEnum):
    """Why no repetition is complete; in the order in which reasons are told."""

    NOBODY = "nobody"
    OTHER_LEG = "other_leg"
    OTHER_EXERCISE = "other_exercise"
    NO_START_POSITION = "no_start_position"
    NOT_FAR_ENOUGH = "not_far_enough"
    HELD_TOO_SHORT = "held_too_short"
    NOT_FINISHED = "not_finished"
    WRONG_POSTURE = "wrong_posture"
    TOO_BRIEF = "too_brief"
    WRONG_VIEW = "wrong_view"
    LEG_HIDDEN = "leg_hidden"


@dataclass(frozen=True, slots=True)
class NoReps:
    """One reason, and the sentence that says it and what to do."""

    reason: NoRepsReason
    text: TranslatableText


_ORDER = tuple(NoRepsReason)
NOBODY = N_("nobody was found in the picture: nothing was measured")
SELDOM_FOUND = N_("nobody was found for {share:.0%} of the time: nothing counted then")
_OTHER_LEG = {
    Side.LEFT: N_(
        "the left leg moved, and the right leg was asked for: move the right leg, or choose the "
        "left one"
    ),
    Side.RIGHT: N_(
        "the right leg moved, and the left leg was asked for: move the left leg, or choose the "
        "right one"
    ),
}
_OTHER_EXERCISE = N_('another exercise was seen: choose "{name}"')
_NO_START = N_(
    "the start position was never seen: begin with it, and rest there for a moment before the "
    "first repetition"
)
_NO_START_BY = N_(
    'the start position was never seen ("{advice}"): begin with it, and rest there for a moment '
    "before the first repetition"
)
_NOT_STILL = N_(
    "the start position was never held still: rest in it for a moment before the first repetition"
)
_NOT_FAR_ENOUGH = N_(
    "the movement never went far enough: it came to {came_deg:.0f} degrees, and {asked_deg:.0f} "
    "are asked for"
)
_NOT_FAR = N_("the movement never went far enough")
_HELD_TOO_SHORT = N_(
    "the target was never held for long enough: for {held_s:.1f} seconds at most, and "
    "{asked_s:.0f} are asked for"
)
_NOT_FINISHED = N_(
    "the set ended before the movement was back at its start: go back, and rest there for a moment"
)
_WRONG_POSTURE = N_('the movement was another one than the exercise\'s ("{advice}"): keep to that')
_TOO_BRIEF = N_("the movement was over too soon to be counted: move slowly, and keep in sight")
_WRONG_VIEW = {
    AdviceCode.TOO_DARK: N_(
        "it was too dark for {share:.0%} of the time, and nothing counts then: use more light"
    ),
    AdviceCode.TOO_FAR: N_(
        "the person was too small for {share:.0%} of the time, and nothing counts then: come closer"
    ),
    AdviceCode.NOT_IN_VIEW: N_(
        "the person was not wholly in the picture for {share:.0%} of the time, and nothing counts "
        "then: show the body from head to feet"
    ),
    AdviceCode.NOT_SIDE_ON: N_(
        "the camera stood {yaw_deg:.0f} degrees off the side for {share:.0%} of the time, and "
        "nothing counts then: put it beside the body"
    ),
    AdviceCode.WRONG_SIDE: N_(
        "the other side was turned to the camera for {share:.0%} of the time, and nothing counts "
        "then: turn round"
    ),
}
_WRONG_POSITION = {
    Position.SUPINE: N_(
        "the person did not lie on the back for {share:.0%} of the time, and nothing counts then: "
        "this exercise is done lying"
    ),
    Position.SEATED: N_(
        "the person did not sit for {share:.0%} of the time, and nothing counts then: this "
        "exercise is done sitting"
    ),
    Position.STANDING: N_(
        "the person did not stand for {share:.0%} of the time, and nothing counts then: this "
        "exercise is done standing"
    ),
}
_VIEW = frozenset({*_WRONG_VIEW, AdviceCode.WRONG_POSITION})
_LEG_HIDDEN = N_(
    "the working leg was not seen clearly for {share:.0%} of the time: turn that side to the camera"
)


def other_leg(moved: Side) -> NoReps:
    """Another leg than the one asked for did the exercise."""
    return NoReps(NoRepsReason.OTHER_LEG, TranslatableText(_OTHER_LEG[moved]))


def other_exercise(seen: Exercise) -> NoReps:
    """Another exercise than the one asked for was done."""
    name = TranslatableText(seen.name)
    return NoReps(NoRepsReason.OTHER_EXERCISE, TranslatableText(_OTHER_EXERCISE, name=name))


class SetEvidence:
    """Gathers, update after update, what can explain a set without a complete repetition."""

    def __init__(self, exercise: Exercise) -> None:
        self._position = exercise.position
        self._last_s: float | None = None
        self._frames = self._found = 0
        self._seen_s = self._yaw_integral_s = 0.0
        self._advised_s: defaultdict[Advice, float] = defaultdict(float)
        self._broken_s: defaultdict[str, float] = defaultdict(float)
        self._was_armed = False
        self._furthest: tuple[float, float, float] | None = None
        self._phase = Phase.START

    def see(self, update: Update) -> None:
        """Take the next update."""
        elapsed_s = update.time_s - self._last_s if self._last_s is not None else 0.0
        elapsed_s = min(elapsed_s, _LONGEST_STEP_S)
        self._last_s, self._phase = update.time_s, update.phase
        self._frames += 1
        if update.pose is None:
            return
        self._found += 1
        self._seen_s += elapsed_s
        self._was_armed = self._was_armed or update.start_deg is not None
        if update.advice is not None:
            self._complain(update, update.advice, elapsed_s)
        self._measure(update)

    def reasons(self, attempts: Sequence[Rep], *, hold_asked_s: float) -> tuple[NoReps, ...]:
        """Why nothing counted; at least one reason.

        Parameters
        ----------
        attempts
            The repetitions of the set, none of which is complete.
        """
        if any(each.reached for each in attempts):
            held_s = max(each.hold_s for each in attempts)
            said = TranslatableText(_HELD_TOO_SHORT, held_s=held_s, asked_s=hold_asked_s)
            return (NoReps(NoRepsReason.HELD_TOO_SHORT, said),)
        if attempts:
            return (self._not_far_enough(),)
        if self._found <= _SELDOM * self._frames:
            return (NoReps(NoRepsReason.NOBODY, self._nobody()),)
        found = [*self._of_the_movement(), *self._of_the_view()]
        if not found:
            found = [NoReps(NoRepsReason.NO_START_POSITION, TranslatableText(_NO_START))]
        return tuple(sorted(found, key=lambda each: _ORDER.index(each.reason)))

    def _complain(self, update: Update, advice: Advice, elapsed_s: float) -> None:
        self._advised_s[advice] += elapsed_s
        if advice.code is AdviceCode.NOT_SIDE_ON and update.viewpoint is not None:
            self._yaw_integral_s += update.viewpoint.yaw_deg * elapsed_s
        if self._was_armed and advice.code in (AdviceCode.POSTURE, AdviceCode.START_POSITION):
            self._broken_s[advice.text] += elapsed_s

    def _measure(self, update: Update) -> None:
        progress, angle_deg, target_deg = update.progress, update.angle_deg, update.target_deg
        if progress is None or angle_deg is None or target_deg is None:
            return
        if self._furthest is None or progress > self._furthest[0]:
            self._furthest = progress, angle_deg, target_deg

    def _nobody(self) -> TranslatableText:
        if not self._found:
            return TranslatableText(NOBODY)
        return TranslatableText(SELDOM_FOUND, share=1 - self._found / self._frames)

    def _of_the_movement(self) -> Iterator[NoReps]:
        """The one thing that the movement lacked."""
        if not self._was_armed:
            yield from self._no_start_position()
        elif self._phase is not Phase.START:
            yield NoReps(NoRepsReason.NOT_FINISHED, TranslatableText(_NOT_FINISHED))
        elif self._furthest is not None and self._furthest[0] < ATTEMPT_FROM:
            yield self._not_far_enough()
        elif max(self._broken_s.values(), default=0.0) > _KEPT_S:
            broken = max(self._broken_s, key=lambda advice: self._broken_s[advice])
            said = TranslatableText(_WRONG_POSTURE, advice=TranslatableText(broken))
            yield NoReps(NoRepsReason.WRONG_POSTURE, said)
        else:
            yield NoReps(NoRepsReason.TOO_BRIEF, TranslatableText(_TOO_BRIEF))

    def _not_far_enough(self) -> NoReps:
        said = TranslatableText(_NOT_FAR)
        if self._furthest is not None:
            _, came_deg, asked_deg = self._furthest
            said = TranslatableText(_NOT_FAR_ENOUGH, came_deg=came_deg, asked_deg=asked_deg)
        return NoReps(NoRepsReason.NOT_FAR_ENOUGH, said)

    def _no_start_position(self) -> Iterator[NoReps]:
        if self._seen_s - self._complained_s(*_VIEW) < _ENOUGH_S:
            return
        still_s = self._complained_s(AdviceCode.KEEP_STILL)
        hidden_s = self._complained_s(AdviceCode.HIDDEN)
        posture_s = self._complained_s(AdviceCode.START_POSITION)
        if hidden_s > max(posture_s, still_s):
            return
        said = TranslatableText(_NOT_STILL if still_s else _NO_START)
        if posture_s > still_s:
            said = TranslatableText(_NO_START_BY, advice=TranslatableText(self._start_advice()))
        yield NoReps(NoRepsReason.NO_START_POSITION, said)

    def _of_the_view(self) -> Iterator[NoReps]:
        """What was wrong with the view for longest, and whether the leg was hidden."""
        longest = max(_VIEW, key=lambda code: (self._complained_s(code), code))
        share = self._share(longest)
        if share >= _SELDOM:
            yield NoReps(NoRepsReason.WRONG_VIEW, self._wrong_view(longest, share))
        hidden_share = self._share(AdviceCode.HIDDEN)
        if hidden_share >= _SELDOM:
            said = TranslatableText(_LEG_HIDDEN, share=hidden_share)
            yield NoReps(NoRepsReason.LEG_HIDDEN, said)

    def _wrong_view(self, code: AdviceCode, share: float) -> TranslatableText:
        if code is AdviceCode.WRONG_POSITION:
            return TranslatableText(_WRONG_POSITION[self._position], share=share)
        if code is AdviceCode.NOT_SIDE_ON:
            yaw_deg = self._yaw_integral_s / self._complained_s(code)
            return TranslatableText(_WRONG_VIEW[code], share=share, yaw_deg=yaw_deg)
        return TranslatableText(_WRONG_VIEW[code], share=share)

    def _complained_s(self, *codes: AdviceCode) -> float:
        return sum(for_s for advice, for_s in self._advised_s.items() if advice.code in codes)

    def _share(self, code: AdviceCode) -> float:
        """Of the time in which the person was seen."""
        return self._complained_s(code) / self._seen_s if self._seen_s else 0.0

    def _start_advice(self) -> str:
        """What the start position lacked for longest."""
        lacked = {
            advice.text: for_s
            for advice, for_s in self._advised_s.items()
            if advice.code is AdviceCode.START_POSITION
        }
        return max(lacked, key=lambda text: lacked[text])
