"""Two signals over one repetition: in step, opposed, or too little moved to tell."""

import pytest

from sciatica_coach.coaching.faults.coordination import Coordinator
from sciatica_coach.exercise.movement import Coordination
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from tests.coaching.built import sample
from tests.coaching.play import course, times

NAN = float("nan")
TOES, HEAD = Quantity.ANKLE_DORSIFLEXION, Quantity.NECK_FLEXION
FLOSS = Coordination(
    first={"quantity": TOES, "at_least_deg": 12.0},
    second={"quantity": HEAD, "at_least_deg": 30.0},
    sign=-1,
    opposed_from_deg=15.0,
    in_step_above=0.5,
    opposed_below=-0.3,
    derived="toes come up while the head goes back: for this test",
)
TOES_UP = course((0, -20), (2, 0))


def seen(head_at, *, toes_at=TOES_UP, posture_at=lambda _: True, trust_at=lambda _: 1.0):
    """A coordinator that has seen two seconds."""
    coordinator = Coordinator(FLOSS)
    for time_s in times(2.05, 20.0):
        values = {(TOES, Side.RIGHT): toes_at(time_s), HEAD: head_at(time_s)}
        coordinator.update(
            sample(
                time_s,
                values,
                trust={HEAD: trust_at(time_s)},
                in_posture=posture_at(time_s),
            )
        )
    return coordinator


@pytest.mark.parametrize(
    ("head_at", "agreement", "second_is_missing"),
    [
        pytest.param(course((0, 20), (2, -20)), 1.0, False, id="up with the toes: in step"),
        pytest.param(course((0, -20), (2, 20)), -1.0, False, id="down with the toes: opposed"),
        pytest.param(course((0, -10), (2, 10)), -1.0, True, id="opposed tells itself sooner"),
        pytest.param(course((0, 10), (2, -10)), NAN, True, id="in step only after the full way"),
        pytest.param(course((0, -6), (2, 6)), NAN, True, id="opposed by next to nothing"),
        pytest.param(lambda _: 0.0, NAN, True, id="the head stays behind"),
        pytest.param(
            course((0, 20), (1, -20), (2, 20)), 0.0, False, id="to and fro: neither of both"
        ),
    ],
)
def test_what_two_signals_tell(head_at, agreement, second_is_missing):
    coordinator = seen(head_at)
    assert coordinator.agreement() == pytest.approx(agreement, abs=0.05, nan_ok=True)
    assert coordinator.second_is_missing() is second_is_missing


UP, DOWN = course((0, 20), (2, -20)), course((0, -20), (2, 20))


@pytest.mark.parametrize(
    "toes_at",
    [
        pytest.param(lambda _: -20.0, id="still"),
        pytest.param(course((0, -20), (2, -10)), id="hardly moving"),
        pytest.param(lambda _: NAN, id="not seen"),
    ],
)
@pytest.mark.parametrize("head_at", [UP, DOWN], ids=["up", "down"])
def test_while_the_toes_have_not_moved_the_head_may_do_what_it_likes(toes_at, head_at):
    coordinator = seen(head_at, toes_at=toes_at)
    assert coordinator.agreement() == pytest.approx(NAN, nan_ok=True)
    assert not coordinator.second_is_missing()


@pytest.mark.parametrize(
    ("posture_at", "is_another_movement"),
    [
        pytest.param(lambda t: not 0.5 < t < 0.95, False, id="a moment out of posture"),
        pytest.param(lambda t: not 0.5 < t < 1.2, True, id="longer out of posture"),
        pytest.param(lambda t: t < 1.99, True, id="out of posture just now"),
        pytest.param(
            lambda t: not (0.3 < t < 0.7 or 1.2 < t < 1.6), True, id="twice a moment is longer"
        ),
    ],
)
def test_out_of_posture_it_is_another_movement(posture_at, is_another_movement):
    opposed = seen(DOWN, posture_at=posture_at)
    told = NAN if is_another_movement else -1.0
    assert opposed.agreement() == pytest.approx(told, abs=0.05, nan_ok=True)
    stiff = seen(lambda _: 0.0, posture_at=posture_at)
    assert stiff.second_is_missing() is not is_another_movement


def test_what_is_done_out_of_posture_is_passed_over():
    """The head falls for a moment as the person shifts on the chair."""

    def head_at(time_s):
        return 80.0 if 0.5 < time_s < 0.9 else UP(time_s)

    shifting = seen(head_at, posture_at=lambda t: not 0.5 < t < 0.9)
    assert shifting.agreement() == pytest.approx(1.0, abs=0.05)
    assert seen(head_at).agreement() < 0.9


def test_moments_without_both_signals_are_passed_over():
    def head_at(time_s):
        return 80.0 if 0.5 < time_s < 0.9 else UP(time_s)

    hidden = seen(head_at, trust_at=lambda t: 0.1 if 0.5 < t < 0.9 else 1.0)
    assert hidden.agreement() == pytest.approx(1.0, abs=0.05)


def test_nothing_is_told_before_anything_was_seen():
    coordinator = Coordinator(FLOSS)
    assert coordinator.agreement() == pytest.approx(NAN, nan_ok=True)
    assert not coordinator.second_is_missing()
