"""The columns of the table of an analysis, and how its figures are written."""

import math
from collections.abc import Iterator

from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.quantities import MIDLINE, Quantity
from sciatica_coach.review.decimal_mark import DecimalMark

_DECIMALS = 3
"""Thousandths of a degree are far below what is measured; they keep a slow change visible."""
_TIME_DECIMALS = 4
"""Frames of a camera of 240 pictures a second lie 42 ten-thousandths of a second apart."""


def header() -> list[str]:
    """The names of the columns."""
    return ["time_s", "tracked", *(name for name, _, _ in _columns())]


def rows(record: SetRecord) -> Iterator[tuple[float | int | None, ...]]:
    """One row a frame, rounded; None where a value was not measurable."""
    angle_series = record.angle_series
    series = [angle_series.values[:, quantity.row, side.column] for _, quantity, side in _columns()]
    for row, time_s in enumerate(angle_series.time_s):
        values = (_rounded(float(each[row])) for each in series)
        tracked = int(angle_series.tracked[row])
        yield (round(float(time_s), _TIME_DECIMALS), tracked, *values)


def cell(value: float | int | None, decimal: DecimalMark) -> str:
    """A figure as the table holds it; empty for None."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else decimal.written(value)


def _columns() -> Iterator[tuple[str, Quantity, Side]]:
    for quantity in Quantity:
        if quantity in MIDLINE:
            yield f"{quantity}_{quantity.unit}", quantity, Side.LEFT
        else:
            for side in SIDES:
                yield f"{side}_{quantity}_{quantity.unit}", quantity, side


def _rounded(value: float) -> float | None:
    return round(value, _DECIMALS) if math.isfinite(value) else None
