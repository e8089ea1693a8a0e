"""What an exercise is: the types that the files in `exercises/` are read into.

Every figure carries its unit in its name and either a source of the file's `sources` table or a
sentence in `derived` that says how it came about.
"""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from sciatica_coach.language.marking import SPOKEN_WORDS
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import MIDLINE, Quantity, Unit
from sciatica_coach.motion.viewpoint import Position


def _is_short(text: str) -> str:
    words = len(text.split())
    if words > SPOKEN_WORDS:
        raise ValueError(f"must have at most {SPOKEN_WORDS} words, but has {words}")
    return text


Text = Annotated[str, Field(min_length=1)]
Spoken = Annotated[str, Field(min_length=1), AfterValidator(_is_short)]
"""Said aloud, and shown in letters that are read from three metres: at most eight words."""
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$")]
Seconds = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Leg(StrEnum):
    """Which leg a quantity is taken from."""

    WORKING = "working"
    """The leg that does the exercise: pulled, crossed or extended."""
    OTHER = "other"

    def of(self, working: Side) -> Side:
        """The person's side that is meant, by the side that does the exercise."""
        return working if self is Leg.WORKING else working.other


class Severity(StrEnum):
    """How much a fault matters."""

    INFO = "info"
    CORRECT = "correct"
    STOP = "stop"


class Phase(StrEnum):
    """Where in a repetition the person is."""

    START = "start"
    OUT = "out"
    TARGET = "target"
    BACK = "back"


class Table(BaseModel):
    """A table of an exercise file: unknown keys are problems, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Grounded(Table):
    """Something with figures in it, and where they come from."""

    sources: tuple[Text, ...] = ()
    """Keys of the file's `sources` table."""
    derived: Text | None = None
    """How figures came about that no source gives."""

    @model_validator(mode="after")
    def _has_a_ground(self) -> Self:
        if not self.sources and not self.derived:
            raise ValueError("needs sources, or a sentence in derived that says where it is from")
        return self


class Limit(Table):
    """A quantity held against bounds; true while it is within them."""

    quantity: Quantity
    leg: Leg = Leg.WORKING
    from_start: bool = False
    """Judge the change from the person's own start position."""
    above_deg: Finite | None = None
    below_deg: Finite | None = None
    above_torso: Finite | None = None
    below_torso: Finite | None = None
    above_share: Finite | None = None
    below_share: Finite | None = None

    @model_validator(mode="after")
    def _bounds_fit_the_quantity(self) -> Self:
        unit = self.quantity.unit
        given = [name for name, value in self._bounds() if value is not None]
        wrong = [name for name in given if not name.endswith(f"_{unit}")]
        if wrong:
            raise ValueError(f"{self.quantity} is counted in {unit}, not {', '.join(wrong)}")
        if not given:
            raise ValueError(f"needs above_{unit} or below_{unit}")
        if self.above > self.below:
            raise ValueError(f"above_{unit} must not exceed below_{unit}")
        if self.quantity in MIDLINE and self.leg is Leg.OTHER:
            raise ValueError(f"{self.quantity} has no side: leave leg out")
        return self

    def _bounds(self) -> tuple[tuple[str, float | None], ...]:
        return tuple(
            (f"{way}_{unit}", getattr(self, f"{way}_{unit}"))
            for way in ("above", "below")
            for unit in Unit
        )

    @property
    def above(self) -> float:
        """Lower bound in the quantity's unit, -inf if there is none."""
        value: float | None = getattr(self, f"above_{self.quantity.unit}")
        return float("-inf") if value is None else value

    @property
    def below(self) -> float:
        """Upper bound in the quantity's unit, +inf if there is none."""
        value: float | None = getattr(self, f"below_{self.quantity.unit}")
        return float("inf") if value is None else value

    def holds(self, value: float) -> bool:
        """Whether a value (or its change from the start) lies within the bounds."""
        return self.above <= value <= self.below


class Condition(Limit, Grounded):
    """A limit that a posture must keep to, and what to say when it does not."""

    advice: Spoken


class Movement(Grounded):
    """One way from a start to a target and back, told by one quantity."""

    id: Id
    name: Text
    quantity: Quantity
    leg: Leg = Leg.WORKING
    start_deg: Finite
    """Where a typical person starts; replaced by the own start when it is seen."""
    target_deg: Finite
    """Where the target begins; replaced by the own baseline where there is one."""
    from_start: bool = False
    """True if start and target are changes from the person's own start, not absolute angles."""
    start: tuple[Condition, ...] = ()
    """What must hold in the start position before repetitions are counted."""
    throughout: tuple[Condition, ...] = ()
    """What must hold all along, or the attempt is not this exercise."""
    at_target: tuple[Condition, ...] = ()
    """What must hold for the target to count as reached."""

    @model_validator(mode="after")
    def _has_a_way(self) -> Self:
        if self.quantity.unit is not Unit.DEG:
            raise ValueError(f"quantity must be an angle, not {self.quantity}")
        if abs(self.target_deg - self.start_deg) < 10:
            raise ValueError("start_deg and target_deg must be at least 10 degrees apart")
        return self

    @property
    def direction(self) -> int:
        """1 if the angle rises on the way to the target, else -1."""
        return 1 if self.target_deg > self.start_deg else -1


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


class Sweep(Table):
    """One of two quantities that must move together, and how far it must at least."""

    quantity: Quantity
    leg: Leg = Leg.WORKING
    at_least_deg: Annotated[float, Field(gt=0, le=180)]


class Coordination(Grounded):
    """Two quantities that move together over a repetition.

    Compared by the correlation of the two over the repetition so far, times `sign`.
    """

    movements: tuple[Id, ...] = ()
    """The movements it belongs to; empty for all."""
    first: Sweep
    second: Sweep
    sign: Literal[1, -1]
    """1 if both rise together, -1 if one falls while the other rises."""
    opposed_from_deg: Annotated[float, Field(gt=0, le=180)]
    """The second one's sweep from which running against the first one is told: safety comes
    before the full sweep."""
    in_step_above: Annotated[float, Field(ge=-1, le=1)]
    opposed_below: Annotated[float, Field(ge=-1, le=1)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.opposed_below >= self.in_step_above:
            raise ValueError("opposed_below must lie below in_step_above")
        return self


class _Rule(Grounded):
    id: Id
    severity: Severity
    cue: Spoken
    """Said and shown while the fault lasts."""
    praise: Spoken | None = None
    """Said once when the fault has been mended."""
    movements: tuple[Id, ...] = ()
    """The movements it belongs to; empty for all."""


class LimitRule(_Rule, Limit):
    """A fault while a quantity lies within bounds for longer than the dwell time."""

    kind: Literal["limit"]
    dwell_s: Seconds
    during: tuple[Phase, ...] = (Phase.OUT, Phase.TARGET, Phase.BACK)


class TempoRule(_Rule):
    """A fault when the way to the target is covered faster than it should be.

    The mean speed of the movement's angle from leaving the start to reaching the target: a peak
    speed would tell more of the estimate's noise than of the person.
    """

    kind: Literal["tempo"]
    faster_than_deg_s: Annotated[float, Field(gt=0, le=2000)]


class StillRule(_Rule):
    """A fault when a quantity stands still at the target where it should keep moving."""

    kind: Literal["still"]
    quantity: Quantity
    leg: Leg = Leg.WORKING
    within_deg: Annotated[float, Field(gt=0, le=45)]
    dwell_s: Seconds


class SwingRule(_Rule):
    """A fault when a quantity swings to and fro at the target."""

    kind: Literal["swing"]
    quantity: Quantity
    leg: Leg = Leg.WORKING
    swing_deg: Annotated[float, Field(gt=0, le=90)]
    turns: Annotated[int, Field(ge=1, le=40)]
    """How many turns are one too many; a swing to and fro has two."""


class Outcome(StrEnum):
    """What a repetition lacks that is not complete."""

    HOLD_TOO_SHORT = "hold_too_short"
    NOT_FAR_ENOUGH = "not_far_enough"


class OutcomeRule(_Rule):
    """A fault of a whole repetition, known when it ends."""

    kind: Literal["outcome"]
    outcome: Outcome


class CoordinationRule(_Rule):
    """A fault of the file's coordination."""

    kind: Literal["coordination"]
    pattern: Literal["opposed", "out_of_step"]
    dwell_s: Seconds


Rule = Annotated[
    LimitRule | TempoRule | StillRule | SwingRule | OutcomeRule | CoordinationRule,
    Field(discriminator="kind"),
]


class Source(Table):
    """Where a fact was read."""

    title: Text
    url: Text | None = None


class Precaution(Grounded):
    """When to leave the exercise out, or to ask first."""

    text: Text


class Demonstration(Table):
    """The clip that shows the exercise, and the side it is shown on."""

    clip: Annotated[str, Field(pattern=r"^[\w.-]+\.mp4$")]
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
    instructions: Annotated[tuple[Text, ...], Field(min_length=1)]
    easier: tuple[Text, ...] = ()
    precautions: Annotated[tuple[Precaution, ...], Field(min_length=1)]
    demonstration: Demonstration | None = None
    dose: Dose
    movements: Annotated[tuple[Movement, ...], Field(min_length=1)]
    coordinations: tuple[Coordination, ...] = ()
    rules: tuple[Rule, ...] = ()
    sources: Annotated[dict[str, Source], Field(min_length=1)]

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
