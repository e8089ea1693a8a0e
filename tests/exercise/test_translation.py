"""All that people read and hear of an exercise is put into words; nothing else changes."""

from collections.abc import Iterator

import pytest

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.translation import translated, worded
from sciatica_coach.language.catalog import language_for

SPANISH = language_for("es")
EXERCISES = [pytest.param(each, id=each.id) for each in load_exercises().values()]
NOT_SAID = frozenset({"id", "kind", "clip", "title", "url", "sources", "derived", "pattern"})
"""Keys whose texts are for machines, or for those who write the file."""


def differences(before: object, after: object, path: str = "") -> Iterator[str]:
    """The places at which two dumps differ."""
    if isinstance(before, dict):
        for key in before:
            yield from differences(before[key], after[key], f"{path}.{key}".lstrip("."))
    elif isinstance(before, (list, tuple)):
        for one, other in zip(before, after, strict=True):
            yield from differences(one, other, path)
    elif before != after:
        yield path


def sentences(told: object, path: str = "") -> Iterator[str]:
    """The places at which a dump holds a sentence for people: more than one word."""
    if isinstance(told, dict):
        for key, each in told.items():
            if key not in NOT_SAID:
                yield from sentences(each, f"{path}.{key}".lstrip("."))
    elif isinstance(told, (list, tuple)):
        for each in told:
            yield from sentences(each, path)
    elif isinstance(told, str) and (" " in told or told.endswith(".")):
        yield path


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_sentence_is_put_into_words(exercise):
    before = exercise.model_dump(mode="json")
    after = worded(exercise, lambda text: f"<{text}>").model_dump(mode="json")
    assert set(sentences(before)) <= set(differences(before, after))
    assert set(differences(before, after)) <= {
        "name",
        "purpose",
        "side_means",
        "set_up",
        "instructions",
        "easier",
        "precautions.text",
        "movements.name",
        "movements.start.advice",
        "movements.throughout.advice",
        "movements.at_target.advice",
        "rules.cue",
        "rules.praise",
    }


@pytest.mark.parametrize("exercise", EXERCISES)
def test_no_praise_stays_none(exercise):
    said = worded(exercise, lambda text: f"<{text}>")
    for before, after in zip(exercise.rules, said.rules, strict=True):
        assert after.praise == (None if before.praise is None else f"<{before.praise}>")


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_is_translated_and_stays_the_same_exercise(exercise):
    said = translated(exercise, SPANISH)
    assert type(exercise).model_validate(said.model_dump()) == said
    assert (said.id, said.dose, said.sources) == (exercise.id, exercise.dose, exercise.sources)
    assert not {exercise.name, exercise.set_up, *exercise.instructions} & {
        said.name,
        said.set_up,
        *said.instructions,
    }
