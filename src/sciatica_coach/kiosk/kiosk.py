"""The state of the kiosk: its visitor, its settings and its health."""

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sciatica_coach.capture.people import hip_centre
from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.coaching.session.session import Session
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetProgress
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.kiosk.pin import Staff
from sciatica_coach.kiosk.protocol import (
    ButtonPressed,
    LanguageChosen,
    PageMessage,
    PageStatus,
)
from sciatica_coach.kiosk.settings import Settings, keep_settings, load_settings
from sciatica_coach.kiosk.vision_worker import VisionWorker
from sciatica_coach.kiosk.visitor import Scene, Visitor
from sciatica_coach.language.catalog import Language, language_for
from sciatica_coach.live import protocol as live_protocol
from sciatica_coach.live.estimator_host import LiveObservation
from sciatica_coach.live.protocol import Capture, CommandRequest, SelectionRequest, Surroundings
from sciatica_coach.live.session_clock import SessionClock

_IDLE_MS, _NEAR_MS = 330, 120
"""From one frame to the next: while nobody is there, and while somebody might raise an arm."""


class Kiosk:
    """One kiosk. Everything runs in one event loop; only the vision worker has a thread.

    Parameters
    ----------
    exercises
        What can be chosen, by id.
    staff
        Who may change the settings and leave.
    vision_worker
        Finds people in the frames.
    file
        Where the settings are kept.
    on_leave
        Called when the staff ends the kiosk.
    """

    def __init__(
        self,
        exercises: Mapping[str, Exercise],
        staff: Staff,
        vision_worker: VisionWorker,
        *,
        file: Path,
        on_leave: Callable[[], None],
    ) -> None:
        self.exercises = exercises
        self.staff = staff
        self.vision_worker = vision_worker
        self.leave = on_leave
        self.frames = 0
        self.visitors = 0
        self.page_seen_s: float | None = None
        """When the page reported last, on the process's rising clock."""
        self._camera_trouble: str | None = None
        self._file = file
        self._begun_s = time.monotonic()
        settings = load_settings(file)
        is_usable = settings.exercise in exercises and settings.is_short
        self.settings = settings if is_usable else Settings(exercise=next(iter(exercises)))
        self.reset()

    @property
    def exercise(self) -> Exercise:
        """What visitors do."""
        return self.exercises[self.settings.exercise]

    def reset(self) -> None:
        """Begin with nobody: a page was opened, or the staff has changed something."""
        self.visitor = Visitor(lambda: open_session(self.exercise, self.settings))
        self.language: Language = language_for(self.settings.language)
        self.vision_worker.release_estimator()
        self._observation: LiveObservation | None = None
        self._clock = SessionClock()

    def apply_settings(self, settings: Settings) -> bool:
        """Use other settings from the next visitor on; False if they could not be stored."""
        self.settings = settings
        self.reset()
        try:
            keep_settings(settings, self._file)
        except OSError:
            return False
        return True

    async def process_frame(self, capture: Capture) -> bool:
        """Process a frame; False if it is not newer than the frame before.

        Raises
        ------
        VisionFailed
            If the estimators failed and have been replaced.
        PictureError
            If the picture cannot be decoded.
        """
        time_s = self._clock.next_frame_s(capture.captured_s)
        if time_s is None:
            return False
        visitor = self.visitor
        exercise = self.exercise if visitor.scene is Scene.EXERCISE else None
        person_at = hip_centre(visitor.began_with) if visitor.began_with else None
        observation = await self.vision_worker.observe(capture.jpeg, time_s, exercise, person_at)
        if visitor is not self.visitor:  # forgotten meanwhile
            return False
        self.frames += 1
        self._observation = observation
        before = visitor.scene
        visitor.process_pose(
            observation.pose, time_s=observation.time_s, picture=observation.picture
        )
        self._after_scene(before)
        return True

    def handle_message(self, message: PageMessage) -> None:
        """Take a text message of the page."""
        before = self.visitor.scene
        match message:
            case PageStatus():
                self.page_seen_s, self._camera_trouble = time.monotonic(), message.camera
                self.visitor.wait(self._clock.time_s(message.at_s))
            case ButtonPressed():
                self.visitor.press(message.what, self._clock.time_s(message.at_s))
            case LanguageChosen():
                self.language = language_for(message.code)
            case CommandRequest():
                if self.visitor.session is not None:
                    message.kind.apply_to(self.visitor.session)
            case SelectionRequest():
                self.vision_worker.select_person(message.point)
        self._after_scene(before)

    def health(self) -> dict[str, Any]:
        """How the kiosk works, in figures that say nothing about any person."""
        return {
            "camera": self._camera_trouble,
            "vision_worker": self.vision_worker.trouble,
            "replaced": self.vision_worker.replaced,
            "up_s": round(time.monotonic() - self._begun_s),
            "memory_mb": resident_mb(),
            "visitors": self.visitors,
        }

    def figures(self) -> dict[str, Any]:
        """What the supervisor asks for."""
        seen_s = self.page_seen_s
        return {
            "page_silent_s": None if seen_s is None else round(time.monotonic() - seen_s, 1),
            "replaced": self.vision_worker.replaced,
            "visitors": self.visitors,
            "frames": self.frames,
            "memory_mb": resident_mb(),
        }

    def scene(self) -> dict[str, Any]:
        """What the page shows now."""
        visitor = self.visitor
        return {
            "scene": visitor.scene,
            "language": self.language.code,
            "pace_ms": self._pace_ms(),
            "people": self._observation.people if self._observation else 0,
            "arm": round(visitor.arm_share, 2),
            "left_s": None if visitor.left_s is None else round(visitor.left_s, 1),
            "result": self._result(),
        }

    def update_fields(self) -> dict[str, Any]:
        """What the latest frame has changed in the exercise; empty before an exercise."""
        session_update, observation = self.visitor.session_update, self._observation
        if session_update is None or observation is None:
            return {}
        around = Surroundings(observation.people, observation.bystanders)
        return live_protocol.update_fields(session_update, around, language=self.language)

    def _result(self) -> dict[str, Any] | None:
        result = self.visitor.result
        if result is None:
            return None
        return {**asdict(result), "remark": result.remark.sentence_in(self.language)}

    def _pace_ms(self) -> int:
        if self.visitor.scene is Scene.EXERCISE:
            return 0
        return _NEAR_MS if self._observation and self._observation.people else _IDLE_MS

    def _after_scene(self, before: Scene) -> None:
        """Close and forget what belonged to the scene before, if the scene has changed."""
        after = self.visitor.scene
        if before is after:
            return
        if before is Scene.EXERCISE:
            self.vision_worker.release_estimator()
        if after is Scene.EXERCISE:
            self.visitors += 1
        if after is Scene.ATTRACT:
            self.language = language_for(self.settings.language)


def open_session(exercise: Exercise, settings: Settings) -> Session:
    """The session of a visitor: one set on one side."""
    return Session((SetPlan(exercise, settings.asked_side, settings.dose(exercise)),), _open_set)


def _open_set(set_plan: SetPlan, set_progress: SetProgress) -> Coach:
    return Coach(
        set_plan.exercise,
        side=set_plan.side,
        dose=set_plan.dose,
        require_near_side=True,
        set_progress=set_progress,
    )


def resident_mb() -> int:
    """The memory that this process holds; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(status.split("VmRSS:")[1].split()[0]) // 1024
