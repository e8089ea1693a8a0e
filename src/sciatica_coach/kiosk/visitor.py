"""One visitor after the other: from the demonstrations to the result, and then forgotten.

Pure: time is told, never asked for, and comes from the frames and the page's own clock.
"""

from collections.abc import Callable
from enum import StrEnum

from sciatica_coach.coaching.session.session import Session
from sciatica_coach.coaching.session.state import SessionPhase, SessionUpdate
from sciatica_coach.kiosk.result import Result, result_of
from sciatica_coach.motion.gesture import RAISED_S, RaisedArm
from sciatica_coach.motion.pose import Pose

ALONE_S = 60.0
"""Without anybody in sight, or without a word where one is awaited, all is forgotten."""
READ_S = 3.0
"""Nobody has read the question any sooner: an arm that is up by then agrees to nothing."""
EXERCISE_S = 110.0
"""The longest that an exercise goes on, whatever has been done by then."""
RESULT_S = 20.0


class Scene(StrEnum):
    """What is on the screen."""

    ATTRACT = "attract"
    CONSENT = "consent"
    EXERCISE = "exercise"
    RESULT = "result"


class Press(StrEnum):
    """What can be touched."""

    BEGIN = "begin"
    AGREE = "agree"
    DECLINE = "decline"
    STOP = "stop"
    DONE = "done"


class Visitor:
    """Whoever is there now, or nobody.

    Parameters
    ----------
    open_guide
        Makes the guide through the exercise that the staff has set.
    """

    def __init__(self, open_session: Callable[[], Session]) -> None:
        self._open_session = open_session
        self._forget()
        self._now_s = 0.0

    def _forget(self) -> None:
        self.scene = Scene.ATTRACT
        self.session_update: SessionUpdate | None = None
        self.result: Result | None = None
        self.begun_at: Pose | None = None
        self._session: Session | None = None
        self._arm = RaisedArm()
        self._since_s = 0.0
        self._awaited_s = 0.0

    @property
    def session(self) -> Session | None:
        """Leads through the exercise; None before and after it."""
        return self._session

    @property
    def arm_share(self) -> float:
        """How much of the time is over for which an arm is to be held up, 0..1."""
        return min(1.0, self._arm.held_s / RAISED_S)

    @property
    def left_s(self) -> float | None:
        """Until this scene ends by itself; None while nothing but absence ends it."""
        longest_s = {Scene.CONSENT: ALONE_S, Scene.EXERCISE: EXERCISE_S, Scene.RESULT: RESULT_S}
        if self.scene not in longest_s:
            return None
        return max(0.0, longest_s[self.scene] - (self._now_s - self._since_s))

    def see(self, pose: Pose | None, *, time_s: float, brightness: float) -> None:
        """Take a frame; frames come with rising times."""
        self._now_s = max(self._now_s, time_s)
        if pose is not None:
            self._awaited_s = self._now_s
        raised = self._arm.update(pose, time_s)
        if self._session is not None:
            self.session_update = self._session.step(pose, time_s=time_s, brightness=brightness)
            if self.session_update.session_phase is SessionPhase.FINISHED:
                self._end()
        elif raised and self.scene is Scene.ATTRACT:
            self._ask(pose)
        elif raised and self.scene is Scene.CONSENT and time_s - self._since_s >= READ_S:
            self._begin(pose)
        self._move_on()

    def wait(self, time_s: float) -> None:
        """Let time pass without a frame."""
        self._now_s = max(self._now_s, time_s)
        self._move_on()

    def press(self, press: Press, time_s: float) -> None:
        """Take a touch; one that does not belong to the scene came too late, and does nothing."""
        self._now_s = self._awaited_s = max(self._now_s, time_s)
        match self.scene, press:
            case Scene.ATTRACT, Press.BEGIN:
                self._ask(None)
            case Scene.CONSENT, Press.AGREE:
                self._begin(None)
            case Scene.EXERCISE, Press.STOP:
                self._end(was_stopped=True)
            case (Scene.CONSENT, Press.DECLINE | Press.STOP) | (
                Scene.RESULT,
                Press.DONE | Press.STOP,
            ):
                self._forget()

    def _ask(self, pose: Pose | None) -> None:
        self._enter(Scene.CONSENT)
        self.begun_at = pose

    def _begin(self, pose: Pose | None) -> None:
        self._enter(Scene.EXERCISE)
        self.begun_at = pose or self.begun_at
        self._session = self._open_session()

    def _end(self, *, was_stopped: bool = False) -> None:
        assert self._session is not None
        self._enter(Scene.RESULT)
        record = self._session.finish()
        assert isinstance(record, tuple)  # a visitor's range is not measured
        self.result = result_of(
            self._session.set_plan.exercise, record[-1], was_stopped=was_stopped
        )
        # The guidance stays until the result goes: its last words are still to be heard.
        self._session = self.begun_at = None

    def _enter(self, scene: Scene) -> None:
        self.scene = scene
        self._since_s = self._awaited_s = self._now_s

    def _move_on(self) -> None:
        if self.scene is Scene.ATTRACT:
            return
        if self._now_s - self._awaited_s >= ALONE_S or (
            self.scene is not Scene.EXERCISE and self.left_s == 0
        ):
            self._forget()
        elif self.left_s == 0:
            self._end()
