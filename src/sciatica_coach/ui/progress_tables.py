"""The same figures as in the charts of the Progress page, as tables: for screen readers too.

Each table comes with the sessions of every row, in the same order, so that a row can be opened.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
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
from sciatica_coach.ui.progress_charts.parts import stretch_teller
from sciatica_coach.ui.speaking import in_words, say, say_each
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
        (point, series.side, series.model)
        for side in sides
        for series in side.all_series
        for point in range_of_motion.thinned(series.points, spacing)
    ]
    found.sort(key=lambda row: (row[0].day, row[1]), reverse=True)
    points = [point for point, _, _ in found]
    side_names = say_each(_SIDES)
    rows = {
        say(_WHEN[spacing]): _when(points, spacing),
        say("Side"): [side_names(side) for _, side, _ in found],
        say("Furthest"): [told_point(each) for each in points],
        say("Sets"): [each.sets for each in points],
        say("All judged"): _yes_or_no(each.is_fully_judged for each in points),
        say("Pose model"): [visible(model.removeprefix("pose_landmarker_")) for *_, model in found],
    }
    return Table(pd.DataFrame(rows), tuple(each.sessions for each in points))


def pain_table(over_time: PainOverTime, spacing: Spacing) -> Table:
    """Pain in leg and back, before and after."""
    leg, back = (pain.thinned(each.points, spacing)[::-1] for each in over_time.parts)
    rows = {
        say(_WHEN[spacing]): _when(leg, spacing),
        say("Leg before"): [each.before for each in leg],
        say("Leg after"): [each.after for each in leg],
        say("Back before"): [each.before for each in back],
        say("Back after"): [each.after for each in back],
    }
    return Table(pd.DataFrame(rows), tuple(each.sessions for each in leg))


def weeks_table(weeks: Sequence[Week]) -> pd.DataFrame:
    """Sessions a week."""
    newest_first, day = weeks[::-1], stretch_teller(Spacing.DAY)
    return pd.DataFrame(
        {
            say(_WHEN[Spacing.WEEK]): [day(each.monday) for each in newest_first],
            say("Sessions"): [each.sessions for each in newest_first],
            say("Days with a session"): [each.days for each in newest_first],
        }
    )


def quality_table(over_time: Quality, spacing: Spacing) -> Table:
    """Repetitions and holds."""
    points = quality.thinned(over_time.points, spacing)[::-1]
    rows = {
        say(_WHEN[spacing]): _when(points, spacing),
        say("Complete"): [each.complete_reps for each in points],
        say("Asked for"): [each.reps_asked for each in points],
        say("Attempts"): [each.attempts for each in points],
        say("Longest hold (s)"): [round(each.longest_hold_s) for each in points],
        say("Hold asked for (s)"): [round(each.hold_asked_s) for each in points],
        say("All judged"): _yes_or_no(each.is_fully_judged for each in points),
    }
    return Table(pd.DataFrame(rows), tuple(each.sessions for each in points))


def fault_table(exercise: Exercise, over_time: Quality) -> pd.DataFrame:
    """How often each rule was broken in ten repetitions."""
    cues = {rule.id: rule.cue for rule in in_words(exercise).rules}
    now, before, rules = over_time.now, over_time.before, over_time.rules
    return pd.DataFrame(
        {
            say("What was corrected"): [visible(cues.get(rule, rule)) for rule in rules],
            say("Lately"): [f"{now.faults_in_ten(rule):.1f}" if now else "" for rule in rules],
            say("At first"): [
                f"{before.faults_in_ten(rule):.1f}" if before else "" for rule in rules
            ],
        }
    )


class _Point(Protocol):
    @property
    def day(self) -> date: ...


def _when(points: Sequence[_Point], spacing: Spacing) -> list[str]:
    """When each was; that it is a week stands above the column."""
    day = stretch_teller(Spacing.DAY if spacing is Spacing.WEEK else spacing)
    return [day(each.day) for each in points]


def _yes_or_no(values: Iterable[bool]) -> list[str]:
    words = {True: say("yes"), False: say("no")}
    return [words[each] for each in values]
