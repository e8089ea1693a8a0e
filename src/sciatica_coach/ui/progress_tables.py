"""The same figures as in the charts of the Progress page, as tables: for screen readers too.

Each table comes with the sessions of every row, in the same order, so that a row can be opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pandas as pd

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress import pain, quality, range_of_motion
from sciatica_coach.progress.adherence import Week
from sciatica_coach.progress.pain import PainOverTime
from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.quality import Quality
from sciatica_coach.progress.range_of_motion import SideRange
from sciatica_coach.progress.wording import told_point
from sciatica_coach.ui.progress_charts.parts import stretch_told
from sciatica_coach.ui.speaking import in_words, say
from sciatica_coach.visible_text import visible

_SIDES = {Side.LEFT: N_("Left"), Side.RIGHT: N_("Right")}
_WHEN = {Spacing.DAY: N_("Day"), Spacing.WEEK: N_("Week from"), Spacing.MONTH: N_("Month")}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, the newest first, and the sessions of each."""

    rows: pd.DataFrame
    sessions: tuple[tuple[UUID, ...], ...]


def range_table(sides: Iterable[SideRange], spacing: Spacing) -> Table:
    """How far each side went."""
    found = [
        (point.day, series.side, series.model, point)
        for side in sides
        for series in side.all_series
        for point in range_of_motion.thinned(series.points, spacing)
    ]
    found.sort(key=lambda row: (row[0], row[1]), reverse=True)
    rows = [
        {
            say(_WHEN[spacing]): _told(day, spacing),
            say("Side"): say(_SIDES[side]),
            say("Furthest"): told_point(point),
            say("Sets"): point.sets,
            say("All judged"): _yes_no(point.is_fully_judged),
            say("Pose model"): visible(model.removeprefix("pose_landmarker_")),
        }
        for day, side, model, point in found
    ]
    return Table(pd.DataFrame(rows), tuple(row[3].sessions for row in found))


def pain_table(over_time: PainOverTime, spacing: Spacing) -> Table:
    """Pain in leg and back, before and after."""
    leg, back = (pain.thinned(each.points, spacing)[::-1] for each in over_time.parts)
    rows = [
        {
            say(_WHEN[spacing]): _told(of_leg.day, spacing),
            say("Leg before"): of_leg.before,
            say("Leg after"): of_leg.after,
            say("Back before"): of_back.before,
            say("Back after"): of_back.after,
        }
        for of_leg, of_back in zip(leg, back, strict=True)
    ]
    return Table(pd.DataFrame(rows), tuple(each.sessions for each in leg))


def weeks_table(weeks: Sequence[Week]) -> pd.DataFrame:
    """Sessions a week."""
    return pd.DataFrame(
        [
            {
                say(_WHEN[Spacing.WEEK]): _told(each.monday, Spacing.WEEK),
                say("Sessions"): each.sessions,
                say("Days with a session"): each.days,
            }
            for each in reversed(weeks)
        ]
    )


def quality_table(over_time: Quality, spacing: Spacing) -> Table:
    """Repetitions and holds."""
    points = quality.thinned(over_time.points, spacing)[::-1]
    rows = [
        {
            say(_WHEN[spacing]): _told(each.day, spacing),
            say("Complete"): each.complete_reps,
            say("Asked for"): each.reps_asked,
            say("Attempts"): each.attempts,
            say("Longest hold (s)"): round(each.longest_hold_s),
            say("Hold asked for (s)"): round(each.hold_asked_s),
            say("All judged"): _yes_no(each.is_fully_judged),
        }
        for each in points
    ]
    return Table(pd.DataFrame(rows), tuple(each.sessions for each in points))


def fault_table(exercise: Exercise, over_time: Quality) -> pd.DataFrame:
    """How often each rule was broken in ten repetitions."""
    cues = {rule.id: rule.cue for rule in in_words(exercise).rules}
    now, before = over_time.now, over_time.before
    rows = [
        {
            say("What was corrected"): visible(cues.get(rule, rule)),
            say("Lately"): f"{now.faults_in_ten(rule):.1f}" if now else "",
            say("At first"): f"{before.faults_in_ten(rule):.1f}" if before else "",
        }
        for rule in over_time.rules
    ]
    return pd.DataFrame(rows)


def _told(first_day: date, spacing: Spacing) -> str:
    """When it was; that it is a week stands above the column."""
    return stretch_told(first_day, Spacing.DAY if spacing is Spacing.WEEK else spacing)


def _yes_no(value: bool) -> str:
    return say("yes") if value else say("no")
