"""On the Records page: for how long sessions are kept."""

import streamlit as st

from sciatica_coach.records.opening import open_records
from sciatica_coach.records.retention import (
    delete_what_is_too_old,
    first_kept_day,
    keep_for,
    kept_months,
    sessions_before,
)
from sciatica_coach.ui.records_access import today_of_browser, told
from sciatica_coach.ui.speaking import say, say_count, say_day

_FOR_EVER = 0
_CHOICES = (_FOR_EVER, 120, 60, 24, 12, 6)
"""Months, and for ever; any other number can be set by the command."""


def choose_retention() -> None:
    """For ever, or for some months; it holds for everybody, and asks before it deletes."""
    kept = told(lambda: (kept_months(open_records()),))
    if kept is None:
        return
    months = kept[0] or _FOR_EVER
    choices = sorted({*_CHOICES, months}, key=lambda each: -(each or 10_000))
    chosen = st.selectbox(
        say("Sessions are kept"),
        choices,
        index=choices.index(months),
        format_func={each: _words(each) for each in choices}.__getitem__,
        key="records-retention",
        help=say("For everybody on this computer. Own ranges, plans and notes about you stay."),
    )
    if chosen == months:
        return
    if chosen != _FOR_EVER:
        _tell_what_goes(chosen)
    if st.button(say("Keep them so long"), key="records-retain", width="stretch"):
        told(lambda: _retain(chosen))
        st.rerun()


def _words(months: int) -> str:
    if months == _FOR_EVER:
        return say("for ever")
    if months % 12 == 0:
        return say_count("for one year", "for {number} years", months // 12)
    return say_count("for one month", "for {number} months", months)


def _tell_what_goes(months: int) -> None:
    day = first_kept_day(months, today_of_browser())
    old = told(lambda: sessions_before(open_records(), day))
    if old is None:
        return
    st.warning(
        say_count(
            "One session from before {day} is deleted for good now, and others as they grow old.",
            "{number} sessions from before {day} are deleted for good now, and others as they "
            "grow old.",
            old,
            day=say_day(day),
        ),
        icon=":material/warning:",
    )


def _retain(months: int) -> None:
    database = open_records()
    keep_for(database, months or None)
    delete_what_is_too_old(database, today_of_browser())
