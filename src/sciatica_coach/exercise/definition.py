"""What an exercise is: the types that the files in `exercises/` are read into.

Every figure carries its unit in its name and either a source of the file's `sources` table or a
sentence in `derived` that says how it came about.
"""

import hashlib
import json
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sciatica_coach.exercise.fields import Few, Grounded, Id, Seconds, Table, Text
from sciatica_coach.exercise.limit import Condition
from sciatica_coach.exercise.movement import Coordination, Movement
from sciatica_coach.exercise.rules import CoordinationRule, Rule
from sciatica_coach.motion.viewpoint import Position


class Dose(Grounded):
    """How much is asked for; a therapist's own prescription goes before it."""

    hold_s: Seconds
    """0 for a movement without a hold."""
    reps: Annotated[int, Field(ge=1, le=100)]
    sets: Annotated[int, Field(ge=1, le=20)] = 1
    rest_s: Seconds = 0.0
    """Between repetitions or sides."""
    times_per_day: Annotated[int, Field(ge=1, le=24)] = 1
    alternate_sides: bool = True


class Source(Table):
    """Where a fact was read."""

    title: Text
    url: Text | None = None


class Precaution(Grounded):
    """When to leave the exercise out, or to ask first."""

    text: Text


class Demonstration(Table):
    """The clip that shows the exercise, and the side it is shown on."""

    clip: Annotated[str, Field(pattern=r"^[\w.-]+\.mp4$", max_length=100)]
    side: Literal["left", "right"]


class Exercise(Table):
    """An exercise, as a file in `exercises/` defines it."""

    id: Id
    name: Text
    purpose: Text
    position: Position
    view: Literal["side"]
    """How the camera looks at the person: at right angles to the plane of movement."""
    crossed_legs: bool = False
    """True where the working leg is the one whose ankle lies on the other thigh."""
    side_means: Text
    """Which leg is the working one, in words: "the leg you pull"."""
    set_up: Text
    """Where to put the camera and oneself."""
    instructions: Annotated[tuple[Text, ...], Field(min_length=1, max_length=30)]
    easier: Annotated[tuple[Text, ...], Few] = ()
    precautions: Annotated[tuple[Precaution, ...], Field(min_length=1, max_length=30)]
    demonstration: Demonstration | None = None
    dose: Dose
    movements: Annotated[tuple[Movement, ...], Field(min_length=1, max_length=6)]
    coordinations: Annotated[tuple[Coordination, ...], Few] = ()
    rules: Annotated[tuple[Rule, ...], Few] = ()
    sources: Annotated[dict[Text, Source], Field(min_length=1, max_length=100)]

    @property
    def sha256(self) -> str:
        """A fingerprint of what the definition says, whatever its comments and line breaks."""
        values = self.model_dump(mode="json", exclude_unset=True)
        canonical = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    @model_validator(mode="after")
    def _refers_to_what_exists(self) -> Self:
        problems = [*self._unknown_sources(), *self._unknown_movements(), *self._twins()]
        if self.position is Position.UNKNOWN:
            problems.append("position: must be supine, seated or standing, not unknown")
        if not self.coordinations:
            problems += [
                f"rules.{rule.id}: needs a [[coordinations]] table"
                for rule in self.rules
                if isinstance(rule, CoordinationRule)
            ]
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def _grounded(self) -> list[tuple[str, Grounded]]:
        named: list[tuple[str, Grounded]] = [("dose", self.dose)]
        for movement in self.movements:
            named.append((f"movements.{movement.id}", movement))
            for key in ("start", "throughout", "at_target"):
                conditions: tuple[Condition, ...] = getattr(movement, key)
                named += [(f"movements.{movement.id}.{key}", each) for each in conditions]
        named += [("coordinations", each) for each in self.coordinations]
        named += [(f"rules.{rule.id}", rule) for rule in self.rules]
        return named + [("precautions", each) for each in self.precautions]

    def _unknown_sources(self) -> list[str]:
        return [
            f"{where}.sources: no source {key!r} in [sources]"
            for where, grounded in self._grounded()
            for key in grounded.sources
            if key not in self.sources
        ]

    def _unknown_movements(self) -> list[str]:
        known = {movement.id for movement in self.movements}
        named = [(f"rules.{rule.id}", rule.movements) for rule in self.rules]
        named += [("coordinations", each.movements) for each in self.coordinations]
        return [
            f"{where}.movements: no movement {name!r} in [[movements]]"
            for where, names in named
            for name in names
            if name not in known
        ]

    def coordination_of(self, movement: str) -> Coordination | None:
        """What must move together in this movement."""
        for each in self.coordinations:
            if not each.movements or movement in each.movements:
                return each
        return None

    def _twins(self) -> list[str]:
        problems = []
        for key in ("movements", "rules"):
            ids = [each.id for each in getattr(self, key)]
            problems += [
                f"{key}: the id {name!r} is given twice"
                for name in sorted({name for name in ids if ids.count(name) > 1})
            ]
        return problems
