"""Every exercise file is tested by the ideal motion that follows from it."""

import pytest

from sciatica_coach.coaching.ideal import REPS, coach_ideal, contradictions
from sciatica_coach.exercise.catalog import load_exercise, load_exercises
from sciatica_coach.motion.landmarks import SIDES
from sciatica_coach.paths import EXERCISES

WAYS = [
    pytest.param(exercise, movement, side, id=f"{exercise.id}-{movement.id}-{side}")
    for exercise in load_exercises().values()
    for movement in exercise.movements
    for side in SIDES
]


@pytest.mark.parametrize(("exercise", "movement", "side"), WAYS)
def test_ideal_repetitions_count_exactly(exercise, movement, side):
    record = coach_ideal(exercise, movement, side)
    assert record.complete_reps == len(record.reps) == REPS
    assert {(rep.movement, rep.side) for rep in record.reps} == {(movement.id, side)}
    assert not record.faults


def test_a_file_that_contradicts_itself_does_not_count(tmp_path):
    text = (EXERCISES / "single-knee-to-chest.toml").read_text(encoding="utf-8")
    path = tmp_path / "single-knee-to-chest.toml"
    path.write_text(text.replace("below_deg = 75.0", "below_deg = 2.0", 1), encoding="utf-8")
    exercise = load_exercise(path)
    assert contradictions(exercise) == [
        "movements.pull: three ideal repetitions of the left side count as 0",
        "movements.pull: three ideal repetitions of the right side count as 0",
    ]
