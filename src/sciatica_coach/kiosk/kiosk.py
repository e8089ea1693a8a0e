"""The kiosk as a whole: who is there, what the staff has set, and how it is doing."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.coaching.session.session import Session
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.record import SetProgress
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.kiosk.pin import Staff
from sciatica_coach.kiosk.protocol import Here, Pressed, Said, Speak
from sciatica_coach.kiosk.settings import Settings, keep_settings, load_settings
from sciatica_coach.kiosk.vision_worker import VisionWorker, VisitorSighting, place_of
from sciatica_coach.kiosk.visitor import Scene, Visitor
from sciatica_coach.language.catalog import Language, language_for
from sciatica_coach.live import protocol as live_protocol
from sciatica_coach.live.protocol import Capture, Command, Surroundings

_IDLE_MS, _NEAR_MS = 330, 120
"""From one look to the next: while nobody is there, and while somebody might raise an arm."""


class Kiosk:
    """Everything lives in one event loop; only the eyes have a thread.

    Parameters
    ----------
    exercises
        What can be chosen, by id.
    staff
        Who may change the settings and leave.
    eyes
        Look at the frames.
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
        """When the page last said that it is on the screen, on the process's rising clock."""
        self._camera: str | None = None
        self._file = file
        self._begun_s = time.monotonic()
        settings = load_settings(file)
        is_usable = settings.exercise in exercises and settings.is_short
        self.settings = settings if is_usable else Settings(exercise=next(iter(exercises)))
        self.welcome()

    @property
    def exercise(self) -> Exercise:
        """What visitors do."""
        return self.exercises[self.settings.exercise]

    def welcome(self) -> None:
        """Begin with nobody: a page was opened, or the staff has changed something."""
        self.visitor = Visitor(lambda: guide_by(self.exercise, self.settings))
        self.language: Language = language_for(self.settings.language)
        self.vision_worker.rest()
        self._sight: VisitorSighting | None = None
        self._last_s = float("-inf")

    def set(self, settings: Settings) -> bool:
        """Go by other settings from the next visitor on; False if they could not be kept."""
        self.settings = settings
        self.welcome()
        try:
            keep_settings(settings, self._file)
        except OSError:
            return False
        return True

    async def see(self, capture: Capture) -> bool:
        """Look at a frame; False if it is not newer than the one before.

        Raises
        ------
        Blind
            If the eyes have been replaced.
        Refused
            If the frame is no picture.
        """
        if not capture.captured_s > self._last_s:
            return False
        self._last_s = capture.captured_s
        visitor = self.visitor
        doing = self.exercise if visitor.scene is Scene.EXERCISE else None
        place = place_of(visitor.begun_at)
        sight = await self.vision_worker.look(capture.jpeg, capture.captured_s, doing, place)
        if visitor is not self.visitor:  # forgotten meanwhile
            return False
        self.frames += 1
        self._sight = sight
        before = visitor.scene
        visitor.see(sight.pose, time_s=sight.time_s, brightness=sight.brightness)
        self._notice(before)
        return True

    def hear(self, said: Said) -> None:
        """Take what the page says."""
        before = self.visitor.scene
        match said:
            case Here(at_s, camera):
                self.page_seen_s, self._camera = time.monotonic(), camera
                self.visitor.wait(at_s)
            case Pressed(at_s, press):
                self.visitor.press(press, at_s)
            case Speak(code):
                self.language = language_for(code)
            case Command():
                self._ask_guide(said)
            case place:
                self.vision_worker.choose(place)
        self._notice(before)

    def _ask_guide(self, command: Command) -> None:
        session = self.visitor.session
        if session is not None:
            {
                Command.PAUSE: session.pause,
                Command.RESUME: session.resume,
                Command.GO_ON: session.go_on,
            }[command]()

    def health(self) -> dict[str, Any]:
        """How the kiosk is doing, about nobody."""
        return {
            "camera": self._camera,
            "vision_worker": self.vision_worker.trouble,
            "replaced": self.vision_worker.replaced,
            "up_s": round(time.monotonic() - self._begun_s),
            "memory_mb": resident_mb(),
            "visitors": self.visitors,
        }

    def figures(self) -> dict[str, Any]:
        """What the supervisor asks."""
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
            "people": self._sight.people if self._sight else 0,
            "arm": round(visitor.arm_share, 2),
            "left_s": None if visitor.left_s is None else round(visitor.left_s, 1),
            "result": self._result(),
        }

    def exercise_update(self) -> dict[str, Any]:
        """What the frame that was looked at last has changed, and the last words."""
        session_update, sight = self.visitor.session_update, self._sight
        if session_update is None or sight is None:
            return {}
        told: dict[str, Any] = json.loads(
            live_protocol.answer(
                0,
                session_update,
                Surroundings(sight.people, sight.bystanders),
                language=self.language,
            )
        )
        return told

    def _result(self) -> dict[str, Any] | None:
        result = self.visitor.result
        if result is None:
            return None
        return {**asdict(result), "remark": self.language.say(result.remark)}

    def _pace_ms(self) -> int:
        if self.visitor.scene is Scene.EXERCISE:
            return 0
        return _NEAR_MS if self._sight and self._sight.people else _IDLE_MS

    def _notice(self, before: Scene) -> None:
        """Who has left is forgotten with the language they chose; the estimator's memory goes."""
        after = self.visitor.scene
        if before is after:
            return
        if before is Scene.EXERCISE:
            self.vision_worker.rest()
        if after is Scene.EXERCISE:
            self.visitors += 1
        if after is Scene.ATTRACT:
            self.language = language_for(self.settings.language)


def guide_by(exercise: Exercise, settings: Settings) -> Session:
    """One set on one side."""
    return Session((SetPlan(exercise, settings.asked_side, settings.dose(exercise)),), _follow)


def _follow(set_plan: SetPlan, set_progress: SetProgress) -> Coach:
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
