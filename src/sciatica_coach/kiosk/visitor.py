"""One visitor after the other: from the demonstrations to the result, and then forgotten.

It reads no clock: every moment comes with a frame or a message of the page.
"""

from collections.abc import Callable
from enum import StrEnum

from sciatica_coach.coaching.session.session import Session
from sciatica_coach.coaching.session.state import SessionPhase, SessionUpdate
from sciatica_coach.kiosk.result import Result, result_of
from sciatica_coach.motion.gesture import RAISED_S, RaisedArm
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Pose

ALONE_S = 60.0
"""After so long without anybody in sight, or without an answer, the visitor is forgotten."""
READ_S = 3.0
"""Nobody has read the question sooner: an arm that is raised before agrees to nothing."""
EXERCISE_S = 110.0
"""The longest time that an exercise goes on."""
RESULT_S = 20.0
"""How long the result is shown."""


class Scene(StrEnum):
    """What is on the screen."""

    ATTRACT = "attract"
    CONSENT = "consent"
    EXERCISE = "exercise"
    RESULT = "result"


class Button(StrEnum):
    """What can be touched."""

    BEGIN = "begin"
    AGREE = "agree"
    DECLINE = "decline"
    STOP = "stop"
    DONE = "done"


class Visitor:
    """The person who is there now, or nobody.

    Parameters
    ----------
    open_session
        Makes the session of the exercise that the staff has set.
    """

    def __init__(self, open_session: Callable[[], Session]) -> None:
        self._open_session = open_session
        self._forget()
        self._now_s = 0.0

    def _forget(self) -> None:
        self.scene = Scene.ATTRACT
        self.session_update: SessionUpdate | None = None
        self.result: Result | None = None
        self.began_with: Pose | None = None
        self._session: Session | None = None
        self._arm = RaisedArm()
        self._since_s = 0.0
        self._active_s = 0.0

    @property
    def session(self) -> Session | None:
        """The session of the exercise; None before and after it."""
        return self._session

    @property
    def arm_share(self) -> float:
        """How much of the time is over for which an arm is to be held up, 0..1."""
        return min(1.0, self._arm.held_s / RAISED_S)

    @property
    def left_s(self) -> float | None:
        """Time until this scene ends by itself; None if only absence ends it."""
        longest_s = {Scene.CONSENT: ALONE_S, Scene.EXERCISE: EXERCISE_S, Scene.RESULT: RESULT_S}
        if self.scene not in longest_s:
            return None
        return max(0.0, longest_s[self.scene] - (self._now_s - self._since_s))

    def process_pose(self, pose: Pose | None, *, time_s: float, picture: PictureQuality) -> None:
        """Take the pose of a frame; frames come with rising times."""
        self._now_s = max(self._now_s, time_s)
        if pose is not None:
            self._active_s = self._now_s
        raised = self._arm.update(pose, time_s)
        if self._session is not None:
            self.session_update = self._session.step(pose, time_s=time_s, picture=picture)
            if self.session_update.session_phase is SessionPhase.FINISHED:
                self._end()
        elif raised and self.scene is Scene.ATTRACT:
            self._ask_consent(pose)
        elif raised and self.scene is Scene.CONSENT and time_s - self._since_s >= READ_S:
            self._begin(pose)
        self._end_in_time()

    def wait(self, time_s: float) -> None:
        """Let time pass without a frame."""
        self._now_s = max(self._now_s, time_s)
        self._end_in_time()

    def press(self, button: Button, time_s: float) -> None:
        """Take a pressed button; one that the scene does not have came too late and is ignored."""
        self._now_s = self._active_s = max(self._now_s, time_s)
        match self.scene, button:
            case Scene.ATTRACT, Button.BEGIN:
                self._ask_consent(None)
            case Scene.CONSENT, Button.AGREE:
                self._begin(None)
            case Scene.EXERCISE, Button.STOP:
                self._end(was_stopped=True)
            case (Scene.CONSENT, Button.DECLINE | Button.STOP) | (
                Scene.RESULT,
                Button.DONE | Button.STOP,
            ):
                self._forget()

    def _ask_consent(self, pose: Pose | None) -> None:
        self._enter(Scene.CONSENT)
        self.began_with = pose

    def _begin(self, pose: Pose | None) -> None:
        self._enter(Scene.EXERCISE)
        self.began_with = pose or self.began_with
        self._session = self._open_session()

    def _end(self, *, was_stopped: bool = False) -> None:
        assert self._session is not None
        self._enter(Scene.RESULT)
        record = self._session.finish()
        assert isinstance(record, tuple)  # a visitor's range is not measured
        self.result = result_of(
            self._session.set_plan.exercise, record[-1], was_stopped=was_stopped
        )
        # The update stays until the result goes: its last words are still to be spoken.
        self._session = self.began_with = None

    def _enter(self, scene: Scene) -> None:
        self.scene = scene
        self._since_s = self._active_s = self._now_s

    def _end_in_time(self) -> None:
        if self.scene is Scene.ATTRACT:
            return
        if self._now_s - self._active_s >= ALONE_S or (
            self.scene is not Scene.EXERCISE and self.left_s == 0
        ):
            self._forget()
        elif self.left_s == 0:
            self._end()
