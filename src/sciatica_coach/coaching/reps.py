"""Repetitions from the course of one angle. No clock but the frames' own."""

from dataclasses import dataclass

from sciatica_coach.motion.landmarks import Side


@dataclass(frozen=True, slots=True)
class Rep:
    """One excursion from the start position and back."""

    side: Side
    movement: str
    start_s: float
    end_s: float
    peak_deg: float
    """The angle furthest along the way to the target."""
    hold_s: float
    """Time seen at the target; time out of sight does not count."""
    reached: bool
    """False for an attempt that turned back before the target."""
    complete: bool
    """Reached, and held as long as the dose asks."""
    faults: tuple[str, ...]
    """Ids of the rules seen within it, each once."""
