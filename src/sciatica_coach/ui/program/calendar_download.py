"""The plan as a file for the person's own calendar, with reminders."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

import streamlit as st

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.program.calendar_file import Reminders, Words, calendar_file, usual_times
from sciatica_coach.program.program import DatedProgram
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.records_access import told
from sciatica_coach.ui.speaking import in_words, say, say_each, spoken
from sciatica_coach.visible_text import visible

FILE_NAME = "exercises.ics"
_MINUTES: dict[int | None, str] = {
    None: N_("No reminder"),
    0: N_("When it is time"),
    10: N_("10 minutes before"),
    30: N_("30 minutes before"),
    60: N_("1 hour before"),
}


def show_calendar_download(
    records: PersonalRecords,
    programs: Sequence[DatedProgram],
    exercises: Mapping[str, Exercise],
    *,
    now: datetime,
) -> None:
    """Times of day, a reminder, and the file.

    Parameters
    ----------
    now
        With the time zone of the person.
    """
    usual = usual_times(programs, now.date())
    if not usual:
        st.markdown(say("Nothing is due any more, so there is nothing to put into a calendar."))
        return
    st.markdown(
        say(
            "Save the file and open it with your calendar. After a change of the plan, save and "
            "open it again: it takes the place of what was there."
        )
    )
    times = _choose_times(usual)
    minutes_before = st.selectbox(
        say("Reminder"),
        list(_MINUTES),
        index=2,
        format_func=say_each(_MINUTES),
        key="calendar-reminder",
    )
    content = calendar_file(
        programs,
        Reminders(times, minutes_before),
        person_id=records.id,
        written_at=now,
        words=Words(spoken(), {id: visible(in_words(each).name) for id, each in exercises.items()}),
    )

    def note_calendar() -> None:
        told(lambda: records.note_export("calendar file"))

    st.download_button(
        say("Save the calendar file"),
        content,
        file_name=FILE_NAME,
        mime="text/calendar",
        icon=":material/event:",
        key="calendar-download",
        on_click=note_calendar if records.is_watched else "ignore",
        width="stretch",
    )
    st.caption(
        say(
            "Whoever sees your calendar sees these events. They are called “Exercises” and name "
            "the exercises, but no illness."
        )
    )


def _choose_times(usual: Sequence[time]) -> tuple[time, ...]:
    columns = st.columns(min(len(usual), 4))
    chosen = [
        columns[number % len(columns)].time_input(
            say("Time of day")
            if len(usual) == 1
            else say("Time of day, {number}", number=number + 1),
            each,
            key=f"calendar-time-{number}",
            step=900,
        )
        for number, each in enumerate(usual)
    ]
    return tuple(each or usual[number] for number, each in enumerate(chosen))
