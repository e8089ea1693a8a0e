"""What the tables of an exercise file have in common: texts, figures, and where they are from."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from sciatica_coach.language.marking import SPOKEN_WORDS
from sciatica_coach.visible_text import visible

LONGEST_TEXT = 2000
"""Characters of a text that people read; the longest of ours has 400."""


def _is_short(text: str) -> str:
    words = len(text.split())
    if words > SPOKEN_WORDS:
        raise ValueError(f"must have at most {SPOKEN_WORDS} words, but has {words}")
    return text


def _is_plain(text: str) -> str:
    if any(visible(line) != line for line in text.split("\n")):
        raise ValueError("must hold no control characters and none that cannot be seen")
    return text


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_is_plain)]
Spoken = Annotated[Text, AfterValidator(_is_short)]
"""Said aloud, and shown in letters that are read from three metres: at most eight words."""
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
Seconds = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]
Finite = Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)]
"""A bound of a quantity; no angle, length or share of a body has more."""
Few = Field(max_length=30)
"""Of a list: all that stands in a file is looked at in every frame, or read by people."""


class Table(BaseModel):
    """A table of an exercise file: unknown keys are problems, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Grounded(Table):
    """Something with figures in it, and where they come from."""

    sources: Annotated[tuple[Text, ...], Few] = ()
    """Keys of the file's `sources` table."""
    derived: Text | None = None
    """How figures came about that no source gives."""

    @model_validator(mode="after")
    def _has_a_ground(self) -> Self:
        if not self.sources and not self.derived:
            raise ValueError("needs sources, or a sentence in derived that says where it is from")
        return self
