"""What is said of a change over time, in sentences without a full stop."""

from collections.abc import Callable

from sciatica_coach.history import PastSession
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.change import Change, Trend
from sciatica_coach.progress.pain import PainOverTime, PainPart, PainSeries
from sciatica_coach.progress.range_of_motion import RangePoint, RangeSeries
from sciatica_coach.progress.sides import (
    USUAL_DIFFERENCE_DEG,
    SideComparison,
    SideVerdict,
)
from sciatica_coach.safety.pain import PainChange

_SIDES = {Side.LEFT: N_("Left side"), Side.RIGHT: N_("Right side")}
_PARTS = {
    PainPart.LEG: N_("Leg pain before exercising"),
    PainPart.BACK: N_("Back pain before exercising"),
}
_EFFECTS = {
    PainPart.LEG: (
        N_("After exercising, leg pain is mostly lower, by about {points}"),
        N_("After exercising, leg pain is mostly the same as before"),
        N_("After exercising, leg pain is mostly higher, by about {points}"),
    ),
    PainPart.BACK: (
        N_("After exercising, back pain is mostly lower, by about {points}"),
        N_("After exercising, back pain is mostly the same as before"),
        N_("After exercising, back pain is mostly higher, by about {points}"),
    ),
}
_IN_SHORT = {
    Trend.MORE: N_("{what}: clearly more than from {before_days}"),
    Trend.LESS: N_("{what}: clearly less than from {before_days}"),
    Trend.NO_CLEAR_CHANGE: N_("{what}: no clear change since {before_days}"),
}
_DEGREES = {
    Trend.MORE: N_(
        "{what}: clearly more. About {now} from {now_days}, about {before} from {before_days}; "
        "up to {needed} of change may be measurement error"
    ),
    Trend.LESS: N_(
        "{what}: clearly less. About {now} from {now_days}, about {before} from {before_days}; "
        "up to {needed} of change may be measurement error"
    ),
    Trend.NO_CLEAR_CHANGE: N_(
        "{what}: no clear change. About {now} from {now_days}, about {before} from {before_days}; "
        "up to {needed} of change may be measurement error"
    ),
}
_POINTS = {
    Trend.MORE: N_(
        "{what}: clearly more. About {now} of 10 from {now_days}, about {before} from "
        "{before_days}; less than {needed} points of change may be chance"
    ),
    Trend.LESS: N_(
        "{what}: clearly less. About {now} of 10 from {now_days}, about {before} from "
        "{before_days}; less than {needed} points of change may be chance"
    ),
    Trend.NO_CLEAR_CHANGE: N_(
        "{what}: no clear change. About {now} of 10 from {now_days}, about {before} from "
        "{before_days}; less than {needed} points of change may be chance"
    ),
}
_WITHOUT_FIGURES = {
    Trend.MORE: N_("{what}: clearly more from {now_days} than from {before_days}"),
    Trend.LESS: N_("{what}: clearly less from {now_days} than from {before_days}"),
    Trend.NO_CLEAR_CHANGE: N_("{what}: no clear change from {before_days} to {now_days}"),
}
_DIFFERENCES = {
    SideVerdict.LEFT_FURTHER: N_(
        "The left side goes clearly further: {left} against {right}; "
        "up to {needed} of difference may be usual or measurement error"
    ),
    SideVerdict.RIGHT_FURTHER: N_(
        "The right side goes clearly further: {right} against {left}; "
        "up to {needed} of difference may be usual or measurement error"
    ),
    SideVerdict.NO_CLEAR_DIFFERENCE: N_(
        "No clear difference: left {left}, right {right}; "
        "up to {needed} of difference may be usual or measurement error"
    ),
}
_ENDINGS = {
    PainChange.MOVED_DOWN: N_("After it the symptoms were felt further down the leg."),
    PainChange.NEW_TINGLING: N_("After it tingling or numbness had begun or grown."),
    PainChange.CLEAR_RISE: N_("After it the pain was clearly more than before."),
}
"""What a session ends with."""
_COUNTED = {
    PainChange.MOVED_DOWN: N_(
        "After {count} of {sessions} sessions the symptoms were felt further down the leg"
    ),
    PainChange.NEW_TINGLING: N_(
        "After {count} of {sessions} sessions tingling or numbness had begun or grown"
    ),
    PainChange.CLEAR_RISE: N_(
        "After {count} of {sessions} sessions the pain was clearly more than before"
    ),
}


def told_range(series: RangeSeries) -> TranslatableText:
    """How the range of one side has changed."""
    said = _DEGREES if series.is_shown_in_degrees else _WITHOUT_FIGURES
    return _told(series.change, TranslatableText(_SIDES[series.side]), said, degrees)


def told_pain(series: PainSeries) -> TranslatableText:
    """How pain before exercising has changed."""
    return _told(series.change, TranslatableText(_PARTS[series.part]), _POINTS, _points)


def told_effect(series: PainSeries) -> TranslatableText | None:
    """What sessions mostly did to pain; None if it was said too seldom."""
    effect = series.session_effect
    if effect is None:
        return None
    lower, same, higher = _EFFECTS[series.part]
    if effect == 0:
        return TranslatableText(same)
    return TranslatableText(lower if effect < 0 else higher, points=_points(abs(effect)))


def told_endings(session: PastSession) -> tuple[TranslatableText, ...]:
    """What a session did to pain that asks to stop, what matters most first."""
    found = [_ENDINGS[each] for each in session.pain_changes if each in _ENDINGS]
    return tuple(map(TranslatableText, found))


def told_ending_counts(pain: PainOverTime) -> tuple[TranslatableText, ...]:
    """How many sessions ended so, what matters most first."""
    return tuple(
        TranslatableText(_COUNTED[change], count=count, sessions=pain.answered_sessions)
        for change, count in pain.grave_endings.items()
    )


def told_in_short(change: Change, what: TranslatableText) -> TranslatableText:
    """The trend alone, without figures."""
    if change.before is None:
        return _told_too_few(change, what)
    return TranslatableText(_IN_SHORT[change.trend], what=what, before_days=change.before.told)


def told_sides(comparison: SideComparison) -> TranslatableText:
    """Left against right in the last days."""
    return TranslatableText(
        _DIFFERENCES[comparison.verdict],
        left=degrees(comparison.left.deg),
        right=degrees(comparison.right.deg),
        needed=degrees(comparison.needed_deg),
    )


def told_usual_difference() -> TranslatableText:
    """What is usual, and where that was read."""
    return TranslatableText(
        "In healthy people the left and the right straight-leg raise differ by {usual} on average "
        "(source M11)",
        usual=degrees(USUAL_DIFFERENCE_DEG),
    )


def told_point(point: RangePoint) -> str:
    """An angle with its uncertainty."""
    return f"{point.deg:.0f}° ± {point.uncertainty_deg:.0f}°"


def degrees(deg: float) -> str:
    """Whole degrees: more would look more exact than they are."""
    return f"{deg:.0f}°"


def told_missing(missing_days: int) -> TranslatableText:
    """How long it takes until a change can be told."""
    if missing_days == 1:
        return TranslatableText("one more day is needed to tell a change")
    return TranslatableText("{missing} more days are needed to tell a change", missing=missing_days)


def _told(
    change: Change,
    what: TranslatableText,
    said: dict[Trend, str],
    figure: Callable[[float], str],
) -> TranslatableText:
    before, now = change.before, change.now
    if before is None or now is None:
        return _told_too_few(change, what)
    return TranslatableText(
        said[change.trend],
        what=what,
        now=figure(now.middle),
        before=figure(before.middle),
        needed=figure(change.needed),
        now_days=now.told,
        before_days=before.told,
    )


def _told_too_few(change: Change, what: TranslatableText) -> TranslatableText:
    return TranslatableText(
        "{what}: too few sessions yet; {missing}",
        what=what,
        missing=told_missing(change.missing_days),
    )


def _points(points: float) -> str:
    """Points of pain: halves come from medians."""
    return f"{points:.1f}".removesuffix(".0")
