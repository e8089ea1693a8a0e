"""Plan and progress as one file: saved, and opened again after a look at what it would change."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

import streamlit as st

from sciatica_coach.errors import CoachError, ProgramFileError, RecordsError
from sciatica_coach.program.comparison import Compared, Comparison, compare_with, program_after
from sciatica_coach.program.program import DatedProgram
from sciatica_coach.program.program_file import ProgramFile, read_program_file, write_program_file
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.small_file import read_small
from sciatica_coach.ui.literal import Markdown, joined, listed, literal
from sciatica_coach.ui.program.showing import PlanHistory, amount_of, name_of
from sciatica_coach.ui.speaking import say, say_count, say_day, say_error, say_error_sentence
from sciatica_coach.ui.upload_store import Upload
from sciatica_coach.ui.uploading import choose_plan_file, remove_plan_file

FILE_NAME = "exercise-plan.json"
_OPENED = "plan-file-opened"
_DONE = "plan-file-done"
_T = TypeVar("_T")


def show_saving(records: PersonalRecords, programs: Sequence[DatedProgram], now: datetime) -> None:
    """Plan and progress as a file.

    Parameters
    ----------
    now
        With the time zone of the person.
    """
    st.markdown(
        say(
            "One file with the plan, what was done, the pain and the own ranges: for another "
            "computer, or between home and clinic. It holds no pictures."
        )
    )
    st.download_button(
        say("Save plan and progress"),
        lambda: _written(records, programs, now),
        file_name=FILE_NAME,
        mime="application/json",
        icon=":material/save:",
        key="plan-file-save",
        on_click="ignore",
        width="stretch",
    )
    st.caption(
        say("The file is not locked: whoever has it can read it. Send it as you would a letter.")
    )


def show_opening(records: PersonalRecords, history: PlanHistory) -> None:
    """A file is chosen, compared, and taken over if that is wanted."""
    told, is_well = st.session_state.pop(_DONE, (None, True))
    if told is not None and is_well:
        st.success(literal(told), icon=":material/check:")
    elif told is not None:
        st.error(literal(told))
    upload = choose_plan_file()
    if upload is None:
        return
    try:
        content = _opened(upload, history.today)
    except CoachError as error:
        st.error(say_error(error))
        return
    try:
        found = compare_with(
            content,
            name=records.name,
            programs=history.programs,
            sessions=records.sessions(),
            own_ranges=records.own_ranges(),
        )
    except RecordsError as error:
        st.error(say_error_sentence(error))
        return
    _show_comparison(records, found, history)


def _written(records: PersonalRecords, programs: Sequence[DatedProgram], now: datetime) -> bytes:
    records.note_export("plan file")
    content = ProgramFile(
        person=records.name,
        written_at=now,
        programs=tuple(programs),
        sessions=records.sessions(),
        own_ranges=records.own_ranges(),
    )
    return write_program_file(content)


def _opened(upload: Upload, today: date) -> ProgramFile:
    """What the file holds; read once.

    Raises
    ------
    CoachError
        If it cannot be used, or is gone.
    """
    known = st.session_state.get(_OPENED)
    if known is not None and known[0] is upload:
        return known[1]  # type: ignore[no-any-return]
    try:
        with upload.opened() as path:
            content = read_program_file(read_small(path), today=today)
    except OSError as error:
        # Larger than the reader takes; it says so in its own words.
        raise ProgramFileError(say("The file cannot be read. Choose it again.")) from error
    st.session_state[_OPENED] = upload, content
    return content


def _show_comparison(records: PersonalRecords, found: Comparison, history: PlanHistory) -> None:
    with st.container(border=True, key="plan-file-comparison"):
        st.markdown(f"**{say('What this file would change')}**")
        if found.is_another_name:
            st.warning(
                say(
                    "The file is of {other}. These records are of {name}.",
                    other=found.name_in_file,
                    name=found.name_here,
                ),
                icon=":material/person_alert:",
            )
        st.markdown(_table(found))
        _show_plans(found)
        if found.brings_nothing:
            st.info(say("All that is in the file is here already."), icon=":material/check:")
            st.button(say("Close the file"), key="plan-file-close", on_click=remove_plan_file)
            return
        _ask(records, found, history)


def _ask(records: PersonalRecords, found: Comparison, history: PlanHistory) -> None:
    take_plans = take_ranges = False
    if found.programs.different:
        take_plans = st.checkbox(
            say("Take the file's plans in place of those here"), key="plan-file-plans"
        )
    if found.own_ranges.different:
        take_ranges = st.checkbox(
            say("Take the file's own ranges in place of those here"), key="plan-file-ranges"
        )
    if found.sessions.different:
        st.caption(say("Sessions that differ stay as they are here."))
    _show_plan_of_today(found, history, take_plans=take_plans)
    take, leave = st.columns(2)
    take.button(
        say("Add this to the records of {name}", name=found.name_here),
        type="primary",
        width="stretch",
        key="plan-file-take",
        on_click=_take,
        args=(records, found),
        kwargs={"take_plans": take_plans, "take_ranges": take_ranges},
    )
    leave.button(
        say("Change nothing"), width="stretch", key="plan-file-leave", on_click=remove_plan_file
    )


def _take(
    records: PersonalRecords, found: Comparison, *, take_plans: bool, take_ranges: bool
) -> None:
    try:
        records.import_sessions(found.sessions.new)
        records.keep_own_ranges(found.own_ranges_to_keep(take_different=take_ranges))
        records.keep_programs(found.programs.new)
        for each in found.programs.different if take_plans else ():
            chosen = each.in_file
            # It is set now: of two of one day the one set last holds.
            records.set_program(chosen.program, from_day=chosen.from_day, set_by=chosen.set_by)
    except RecordsError as error:
        st.session_state[_DONE] = say_error_sentence(error), False
        return
    remove_plan_file()
    st.session_state[_DONE] = say("The file is taken over."), True


def _show_plan_of_today(found: Comparison, history: PlanHistory, *, take_plans: bool) -> None:
    """The plan that would hold today, if it would be another one."""
    after = program_after(found, history.programs, history.today, take_different=take_plans)
    if after is None or (history.current is not None and after == history.current.program):
        return
    st.markdown(say("From today your plan would be:"))
    st.markdown(
        listed(
            Markdown(f"{name_of(each.exercise, history.exercises)}: {amount_of(each)}")
            for each in after.exercises
        )
    )


def _table(found: Comparison) -> Markdown:
    """How much is new, the same and different, of each kind."""
    head = [Markdown(" "), say("new"), say("the same"), say("different"), say("only here")]
    rows = [
        [say("Plans"), *_counts(found.programs)],
        [say("Sessions"), *_counts(found.sessions)],
        [say("Own ranges"), *_counts(found.own_ranges)],
    ]
    lines = [head, [Markdown("---")] * len(head), *rows]
    return joined("\n", [Markdown(f"| {joined(' | ', line)} |") for line in lines])


def _counts(compared: Compared[_T]) -> list[Markdown]:
    kinds = (compared.new, compared.same, compared.different, compared.only_here)
    return [literal(str(len(each))) for each in kinds]


def _show_plans(found: Comparison) -> None:
    """From when the file's plans hold, and where they meet those that are here."""
    for new in found.programs.new:
        st.markdown(
            say(
                "New: a plan from {day} on, set by {who}.",
                day=say_day(new.from_day),
                who=new.set_by,
            )
        )
    for each in found.programs.different:
        here, other = len(each.here.program.exercises), len(each.in_file.program.exercises)
        st.markdown(
            say(
                "Different: the plan from {day} on. Here: {here}. In the file: {other}.",
                day=say_day(each.here.from_day),
                here=say_count("{number} exercise", "{number} exercises", here),
                other=say_count("{number} exercise", "{number} exercises", other),
            )
        )
