"""An exercise as a whole: what its parts name must exist, and once only."""

import hashlib
from dataclasses import dataclass

import pytest
from pydantic import ValidationError

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Demonstration, Dose, Exercise
from tests.coaching.play import FIGURE_4, KNEE_TO_CHEST, NERVE_FLOSS

DOSE = KNEE_TO_CHEST.dose.model_dump()


def changed(exercise: Exercise, **changes) -> Exercise:
    return Exercise.model_validate(exercise.model_dump() | changes)


def problems(exercise: Exercise, **changes) -> str:
    with pytest.raises(ValidationError) as caught:
        changed(exercise, **changes)
    return str(caught.value)


def with_sources(table, *codes: str):
    return table.model_dump() | {"sources": codes}


PULL = KNEE_TO_CHEST.movements[0]
RULE = KNEE_TO_CHEST.rules[0]
TOGETHER = NERVE_FLOSS.coordinations[0]
CONDITIONS = {
    key: next(
        (exercise, movement)
        for exercise in (KNEE_TO_CHEST, FIGURE_4, NERVE_FLOSS)
        for movement in exercise.movements
        if getattr(movement, key)
    )
    for key in ("start", "throughout", "at_target")
}


@pytest.mark.parametrize(
    ("exercise", "changes", "place"),
    [
        pytest.param(KNEE_TO_CHEST, {"dose": with_sources(KNEE_TO_CHEST.dose, "Z9")}, "dose"),
        pytest.param(
            KNEE_TO_CHEST, {"movements": [with_sources(PULL, "Z9")]}, f"movements.{PULL.id}"
        ),
        pytest.param(KNEE_TO_CHEST, {"rules": [with_sources(RULE, "Z9")]}, f"rules.{RULE.id}"),
        pytest.param(
            KNEE_TO_CHEST,
            {"precautions": [with_sources(KNEE_TO_CHEST.precautions[0], "Z9")]},
            "precautions",
        ),
        pytest.param(
            NERVE_FLOSS, {"coordinations": [with_sources(TOGETHER, "Z9")]}, "coordinations"
        ),
        *(
            pytest.param(
                exercise,
                {
                    "movements": [
                        movement.model_dump()
                        | {key: [with_sources(getattr(movement, key)[0], "Z9")]}
                    ],
                    "rules": [],
                    "coordinations": [],
                },
                f"movements.{movement.id}.{key}",
            )
            for key, (exercise, movement) in CONDITIONS.items()
        ),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_a_source_must_be_in_the_files_table(exercise, changes, place):
    assert f"{place}.sources: no source 'Z9' in [sources]" in problems(exercise, **changes)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param(
            {"movements": [PULL.model_dump()] * 2},
            f"movements: the id '{PULL.id}' is given twice",
            id="twin movements",
        ),
        pytest.param(
            {"rules": [RULE.model_dump()] * 2},
            f"rules: the id '{RULE.id}' is given twice",
            id="twin rules",
        ),
        pytest.param(
            {"rules": [RULE.model_dump() | {"movements": ("push",)}]},
            f"rules.{RULE.id}.movements: no movement 'push' in [[movements]]",
            id="rule of an unknown movement",
        ),
        pytest.param(
            {
                "coordinations": [
                    TOGETHER.model_dump() | {"movements": ("push",), "sources": ("K1",)}
                ]
            },
            "coordinations.movements: no movement 'push' in [[movements]]",
            id="coordination of an unknown movement",
        ),
        pytest.param({"position": "unknown"}, "must be supine, seated or standing", id="position"),
        pytest.param({"position": "upside down"}, "position", id="no position"),
        pytest.param({"view": "front"}, "view", id="view"),
        pytest.param({"instructions": ()}, "instructions", id="no instruction"),
        pytest.param({"precautions": ()}, "precautions", id="no precaution"),
        pytest.param({"movements": ()}, "movements", id="no movement"),
        pytest.param({"sources": {}}, "sources", id="no source"),
    ],
)
def test_an_exercise_that_is_none_is_told(changes, problem):
    assert problem in problems(KNEE_TO_CHEST, **changes)


def test_a_rule_of_coordination_needs_one():
    told = problems(NERVE_FLOSS, coordinations=[])
    for name in ("tensioner_pattern", "out_of_sync"):
        assert f"rules.{name}: needs a [[coordinations]] table" in told


def test_all_that_is_wrong_is_told_at_once():
    told = problems(KNEE_TO_CHEST, position="unknown", rules=[with_sources(RULE, "Z9")] * 2)
    for part in ("no source 'Z9'", "is given twice", "position: must be"):
        assert part in told


@dataclass(frozen=True)
class Owned:
    """The movements that each coordination of an exercise belongs to."""

    name: str
    movements: tuple[tuple[str, ...], ...]
    asked: str
    found: int | None


@pytest.mark.parametrize(
    "case",
    [
        Owned("none there", (), "floss", None),
        Owned("of all", ((),), "floss", 0),
        Owned("of this one", (("held_floss",), ("floss",)), "floss", 1),
        Owned("of another one", (("held_floss",),), "floss", None),
        Owned("the first that fits", ((), ("floss",)), "floss", 0),
    ],
    ids=lambda case: case.name,
)
def test_the_coordination_of_a_movement(case):
    tables = tuple(TOGETHER.model_copy(update={"movements": each}) for each in case.movements)
    exercise = NERVE_FLOSS.model_copy(update={"coordinations": tables})
    found = exercise.coordination_of(case.asked)
    assert found is (None if case.found is None else tables[case.found])


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        pytest.param({"reps": 0}, "greater than or equal to 1", id="no repetition"),
        pytest.param({"reps": 101}, "less than or equal to 100", id="too many repetitions"),
        pytest.param({"sets": 0}, "greater than or equal to 1", id="no set"),
        pytest.param({"times_per_day": 25}, "less than or equal to 24", id="every hour and more"),
        pytest.param({"hold_s": -3.0}, "greater than or equal to 0", id="hold below 0"),
    ],
)
def test_a_dose_that_cannot_be_done_is_told(changes, problem):
    with pytest.raises(ValidationError, match=problem):
        Dose.model_validate(DOSE | changes)


@pytest.mark.parametrize("clip", ["../knee.mp4", "folder/knee.mp4", "knee.avi", ""])
def test_a_clip_is_the_plain_name_of_a_video(clip):
    assert Demonstration(clip="knee-1.mp4", side="left").clip == "knee-1.mp4"
    with pytest.raises(ValidationError, match="pattern"):
        Demonstration(clip=clip, side="left")


def test_fingerprint_changes_with_the_definition_alone():
    exercises = load_exercises()
    prints = {exercise.sha256 for exercise in exercises.values()}
    assert len(prints) == len(exercises)
    again = load_exercises()["figure-4"]
    assert again.sha256 == exercises["figure-4"].sha256
    dose = again.dose.model_copy(update={"hold_s": 21.0})
    assert again.model_copy(update={"dose": dose}).sha256 not in prints
    assert len(next(iter(prints))) == len(hashlib.sha256().hexdigest())
