"""An exercise with all that people read and hear of it in another language."""

from collections.abc import Callable

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.limit import Condition
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.exercise.rules import Rule
from sciatica_coach.language.catalog import Language

Say = Callable[[str], str]


def translated(exercise: Exercise, language: Language) -> Exercise:
    """The exercise in a language; sources and ids stay as they are."""
    return worded(exercise, language.say)


def worded(exercise: Exercise, say: Say) -> Exercise:
    """The exercise with each of its texts put through `say`."""
    return exercise.model_copy(
        update={
            "name": say(exercise.name),
            "purpose": say(exercise.purpose),
            "side_means": say(exercise.side_means),
            "set_up": say(exercise.set_up),
            "instructions": tuple(map(say, exercise.instructions)),
            "easier": tuple(map(say, exercise.easier)),
            "precautions": tuple(
                each.model_copy(update={"text": say(each.text)}) for each in exercise.precautions
            ),
            "movements": tuple(_movement(each, say) for each in exercise.movements),
            "rules": tuple(_rule(each, say) for each in exercise.rules),
        }
    )


def _movement(movement: Movement, say: Say) -> Movement:
    def conditions(given: tuple[Condition, ...]) -> tuple[Condition, ...]:
        return tuple(each.model_copy(update={"advice": say(each.advice)}) for each in given)

    return movement.model_copy(
        update={
            "name": say(movement.name),
            "start": conditions(movement.start),
            "throughout": conditions(movement.throughout),
            "at_target": conditions(movement.at_target),
        }
    )


def _rule(rule: Rule, say: Say) -> Rule:
    praise = say(rule.praise) if rule.praise else None
    return rule.model_copy(update={"cue": say(rule.cue), "praise": praise})
