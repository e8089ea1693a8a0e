import asyncio
import math

import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.errors import CoachError
from sciatica_coach.live.scheduler import (
    FLOOR_FPS,
    LEAST_TIMED_FRAMES,
    SEATS_VARIABLE,
    FrameRate,
    FrameScheduler,
    Slot,
    asked_slots,
    usable_cores,
)
from tests.live.scene import Clock


class Machine:
    """A machine whose looks take as long as they are told to, by a clock that stands meanwhile."""

    def __init__(self, cores: float = 2.0, slots: int | None = None) -> None:
        self.clock = Clock()
        self.scheduler = FrameScheduler(cores=cores, slots=slots, clock_s=self.clock)

    def sit(
        self,
        name: str,
        model: Model = Model.FULL,
        *,
        work_s: float = 0.03,
        frames: int = LEAST_TIMED_FRAMES,
    ) -> Slot | None:
        slot = self.scheduler.take(name, model)
        for _ in range(frames if slot is not None else 0):
            asyncio.run(self.look(slot, work_s))
        return slot

    async def look(self, slot: Slot, work_s: float) -> None:
        self.clock.now_s += self.scheduler.due_in_s(slot)
        async with self.scheduler.turn(slot):
            self.clock.now_s += work_s


def test_nobody_is_slowed_down_while_the_machine_can_look_at_every_frame():
    machine = Machine()
    for slot in (machine.sit("a", work_s=0.02), machine.sit("b", work_s=0.02)):
        assert machine.scheduler.frame_rate(slot) is None
        assert machine.scheduler.due_in_s(slot) == 0


def test_one_person_alone_is_never_slowed_down_however_dear_a_frame_is():
    machine = Machine(cores=1)
    slot = machine.sit("a", Model.HEAVY, work_s=0.3)
    assert machine.scheduler.frame_rate(slot) is None
    assert machine.scheduler.due_in_s(slot) == 0
    assert machine.scheduler.slots == 1


def test_more_than_the_machine_can_look_at_is_shared_equally_and_told():
    machine = Machine()
    slots = [machine.sit(f"of {work_s} s", work_s=work_s) for work_s in (0.02, 0.03, 0.05)]
    # Of two cores nine tenths, for a round of 0.1 s; the last one came to 20 a second alone.
    told = FrameRate(18, 3)
    assert [machine.scheduler.frame_rate(slot) for slot in slots] == [told, told, None]
    due_s = [slot.frame_began_s + 1 / 18 - machine.clock.now_s for slot in slots]
    assert [machine.scheduler.due_in_s(slot) for slot in slots] == [
        pytest.approx(max(0, each)) for each in due_s
    ]


def test_who_sends_no_frames_asks_nothing_of_the_machine():
    machine = Machine(cores=1)
    quiet, busy = machine.sit("a", work_s=0.035), machine.sit("b", work_s=0.035)
    assert machine.scheduler.frame_rate(busy) is not None
    machine.clock.now_s += 3
    asyncio.run(machine.look(busy, 0.035))
    assert machine.scheduler.frame_rate(busy) is None
    asyncio.run(machine.look(quiet, 0.035))
    assert machine.scheduler.frame_rate(busy) is not None


@pytest.mark.parametrize(
    ("cores", "work_s", "most"),
    [
        pytest.param(2, 0.03, 5, id="two cores"),
        pytest.param(4, 0.03, 10, id="four cores"),
        pytest.param(2, 0.07, 2, id="a slow machine"),
        pytest.param(1, 0.5, 1, id="too slow for more than one"),
        pytest.param(2, 0.001, 8, id="memory is the limit"),
    ],
)
def test_how_many_there_is_place_for_follows_from_what_frames_cost(cores, work_s, most):
    machine = Machine(cores)
    for number in range(most):
        machine.sit(str(number), work_s=work_s)
    assert machine.scheduler.people == machine.scheduler.slots == most
    assert machine.sit("one more") is None
    if most > 1:
        rounds_s = 0.9 * cores / (most * work_s)
        assert rounds_s >= FLOOR_FPS


def test_places_are_foretold_by_what_frames_cost_lately():
    machine = Machine()
    assert machine.scheduler.slots == 5
    machine.sit("a", work_s=0.06)
    assert machine.scheduler.slots == 2


def test_looks_that_wait_for_models_to_be_loaded_turn_nobody_away():
    machine = Machine()
    machine.sit("a", work_s=0.5, frames=LEAST_TIMED_FRAMES - 1)
    assert machine.scheduler.slots == 5


def test_the_wish_of_whoever_runs_it_goes_before_the_measure():
    machine = Machine(cores=1, slots=3)
    for name in "abc":
        assert machine.sit(name, work_s=1.0) is not None
    assert machine.sit("d") is None
    assert machine.scheduler.slots == 3


def test_opening_an_estimator_is_not_taken_for_what_a_look_costs():
    machine = Machine()
    slot = machine.scheduler.take("a", Model.FULL)

    async def open_and_look() -> None:
        async with machine.scheduler.turn(slot, is_usual=False):
            machine.clock.now_s += 5.0
        for _ in range(LEAST_TIMED_FRAMES):
            await machine.look(slot, 0.03)

    asyncio.run(open_and_look())
    assert machine.scheduler.slots == 5


def test_a_lost_connection_keeps_its_place_for_a_while_and_an_ended_set_does_not():
    machine = Machine(slots=1)
    for moment_s, free in ((14.0, False), (2.0, True)):
        if not machine.scheduler.people:
            machine.sit("a")
            machine.scheduler.leave("a", for_good=False)
        machine.clock.now_s += moment_s
        assert (machine.scheduler.people == 0) is free
    machine.sit("b")
    assert machine.sit("c") is None
    machine.scheduler.leave("b", for_good=True)
    assert machine.sit("c") is not None


def test_a_second_window_keeps_the_place_when_the_first_one_goes():
    machine = Machine(slots=1)
    slot = machine.sit("a")
    assert machine.sit("a") is slot
    machine.scheduler.leave("a", for_good=True)
    assert (machine.scheduler.people, machine.scheduler.sockets) == (1, 1)
    machine.scheduler.leave("a", for_good=True)
    assert (machine.scheduler.people, machine.scheduler.sockets) == (0, 0)


def test_whoever_waits_longest_is_next():
    order = []

    async def one(scheduler: FrameScheduler, name: str) -> None:
        slot = scheduler.take(name, Model.FULL)
        for _ in range(3):
            async with scheduler.turn(slot):
                order.append(name)
                await asyncio.sleep(0)

    async def all_of_them() -> None:
        # The clock stands: looks cost nothing, and only the order counts.
        scheduler = FrameScheduler(cores=1, slots=3, clock_s=Clock())
        await asyncio.gather(*(one(scheduler, name) for name in "abc"))

    asyncio.run(all_of_them())
    assert [sorted(order[start : start + 3]) for start in (0, 3, 6)] == [list("abc")] * 3


@pytest.mark.parametrize(("given", "slots"), [("", None), ("1", 1), ("12", 12)])
def test_slots_by_the_environment(monkeypatch, given, slots):
    monkeypatch.setenv(SEATS_VARIABLE, given)
    assert asked_slots() == slots


@pytest.mark.parametrize("given", ["0", "-1", "two", "1.5", "²"])
def test_slots_that_are_no_number_are_refused(monkeypatch, given):
    monkeypatch.setenv(SEATS_VARIABLE, given)
    with pytest.raises(CoachError, match="SCIATICA_COACH_SEATS must be a whole number from 1 up"):
        asked_slots()


@pytest.mark.parametrize(
    ("granted", "cores"),
    [
        pytest.param("max 100000", math.inf, id="no limit"),
        pytest.param("150000 100000", 1.5, id="one and a half"),
        pytest.param("nonsense", math.inf, id="another kind of file"),
    ],
)
def test_a_container_may_grant_less_than_the_machine_has(tmp_path, granted, cores):
    quota = tmp_path / "cpu.max"
    quota.write_text(granted)
    assert usable_cores(quota) == min(cores, usable_cores(tmp_path / "none"))
    assert usable_cores(tmp_path / "none") >= 1
