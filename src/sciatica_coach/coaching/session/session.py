"""Walks a person through a session: set-up, count-down, set, rest, the other side; hands free.

The coach judges one set; the session says when a set begins, pauses and ends, and what comes next.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import Enum, auto

from sciatica_coach.coaching.feedback.advice import WAIVABLE
from sciatica_coach.coaching.feedback.message import Message, MessageKind, message_of
from sciatica_coach.coaching.feedback.phrases import Phrase
from sciatica_coach.coaching.feedback.prompts import SpokenPrompts
from sciatica_coach.coaching.feedback.target_overlay import TargetOverlays
from sciatica_coach.coaching.feedback.update import SetState, Update, unjudged
from sciatica_coach.coaching.own_range.calibration import CalibrationResult
from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.coaching.session.set_runner import SetRunner
from sciatica_coach.coaching.session.state import (
    PausedBy,
    SessionPhase,
    SessionState,
    SessionUpdate,
)
from sciatica_coach.coaching.session.uncounted import UncountedObservations
from sciatica_coach.coaching.sets.record import AngleSeries, SetProgress, SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.gesture import RaisedArm
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Pose

COUNT_DOWN_S = 4.0
""""Ready", and three seconds counted."""
_LOOK_S = 1.0
"""The view is looked at for so long at least: what is wrong with it takes a moment to be told."""
_LAPSE_S = 1.0
"""A count-down goes on over so much: of who keeps still, the estimate loses a leg for moments."""
_AWAY_S = 1.5
"""Out of sight or out of position for so long, and it is called a pause."""
_SHOWS_TARGET = (SessionPhase.SET_UP, SessionPhase.COUNT_DOWN, SessionPhase.EXERCISE)
_UNDER_WAY = (SetState.MOVING, SetState.HOLDING, SetState.DONE)


class _Command(Enum):
    """What the person asked for, by a button or by an arm."""

    PAUSE_BY_ARM = auto()
    PAUSE = auto()
    RESUME = auto()
    GO_ON = auto()


class Session:
    """One session in front of a camera.

    Parameters
    ----------
    set_plans
        What is to be done, in order.
    follow
        Makes what judges a set, and goes on from what was done of it already.
    resumed
        Where to go on after the server was started anew.
    exercises
        Those that the person may be doing instead, to be told at the end if nothing counted.
    """

    def __init__(
        self,
        set_plans: tuple[SetPlan, ...],
        follow: Callable[[SetPlan, SetProgress], SetRunner],
        *,
        resumed: SessionState | None = None,
        exercises: Iterable[Exercise] = (),
    ) -> None:
        resumed = resumed or SessionState()
        self._set_plans = set_plans
        self._follow = follow
        self._index = resumed.set_index
        self._ended = list(resumed.ended)
        self._follower = follow(self.set_plan, resumed.set_progress)
        self._target_overlays = TargetOverlays(self.set_plan.exercise)
        self._narrator = SpokenPrompts()
        self._arm = RaisedArm()
        self._session_phase = SessionPhase.SET_UP
        self._since_s = resumed.time_s
        self._paused_by: PausedBy | None = None
        self._command: _Command | None = None
        self._repeats_instruction = False
        self._away_s: float | None = None
        self._ready_s = -math.inf
        self._near: Side | None = None
        self._found_s = math.inf
        self._update: Update | None = None
        self._uncounted = UncountedObservations(exercises)

    @property
    def set_plan(self) -> SetPlan:
        """What is being done now."""
        return self._set_plans[self._index]

    @property
    def state(self) -> SessionState:
        """What must be kept for the session to go on later."""
        ended = tuple(replace(record, angle_series=AngleSeries.empty()) for record in self._ended)
        time_s = self._update.time_s if self._update else self._since_s
        return SessionState(time_s, self._index, ended, self._follower.set_progress)

    @property
    def set_progress(self) -> SetProgress:
        """What has been done of the set that goes on."""
        return self._follower.set_progress

    @property
    def ended(self) -> tuple[SetRecord, ...]:
        """The records of the sets that are over, while others follow."""
        return tuple(self._ended)

    def pause(self) -> None:
        """Pause with the next frame, as the button asks."""
        self._command = _Command.PAUSE

    def resume(self) -> None:
        """Go on with the next frame, as the button asks."""
        self._command = _Command.RESUME

    def go_on(self) -> None:
        """Go on with the next frame: with the view as it is, or without more rest."""
        self._command = _Command.GO_ON

    def repeat_instruction(self) -> None:
        """Say with the next frame once more which leg works, if the set has not begun.

        Whoever connects anew may not have heard it: it is cut off when a page is loaded again, and
        passes unheard while no page is there.
        """
        self._repeats_instruction = True

    def step(
        self, pose: Pose | None, *, time_s: float, picture: PictureQuality | None = None
    ) -> SessionUpdate:
        """Take the next frame.

        Parameters
        ----------
        pose
            None if nobody was found.
        time_s
            When the frame was taken: later than the one before.
        picture
            How well the picture shows a person; None if it was not measured.

        Raises
        ------
        ValueError
            If time does not rise.
        """
        if self._update is None:
            self._enter(SessionPhase.SET_UP, time_s)
            self._narrator.begin_set_up(time_s, self.set_plan)
        elif self._repeats_instruction and self._session_phase is SessionPhase.SET_UP:
            self._narrator.repeat_set_up(time_s, self.set_plan)
        self._repeats_instruction = False
        if self._update is not None and self._looks_on:
            update = self._unjudged(self._update, pose, time_s)
        else:
            update = self._follower.step(pose, time_s=time_s, picture=picture)
            if not self.set_plan.measures:
                self._uncounted.add(update, FrameObservation(time_s, pose, picture))
        self._update = update
        if self._arm.update(pose, time_s):
            self._command = self._wish_of_an_arm(update)
        self._grant(update)
        self._go_through(update)
        return self._session_update(self._update)

    def finish(self) -> tuple[SetRecord, ...] | CalibrationResult:
        """What came of it; a set without a repetition only if there is no other."""
        last = self._follower.finish()
        if not isinstance(last, SetRecord):
            return last
        if self._ended and not last.reps:
            return tuple(self._ended)
        return (*self._ended, self._uncounted.explain(last, self.set_plan.exercise))

    def _unjudged(self, before: Update, pose: Pose | None, time_s: float) -> Update:
        update = unjudged(before, pose, time_s)
        is_finished = self._session_phase is SessionPhase.FINISHED
        return replace(update, stage=SetState.DONE) if is_finished else update

    @property
    def _is_asked_to_wait(self) -> bool:
        """Whether the person has asked for the pause, and will ask for its end."""
        return self._paused_by in (PausedBy.ARM, PausedBy.BUTTON)

    @property
    def _looks_on(self) -> bool:
        """Whether what the person does is not judged just now.

        The camera shows whoever is done for a while yet: nothing of that is a repetition more.
        """
        over = (SessionPhase.REST, SessionPhase.FINISHED)
        return self._session_phase in over or self._is_asked_to_wait

    def _wish_of_an_arm(self, update: Update) -> _Command | None:
        """A raised arm pauses and goes on, whichever there is to do."""
        if self._may_go_on(update):
            return _Command.GO_ON
        if self._session_phase is SessionPhase.PAUSED:
            return _Command.RESUME
        pausable = self._session_phase in (SessionPhase.COUNT_DOWN, SessionPhase.EXERCISE)
        return _Command.PAUSE_BY_ARM if pausable else None

    def _may_go_on(self, update: Update) -> bool:
        if self._session_phase is SessionPhase.REST:
            return True
        waivable = update.advice is not None and update.advice.code in WAIVABLE
        is_set_up = self._session_phase is SessionPhase.SET_UP or self._paused_by is PausedBy.AWAY
        return waivable and is_set_up

    def _grant(self, update: Update) -> None:
        """Do what the person has asked for, where it means anything."""
        command, self._command = self._command, None
        pausable = self._session_phase is not SessionPhase.FINISHED and not self._is_asked_to_wait
        if command in (_Command.PAUSE, _Command.PAUSE_BY_ARM) and pausable:
            by = PausedBy.BUTTON if command is _Command.PAUSE else PausedBy.ARM
            self._pause(update, by)
        elif command is _Command.RESUME and self._session_phase is SessionPhase.PAUSED:
            self._narrator.resume(update.time_s)
            self._enter(SessionPhase.SET_UP, update.time_s)
        elif command is _Command.GO_ON and self._may_go_on(update):
            self._go_on(update)

    def _go_on(self, update: Update) -> None:
        if self._session_phase is SessionPhase.REST:
            self._end_rest(update.time_s)
        elif update.advice is not None:
            self._follower.waive(update.advice.code)
            self._narrator.go_on_anyway(update.time_s)

    def _go_through(self, update: Update) -> None:
        """What the frame means for the phase that the session is in."""
        through = {
            SessionPhase.SET_UP: self._set_up,
            SessionPhase.COUNT_DOWN: self._count_down,
            SessionPhase.EXERCISE: self._exercise,
            SessionPhase.PAUSED: self._be_paused,
            SessionPhase.REST: self._rest,
        }
        if self._session_phase in through:
            through[self._session_phase](update)

    def _set_up(self, update: Update) -> None:
        if update.stage is SetState.READY:
            self._found_s = update.time_s
            looked = update.time_s - self._since_s >= _LOOK_S
            if looked and not self._narrator.is_speaking(update.time_s):
                self._ready_s = update.time_s
                self._narrator.ready(update.time_s)
                self._enter(SessionPhase.COUNT_DOWN, update.time_s)
        elif update.stage in _UNDER_WAY or (self.set_plan.measures and update.advice is None):
            self._begin(update)
        else:
            may = self._may_go_on(update)
            self._narrator.advise(update.time_s, update.advice, may_go_on=may)
            self._look_anew_at_who_turned(update)

    def _look_anew_at_who_turned(self, update: Update) -> None:
        """What was learnt of a person's legs from one side misleads about the other.

        Whoever was gone has most likely turned round meanwhile.
        """
        near = update.viewpoint.near_side if update.viewpoint else None
        turned = near is not None and self._near is near.other
        if update.pose is not None:
            came_back = update.time_s - self._found_s >= _AWAY_S
            self._found_s = update.time_s
            if turned or came_back:
                self._follower = self._follow(self.set_plan, self._follower.set_progress)
        self._near = near or self._near

    def _count_down(self, update: Update) -> None:
        left_s = self._left_s(update.time_s, COUNT_DOWN_S)
        if update.stage is SetState.READY:
            self._ready_s = update.time_s
        if left_s <= 0 or update.stage in _UNDER_WAY:
            self._begin(update)
        elif update.time_s - self._ready_s > _LAPSE_S:
            self._enter(SessionPhase.SET_UP, update.time_s)
        else:
            self._narrator.count_down(update.time_s, left_s)

    def _begin(self, update: Update) -> None:
        self._enter(SessionPhase.EXERCISE, update.time_s)
        self._narrator.begin(update.time_s)
        self._exercise(update)

    def _exercise(self, update: Update) -> None:
        self._narrator.follow(update)
        if update.stage is SetState.DONE:
            self._end_set(update)
        elif not self._is_away(update):
            self._away_s = None
        elif self._away_s is None:
            self._away_s = update.time_s
        elif update.time_s - self._away_s >= _AWAY_S:
            if update.stage is SetState.PAUSED:
                self._pause(update, PausedBy.AWAY)
            else:
                self._enter(SessionPhase.SET_UP, update.time_s)

    def _is_away(self, update: Update) -> bool:
        waits = update.stage is SetState.GET_READY and not self.set_plan.measures
        return waits or update.stage in (SetState.PAUSED, SetState.LOOKING)

    def _pause(self, update: Update, by: PausedBy) -> None:
        self._enter(SessionPhase.PAUSED, update.time_s)
        self._paused_by = by
        away = by is PausedBy.AWAY
        self._narrator.pause(update.time_s, Phrase.PAUSED if away else Phrase.RAISE_TO_GO_ON)

    def _be_paused(self, update: Update) -> None:
        """Who was away comes back; who asked for a pause asks for its end."""
        if self._paused_by is not PausedBy.AWAY:
            return
        if self._is_away(update) and update.advice is not None:
            may = self._may_go_on(update)
            self._narrator.advise(update.time_s, update.advice, may_go_on=may)
            return
        self._narrator.resume(update.time_s)
        self._enter(SessionPhase.EXERCISE, update.time_s)

    def _end_set(self, update: Update) -> None:
        if self._index + 1 == len(self._set_plans):
            self._narrator.finish(update.time_s)
            self._enter(SessionPhase.FINISHED, update.time_s)
            return
        record = self._follower.finish()
        assert isinstance(record, SetRecord)
        self._ended.append(record)
        self._index += 1
        self._follower = self._follow(self.set_plan, SetProgress())
        self._target_overlays = TargetOverlays(self.set_plan.exercise)
        self._uncounted.clear()
        self._update = _before(self.set_plan, update)
        self._narrator.rest(update.time_s)
        self._enter(SessionPhase.REST, update.time_s)

    def _rest(self, update: Update) -> None:
        if self._left_s(update.time_s, self.set_plan.dose.rest_s) <= 0:
            self._end_rest(update.time_s)

    def _end_rest(self, time_s: float) -> None:
        self._narrator.end_rest(time_s)
        self._enter(SessionPhase.SET_UP, time_s)
        self._narrator.begin_set_up(time_s, self.set_plan)

    def _enter(self, session_phase: SessionPhase, time_s: float) -> None:
        self._session_phase = session_phase
        self._since_s = time_s
        self._paused_by = self._away_s = None

    def _left_s(self, time_s: float, of_s: float) -> float:
        return of_s - (time_s - self._since_s)

    def _session_update(self, update: Update) -> SessionUpdate:
        counts, rests = (
            self._session_phase is SessionPhase.COUNT_DOWN,
            self._session_phase is SessionPhase.REST,
        )
        rest_s = self.set_plan.dose.rest_s
        return SessionUpdate(
            session_phase=self._session_phase,
            update=update,
            message=self._message(update),
            says=self._narrator.lately(update.time_s),
            set_plan=self.set_plan,
            set_index=self._index,
            set_count=len(self._set_plans),
            count_down_s=self._left_s(update.time_s, COUNT_DOWN_S) if counts else None,
            rest_s=self._left_s(update.time_s, rest_s) if rests else None,
            may_go_on=self._may_go_on(update),
            paused_by=self._paused_by,
            target_overlay=self._target_overlays.of(update)
            if self._session_phase in _SHOWS_TARGET
            else (),
        )

    def _message(self, update: Update) -> Message:
        if self._is_asked_to_wait:
            return Message(MessageKind.PLAIN, Phrase.RAISE_TO_GO_ON)
        ready = Message(MessageKind.GOOD, Phrase.READY)
        if self._session_phase is SessionPhase.SET_UP and update.stage is SetState.READY:
            return ready
        fixed = {
            SessionPhase.COUNT_DOWN: ready,
            SessionPhase.REST: Message(MessageKind.PLAIN, Phrase.REST),
            SessionPhase.FINISHED: Message(MessageKind.GOOD, Phrase.ALL_DONE),
        }
        message = fixed.get(self._session_phase) or message_of(update, self.set_plan.exercise)
        if self._session_phase is SessionPhase.SET_UP and not message.text:
            return Message(MessageKind.PLAIN, Phrase.GET_READY_AGAIN)
        return message


def _before(set_plan: SetPlan, update: Update) -> Update:
    """What there is to be said of a set before its first frame."""
    return replace(
        unjudged(update, update.pose, update.time_s),
        side=set_plan.side,
        hold_asked_s=set_plan.dose.hold_s,
        reps=0,
        attempts=0,
        reps_asked=set_plan.dose.reps,
        start_deg=None,
        target_deg=None,
        ended=update.ended,
    )
