"""How the sets that are served at the same time share the machine.

Each keeps a place at the machine while it goes on. When all frames of all cameras are more than the
cores can look at, every set is looked at equally often; when one more would bring that below what
counting needs, there is no place for it. Both follow from how long frames took lately on this very
machine, not from a constant.
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
"""What a camera gives, and so the most that is asked of the machine."""
FLOOR_FPS = 12.0
"""At less there is no room for another set: cues would come late, and a full machine is slower than
it was when frames were timed."""
LESS_OFTEN = N_("{people} people exercise here: I look less often.")

_NOTICED = 0.8
"""Share of the usual rate from which looking less often is worth a word."""
_USABLE = 0.9
"""Share of the cores for looking at frames; the rest is for the pages and the network."""
_MOST_A_CORE = 4
"""However cheap a frame is, each set keeps some 200 MB."""
_FIRST_GUESS_S = {Model.LITE: 0.02, Model.FULL: 0.03, Model.HEAVY: 0.05}
"""What a frame costs until it has been measured."""
ENOUGH_LOOKS = 10
"""From so many on a set's cost is known: the first are slow while others load their models."""
_MEMORY = 60
"""Frames that the cost is the mean of: some are dearer, when the coach looks round as well."""
_KEPT_S = 15.0
"""Who lost the connection finds the place kept for so long."""
_ACTIVE_S = 2.0
"""A set without a frame for so long asks nothing of the machine."""
_CPU_QUOTA = Path("/sys/fs/cgroup/cpu.max")


@dataclass(frozen=True, slots=True)
class FrameRate:
    """How often a set is looked at while others ask for the machine as well."""

    fps: int
    """Frames a second."""
    people: int
    """How many exercise now."""


@dataclass(slots=True, eq=False)
class Slot:
    """One set's place at the machine."""

    model: Model
    sockets: int = 0
    left_s: float = -math.inf
    """When the last socket was lost."""
    looked_s: float = -math.inf
    """When the last look began."""
    work_s: deque[float] = field(default_factory=lambda: deque(maxlen=_MEMORY))
    """How long the latest looks took."""


class FrameScheduler:
    """The places of all sets, and whose turn it is. For one event loop.

    Parameters
    ----------
    cores
        How many frames can be looked at side by side; None for what this process may use.
    slots
        How many sets are served, whatever they cost; None to go by what frames cost.
    kept_s
        For so long a place is kept for whoever has lost the connection.
    clock_s
        Rises steadily.
    """

    def __init__(
        self,
        *,
        cores: float | None = None,
        slots: int | None = None,
        kept_s: float = _KEPT_S,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.cores = usable_cores() if cores is None else cores
        self._asked_slots = slots
        self._kept_s = kept_s
        self._clock_s = clock_s
        self._slots: dict[str, Slot] = {}
        self._cost_s = dict(_FIRST_GUESS_S)
        self._frames_at_once = asyncio.Semaphore(self.frames_at_once)

    @property
    def frames_at_once(self) -> int:
        """How many frames are looked at side by side."""
        return max(1, math.ceil(self.cores))

    @property
    def people(self) -> int:
        """How many have a place, be it only kept for them."""
        self._clear()
        return len(self._slots)

    @property
    def sockets(self) -> int:
        """How many sockets are served."""
        return sum(slot.sockets for slot in self._slots.values())

    @property
    def slots(self) -> int:
        """How many sets there is place for, should those to come cost what is usual."""
        if self._asked_slots is not None:
            return self._asked_slots
        self._clear()
        slots = len(self._slots)
        while slots and not self._bears(slots, 0.0):
            slots -= 1
        while self._bears(slots + 1, (slots + 1 - len(self._slots)) * self._cost_s[Model.FULL]):
            slots += 1
        return slots

    def take(self, token: str, model: Model) -> Slot | None:
        """The place of a set, which one more socket uses now; None if there is none left."""
        self._clear()
        slot = self._slots.get(token)
        if slot is None and self._has_room_for(model):
            slot = Slot(model)
        if slot is not None:
            self._slots[token] = slot
            slot.sockets += 1
        return slot

    def leave(self, token: str, *, for_good: bool) -> None:
        """A socket is gone; the place is kept for a moment, unless the set has ended."""
        slot = self._slots.get(token)
        if slot is None:
            return
        slot.sockets -= 1
        slot.left_s = self._clock_s()
        if for_good and slot.sockets == 0:
            del self._slots[token]

    def pace(self, slot: Slot) -> FrameRate | None:
        """How often this set is looked at; None if others do not slow it down."""
        active = self._active()
        fps = self._equal_fps(active)
        alone_fps = min(CAMERA_FPS, 1 / self._work_s(slot))
        if len(active) < 2 or fps >= _NOTICED * alone_fps:
            return None
        return FrameRate(round(min(fps, alone_fps)), len(active))

    @asynccontextmanager
    async def turn(self, slot: Slot, *, is_usual: bool = True) -> AsyncIterator[None]:
        """Wait until it is this set's turn, and take what is done then for one look.

        Each set waits with one frame at most, and whoever waits longest goes first: nobody starves.

        Parameters
        ----------
        is_usual
            Whether it tells what a look costs; not so if the estimator must be opened before.
        """
        await asyncio.sleep(self.due_in_s(slot))
        async with self._frames_at_once:
            began_s = slot.looked_s = self._clock_s()
            yield
            if is_usual:
                slot.work_s.append(self._clock_s() - began_s)
            if len(slot.work_s) >= ENOUGH_LOOKS:
                self._cost_s[slot.model] = fmean(slot.work_s)

    def due_in_s(self, slot: Slot) -> float:
        """How long it takes until this set may be looked at again."""
        active = self._active()
        fps = self._equal_fps(active)
        if len(active) < 2 or fps >= CAMERA_FPS:
            return 0.0
        return max(0.0, slot.looked_s + 1 / fps - self._clock_s())

    def _has_room_for(self, model: Model) -> bool:
        people = len(self._slots) + 1
        if self._asked_slots is not None:
            return people <= self._asked_slots
        return self._bears(people, self._cost_s[model])

    def _bears(self, people: int, more_s: float) -> bool:
        """Whether so many are still looked at often enough, if a round takes this much more."""
        if people == 1:
            return True
        round_s = more_s + sum(map(self._work_s, self._slots.values()))
        enough = _USABLE * self.cores >= FLOOR_FPS * round_s
        return enough and people <= _MOST_A_CORE * self.frames_at_once

    def _equal_fps(self, active: list[Slot]) -> float:
        round_s = sum(map(self._work_s, active))
        return _USABLE * self.cores / round_s if round_s else math.inf

    def _active(self) -> list[Slot]:
        since_s = self._clock_s() - _ACTIVE_S
        return [slot for slot in self._slots.values() if slot.looked_s >= since_s]

    def _work_s(self, slot: Slot) -> float:
        is_known = len(slot.work_s) >= ENOUGH_LOOKS
        return fmean(slot.work_s) if is_known else self._cost_s[slot.model]

    def _clear(self) -> None:
        """Give up the places that were kept long enough."""
        before_s = self._clock_s() - self._kept_s
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
    """Cores that the container grants, as Linux tells it; infinite without a limit."""
    try:
        granted, period = path.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return math.inf
    return math.inf if granted == "max" else int(granted) / int(period)


def asked_slots() -> int | None:
    """How many sets whoever runs the server wants; None to go by what frames cost.

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
