"""Everything that the coach may say aloud, for translations and recorded voices."""

from collections.abc import Iterable, Iterator

from sciatica_coach.coaching.feedback import advice
from sciatica_coach.coaching.feedback.phrases import Phrase
from sciatica_coach.coaching.own_range import calibration
from sciatica_coach.exercise.definition import Exercise


def phrase_book(exercises: Iterable[Exercise]) -> tuple[str, ...]:
    """Everything that may be said aloud, in English, each once."""
    return tuple(dict.fromkeys(map(str, _all(exercises))))


def _all(exercises: Iterable[Exercise]) -> Iterator[str]:
    yield from Phrase
    yield from advice.sentences()
    yield from calibration.INSTRUCTIONS
    for exercise in exercises:
        for movement in exercise.movements:
            for condition in (*movement.start, *movement.throughout, *movement.at_target):
                yield condition.advice
        for rule in exercise.rules:
            yield rule.cue
            if rule.praise:
                yield rule.praise
