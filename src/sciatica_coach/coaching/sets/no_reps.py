"""Why no repetition of a set is complete, in sentences: what is likeliest first."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.coaching.feedback.update import Update
from sciatica_coach.coaching.movement.reps import ATTEMPT_FROM, Rep
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement, Phase
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
_BIN_DEG = 5.0
"""Angles are counted in bins of so many degrees: finer than what an angle is off by."""
_STRAY = 0.05
"""Share of the time whose angles are left out, half of it at each end: stray estimates."""


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


@dataclass(frozen=True, slots=True)
class Followed:
    """One side and movement at one moment, as the coach follows it."""

    side: Side
    movement: Movement
    phase: Phase
    angle_deg: float
    """The angle that tells the movement; NaN where it cannot be trusted."""
    progress: float | None
    """Share of the way; None while its start position has not been taken."""
    target_deg: float
    lacks: str | None
    """What keeps it from counting, as the exercise file advises."""


class _Course:
    """What became of one side and movement while the view was right."""

    def __init__(self, movement: Movement) -> None:
        self._way_deg = abs(movement.target_deg - movement.start_deg)
        self._at_s: defaultdict[int, float] = defaultdict(float)
        self._lacked_s: defaultdict[str, float] = defaultdict(float)
        self._broken_s: defaultdict[str, float] = defaultdict(float)
        self._unsettled_s = self._unseen_s = 0.0
        self._furthest: tuple[float, float, float] | None = None
        self._was_armed = False
        self._phase = Phase.START

    @property
    def moved_deg(self) -> float:
        """How far it moved, without a stray twentieth."""
        stray_s = _STRAY / 2 * sum(self._at_s.values())
        rising = sorted(self._at_s.items())
        ends = [_first_beyond(stray_s, bins) for bins in (rising, rising[::-1])]
        return abs(ends[1] - ends[0]) * _BIN_DEG

    @property
    def is_movement(self) -> bool:
        """Whether it moved as far as an attempt."""
        return self.moved_deg >= ATTEMPT_FROM * self._way_deg

    @property
    def progress(self) -> float:
        """The furthest share of the way; -inf if its start position was never taken."""
        return self._furthest[0] if self._furthest else -math.inf

    def see(self, followed: Followed, elapsed_s: float) -> None:
        """Take the next moment."""
        self._phase = followed.phase
        if not math.isfinite(followed.angle_deg):
            self._unseen_s += elapsed_s
            return
        self._at_s[round(followed.angle_deg / _BIN_DEG)] += elapsed_s
        self._was_armed = self._was_armed or followed.progress is not None
        if followed.progress is not None and followed.progress > self.progress:
            self._furthest = followed.progress, followed.angle_deg, followed.target_deg
        if followed.lacks is not None:
            lacked_s = self._broken_s if self._was_armed else self._lacked_s
            lacked_s[followed.lacks] += elapsed_s
        elif not self._was_armed:
            self._unsettled_s += elapsed_s

    def reason(self) -> NoReps | None:
        """The one thing that the movement lacked; None if it was not seen."""
        if not self._was_armed:
            return self._no_start_position()
        if self._phase is not Phase.START:
            return NoReps(NoRepsReason.NOT_FINISHED, TranslatableText(_NOT_FINISHED))
        if self.progress < ATTEMPT_FROM:
            return self.not_far_enough()
        if max(self._broken_s.values(), default=0.0) > _KEPT_S:
            advice = TranslatableText(_longest(self._broken_s))
            return NoReps(
                NoRepsReason.WRONG_POSTURE, TranslatableText(_WRONG_POSTURE, advice=advice)
            )
        return NoReps(NoRepsReason.TOO_BRIEF, TranslatableText(_TOO_BRIEF))

    def not_far_enough(self) -> NoReps:
        """How far it came, and how far it should have come."""
        said = TranslatableText(_NOT_FAR)
        if self._furthest is not None:
            _, came_deg, asked_deg = self._furthest
            said = TranslatableText(_NOT_FAR_ENOUGH, came_deg=came_deg, asked_deg=asked_deg)
        return NoReps(NoRepsReason.NOT_FAR_ENOUGH, said)

    def _no_start_position(self) -> NoReps | None:
        lacked_s = sum(self._lacked_s.values())
        if self._unseen_s > lacked_s + self._unsettled_s:
            return None
        if lacked_s > self._unsettled_s:
            advice = TranslatableText(_longest(self._lacked_s))
            said = TranslatableText(_NO_START_BY, advice=advice)
        else:
            said = TranslatableText(_NOT_STILL)
        return NoReps(NoRepsReason.NO_START_POSITION, said)


def _first_beyond(stray_s: float, bins: list[tuple[int, float]]) -> int:
    """The first angle, in bins, that more than the stray time lies up to."""
    passed_s = 0.0
    for place, for_s in bins:
        passed_s += for_s
        if passed_s > stray_s:
            return place
    return 0


def _longest(for_s: Mapping[str, float]) -> str:
    return max(for_s, key=lambda text: for_s[text])


class SetEvidence:
    """Gathers, update after update, what can explain a set without a complete repetition."""

    def __init__(self, exercise: Exercise) -> None:
        self._position = exercise.position
        self._last_s: float | None = None
        self._frames = self._found = 0
        self._seen_s = self._right_s = self._yaw_integral_s = 0.0
        self._advised_s: defaultdict[AdviceCode, float] = defaultdict(float)
        self._courses: dict[tuple[Side, str], _Course] = {}

    def see(self, update: Update, followed: Iterable[Followed]) -> None:
        """Take the next update, and all that is followed."""
        elapsed_s = update.time_s - self._last_s if self._last_s is not None else 0.0
        elapsed_s = min(elapsed_s, _LONGEST_STEP_S)
        self._last_s = update.time_s
        self._frames += 1
        if update.pose is None:
            return
        self._found += 1
        self._seen_s += elapsed_s
        if update.advice is not None:
            self._complain(update, update.advice.code, elapsed_s)
        if update.advice is None or update.advice.code not in _VIEW:
            self._right_s += elapsed_s
            for each in followed:
                key = each.side, each.movement.id
                self._courses.setdefault(key, _Course(each.movement)).see(each, elapsed_s)

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
            furthest = max(self._courses.values(), key=lambda each: each.progress, default=None)
            return (furthest.not_far_enough() if furthest else _not_far_enough(),)
        if self._found <= _SELDOM * self._frames:
            return (NoReps(NoRepsReason.NOBODY, self._nobody()),)
        found = [*self._of_the_movement(), *self._of_the_view()]
        return tuple(found) or (_no_start_position(),)

    def _complain(self, update: Update, code: AdviceCode, elapsed_s: float) -> None:
        self._advised_s[code] += elapsed_s
        if code is AdviceCode.NOT_SIDE_ON and update.viewpoint is not None:
            self._yaw_integral_s += update.viewpoint.yaw_deg * elapsed_s

    def _nobody(self) -> TranslatableText:
        if not self._found:
            return TranslatableText(NOBODY)
        return TranslatableText(SELDOM_FOUND, share=1 - self._found / self._frames)

    def _of_the_movement(self) -> Iterator[NoReps]:
        """What the movement lacked that was done, or begun, or for which somebody was ready."""
        if self._right_s < _ENOUGH_S:
            return
        courses = list(self._courses.values())
        done = max(courses, key=lambda each: each.progress)
        moved = max(courses, key=lambda each: each.moved_deg)
        if done.progress < ATTEMPT_FROM and moved.is_movement:
            done = moved
        reason = done.reason()
        if reason is not None:
            yield reason

    def _of_the_view(self) -> Iterator[NoReps]:
        """What was wrong with the view for longest, and whether the leg was hidden."""
        longest = max(_VIEW, key=lambda code: (self._share(code), code))
        if self._share(longest) >= _SELDOM:
            yield NoReps(NoRepsReason.WRONG_VIEW, self._wrong_view(longest))
        hidden_share = self._share(AdviceCode.HIDDEN)
        if hidden_share >= _SELDOM:
            said = TranslatableText(_LEG_HIDDEN, share=hidden_share)
            yield NoReps(NoRepsReason.LEG_HIDDEN, said)

    def _wrong_view(self, code: AdviceCode) -> TranslatableText:
        share = self._share(code)
        if code is AdviceCode.WRONG_POSITION:
            return TranslatableText(_WRONG_POSITION[self._position], share=share)
        if code is AdviceCode.NOT_SIDE_ON:
            yaw_deg = self._yaw_integral_s / self._advised_s[code]
            return TranslatableText(_WRONG_VIEW[code], share=share, yaw_deg=yaw_deg)
        return TranslatableText(_WRONG_VIEW[code], share=share)

    def _share(self, code: AdviceCode) -> float:
        """Of the time in which the person was seen."""
        return self._advised_s[code] / self._seen_s if self._seen_s else 0.0


def _not_far_enough() -> NoReps:
    return NoReps(NoRepsReason.NOT_FAR_ENOUGH, TranslatableText(_NOT_FAR))


def _no_start_position() -> NoReps:
    return NoReps(NoRepsReason.NO_START_POSITION, TranslatableText(_NO_START))
