"""What counts as a fault, how much it matters, and what is said about it."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from sciatica_coach.exercise.fields import Few, Grounded, Id, Seconds, Spoken
from sciatica_coach.exercise.limit import Leg, Limit
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.motion.quantities import Quantity


class Severity(StrEnum):
    """How much a fault matters."""

    INFO = "info"
    CORRECT = "correct"
    STOP = "stop"


class _Rule(Grounded):
    id: Id
    severity: Severity
    cue: Spoken
    """Said and shown while the fault lasts."""
    praise: Spoken | None = None
    """Said once when the fault has been mended."""
    movements: Annotated[tuple[Id, ...], Few] = ()
    """The movements it belongs to; empty for all."""


class LimitRule(_Rule, Limit):
    """A fault while a quantity lies within bounds for longer than the dwell time."""

    kind: Literal["limit"]
    dwell_s: Seconds
    during: Annotated[tuple[Phase, ...], Few] = (Phase.OUT, Phase.TARGET, Phase.BACK)


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
