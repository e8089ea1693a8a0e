"""Shares the machine among the sets that are served at the same time.

Each set has a slot while it goes on. When the cores cannot process all frames of all cameras, every
set gets the same number of frames a second. When one more set would bring that number below what
counting needs, it gets no slot. Both follow from how long frames took lately on this machine, not
from a constant.
"""

import asyncio
import math
import os
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean

from sciatica_coach.capture.model import Model
from sciatica_coach.errors import CoachError
from sciatica_coach.language.marking import N_

SEATS_VARIABLE = "SCIATICA_COACH_SEATS"
"""Environment variable that says how many sets are served, whatever they cost."""
CAMERA_FPS = 30.0
"""What a camera gives, and so the most that a set needs."""
FLOOR_FPS = 12.0
"""Below this there is no slot for another set: cues would come late, and a full machine is slower
than it was when frames were timed."""
REDUCED_RATE = N_("{people} people exercise here: I look less often.")

_REDUCED = 0.8
"""Below this share of the usual rate the person is informed."""
_FRAMES_SHARE = 0.9
"""Share of the cores for frames; the rest is for the pages and the network."""
_MOST_SETS_A_CORE = 4
"""However little time a frame takes: each set needs some 200 MB."""
_FIRST_GUESS_S = {Model.LITE: 0.02, Model.FULL: 0.03, Model.HEAVY: 0.05}
"""Time that a frame takes, until it has been measured."""
LEAST_TIMED_FRAMES = 10
"""A set's time for a frame is known from so many: the first are slow while models are loaded."""
_TIMED_FRAMES = 60
"""Frames that the mean time is taken of: some take longer, while other people are looked for."""
_RESERVED_S = 15.0
"""After a lost connection the slot is reserved for so long."""
_ACTIVE_S = 2.0
"""A set without a frame for so long needs nothing of the machine."""
_CPU_QUOTA = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True, slots=True)
class FrameRate:
    """How many frames of a set are processed while others need the machine as well."""

    fps: int
    """Frames a second."""
    people: int
    """How many exercise now."""


@dataclass(slots=True, eq=False)
class Slot:
    """One set's share of the machine."""

    model: Model
    sockets: int = 0
    left_s: float = -math.inf
    """When the last socket was lost."""
    frame_began_s: float = -math.inf
    """When the processing of the latest frame began."""
    work_s: deque[float] = field(default_factory=lambda: deque(maxlen=_TIMED_FRAMES))
    """How long the latest frames took."""


class FrameScheduler:
    """The slots of all sets, and which set is next. For one event loop.

    Parameters
    ----------
    cores
        How many frames can be processed at the same time; None for what this process may use.
    slots
        How many sets are served, however long frames take; None to go by how long they take.
    reserved_s
        For so long a slot is reserved after its connection was lost.
    clock_s
        Rises steadily.
    """

    def __init__(
        self,
        *,
        cores: float | None = None,
        slots: int | None = None,
        reserved_s: float = _RESERVED_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.cores = usable_cores() if cores is None else cores
        self._asked_slots = slots
        self._reserved_s = reserved_s
        self._clock_s = clock_s
        self._slots: dict[str, Slot] = {}
        self._frame_s = dict(_FIRST_GUESS_S)
        self._frames_at_once = asyncio.Semaphore(self.frames_at_once)

    @property
    def frames_at_once(self) -> int:
        """How many frames are processed at the same time."""
        return max(1, math.ceil(self.cores))

    @property
    def people(self) -> int:
        """How many have a slot, be it only reserved for them."""
        self._drop_expired()
        return len(self._slots)

    @property
    def sockets(self) -> int:
        """How many sockets are served."""
        return sum(slot.sockets for slot in self._slots.values())

    @property
    def slots(self) -> int:
        """How many slots there are, if the frames of further sets take the usual time."""
        if self._asked_slots is not None:
            return self._asked_slots
        self._drop_expired()
        slots = len(self._slots)
        while slots and not self._can_serve(slots, 0.0):
            slots -= 1
        while self._can_serve(
            slots + 1, (slots + 1 - len(self._slots)) * self._frame_s[Model.FULL]
        ):
            slots += 1
        return slots

    def take(self, token: str, model: Model) -> Slot | None:
        """The slot of a set, which one more socket uses now; None if there is none left."""
        self._drop_expired()
        slot = self._slots.get(token)
        if slot is None and self._has_room_for(model):
            slot = Slot(model)
        if slot is not None:
            self._slots[token] = slot
            slot.sockets += 1
        return slot

    def leave(self, token: str, *, for_good: bool) -> None:
        """Note that a socket is gone; the slot stays reserved, unless the set has ended."""
        slot = self._slots.get(token)
        if slot is None:
            return
        slot.sockets -= 1
        slot.left_s = self._clock_s()
        if for_good and slot.sockets == 0:
            del self._slots[token]

    def frame_rate(self, slot: Slot) -> FrameRate | None:
        """How many frames of this set are processed; None if others do not slow it down."""
        active = self._active()
        fps = self._equal_fps(active)
        alone_fps = min(CAMERA_FPS, 1 / self._work_s(slot))
        if len(active) < 2 or fps >= _REDUCED * alone_fps:
            return None
        return FrameRate(round(min(fps, alone_fps)), len(active))

    @asynccontextmanager
    async def turn(self, slot: Slot, *, is_usual: bool = True) -> AsyncIterator[None]:
        """Wait until it is this set's turn; the body of the `with` processes one frame.

        Each set waits with one frame at most, and the one that waits longest is next.

        Parameters
        ----------
        is_usual
            Whether the frame takes the usual time; not so if the estimator must be opened before.
        """
        await asyncio.sleep(self.due_in_s(slot))
        async with self._frames_at_once:
            began_s = slot.frame_began_s = self._clock_s()
            yield
            if is_usual:
                slot.work_s.append(self._clock_s() - began_s)
            if len(slot.work_s) >= LEAST_TIMED_FRAMES:
                self._frame_s[slot.model] = fmean(slot.work_s)

    def due_in_s(self, slot: Slot) -> float:
        """Time until the next frame of this set may be processed."""
        active = self._active()
        fps = self._equal_fps(active)
        if len(active) < 2 or fps >= CAMERA_FPS:
            return 0.0
        return max(0.0, slot.frame_began_s + 1 / fps - self._clock_s())

    def _has_room_for(self, model: Model) -> bool:
        people = len(self._slots) + 1
        if self._asked_slots is not None:
            return people <= self._asked_slots
        return self._can_serve(people, self._frame_s[model])

    def _can_serve(self, people: int, more_s: float) -> bool:
        """Whether so many sets get enough frames, if one of each takes this much more in sum."""
        if people == 1:
            return True
        round_s = more_s + sum(map(self._work_s, self._slots.values()))
        enough = _FRAMES_SHARE * self.cores >= FLOOR_FPS * round_s
        return enough and people <= _MOST_SETS_A_CORE * self.frames_at_once

    def _equal_fps(self, active: list[Slot]) -> float:
        round_s = sum(map(self._work_s, active))
        return _FRAMES_SHARE * self.cores / round_s if round_s else math.inf

    def _active(self) -> list[Slot]:
        since_s = self._clock_s() - _ACTIVE_S
        return [slot for slot in self._slots.values() if slot.frame_began_s >= since_s]

    def _work_s(self, slot: Slot) -> float:
        is_known = len(slot.work_s) >= LEAST_TIMED_FRAMES
        return fmean(slot.work_s) if is_known else self._frame_s[slot.model]

    def _drop_expired(self) -> None:
        """Drop the slots that were reserved for long enough."""
        before_s = self._clock_s() - self._reserved_s
        for token, slot in list(self._slots.items()):
            if slot.sockets == 0 and slot.left_s < before_s:
                del self._slots[token]


def usable_cores(quota: Path = _CPU_QUOTA) -> float:
    """How many cores this process may use: fewer than the machine has, within a container."""
    cores = float(os.cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):
        cores = float(len(os.sched_getaffinity(0)))
    return min(cores, _quota(quota))


def _quota(path: Path) -> float:
    """Cores that the container grants, as Linux says; infinite without a limit."""
    try:
        granted, period = path.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return math.inf
    return math.inf if granted == "max" else int(granted) / int(period)


def asked_slots() -> int | None:
    """How many sets the server's owner allows; None to go by how long frames take.

    Raises
    ------
    CoachError
        If the environment variable is not a number from 1 up.
    """
    given = os.environ.get(SEATS_VARIABLE)
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and int(given) > 0):
        raise CoachError(f"{SEATS_VARIABLE} must be a whole number from 1 up, not {given!r}.")
    return int(given)
