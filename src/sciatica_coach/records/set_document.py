"""The record of a set as plain data, and back: for files and for columns of the database.

Each class here names what is stored of one type, and checks it when it is read. `from_attributes`
fills them from the record itself, so that only the way back is written out.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainSerializer, PlainValidator

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.movement.reps import Rep
from sciatica_coach.coaching.sets.no_reps import NoRepsReason
from sciatica_coach.coaching.sets.record import AngleSeries, Range, SetRecord
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.motion.viewpoint import Viewpoint


class Stored(BaseModel):
    """What is stored of one type."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, ser_json_inf_nan="constants"
    )


def _sentence(value: object) -> TranslatableText:
    """The sentence itself, or the one made of this text and these values."""
    match value:
        case TranslatableText():
            return value
        case {"text": str(text), "values": dict(values)} if all(map(_is_value, values.values())):
            try:
                return TranslatableText(text, **{key: _part(each) for key, each in values.items()})
            except (KeyError, IndexError) as error:
                raise ValueError("a value of the sentence is missing") from error
    raise ValueError("not a sentence")


def _is_value(value: object) -> bool:
    return isinstance(value, dict | str | int | float)


def _part(value: object) -> object:
    return _sentence(value) if isinstance(value, dict) else value


def _sentence_parts(sentence: TranslatableText) -> dict[str, Any]:
    (text,), values = sentence.__getnewargs_ex__()
    parts = {
        name: _sentence_parts(each) if isinstance(each, TranslatableText) else each
        for name, each in values.items()
    }
    return {"text": text, "values": parts}


StoredSentence = Annotated[
    TranslatableText, PlainValidator(_sentence), PlainSerializer(_sentence_parts)
]
"""A sentence by its English text and its values, so that it can be said in any language later."""


class SetDocument(Stored):
    """The record of a set, without the angles of its frames."""

    exercise: str
    side: Side | None
    hold_asked_s: float
    reps_asked: int
    baselines: tuple[Baseline, ...]
    start_s: float
    end_s: float
    reps: tuple[Rep, ...]
    faults: tuple[Fault, ...]
    tracked_share: float
    viewpoint: Viewpoint | None
    range_of_motion: dict[Side, dict[Quantity, Range]]
    warnings: tuple[StoredSentence, ...]
    no_reps_reasons: tuple[NoRepsReason, ...] = ()

    def record(self, angle_series: AngleSeries | None = None) -> SetRecord:
        """The record again, with these angles of its frames."""
        return SetRecord(**dict(self), angle_series=angle_series or AngleSeries.empty())
