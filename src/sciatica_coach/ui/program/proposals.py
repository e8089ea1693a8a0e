"""Easier and harder steps that are proposed, with their reason: taken or not, by two buttons."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.program.program import ProgramExercise
from sciatica_coach.program.progression import Proposal, ProposalKind, first_day, proposals
from sciatica_coach.program.schedule import due_on, program_on
from sciatica_coach.records.audit import Action
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.literal import joined, listed, literal
from sciatica_coach.ui.program.showing import PlanHistory, amount_of, amount_with, name_of
from sciatica_coach.ui.speaking import in_words, say, say_day, say_error_sentence, say_told

_DECLINED = "program-declined"
_TAKEN = "program-taken"
_ICONS = {
    ProposalKind.LESS: ":material/low_priority:",
    ProposalKind.MORE: ":material/trending_up:",
    ProposalKind.ASK_FIRST: ":material/health_and_safety:",
}


@dataclass(frozen=True)
class _Deciding:
    """What a button needs to know when it is pressed."""

    records: PersonalRecords
    history: PlanHistory
    proposal: Proposal
    from_day: date
    set_by: str


def show_proposals(
    records: PersonalRecords,
    history: PlanHistory,
    *,
    set_by: str,
) -> None:
    """Each proposal with its reason; nothing if there is none.

    Parameters
    ----------
    set_by
        Who decides: the name that the plan will bear.
    """
    _show_taken()
    dated, today = history.current, history.today
    declined = st.session_state.get(_DECLINED, frozenset())
    due = due_on(history.programs, history.sessions, today)
    is_begun = any(each.is_begun for each in due)
    for proposal in proposals(history.programs, history.sessions, today):
        item = dated.program.of(proposal.exercise) if dated else None
        if item is None or _key(records, proposal) in declined:
            continue
        from_day = first_day(proposal, is_begun_today=is_begun, today=today)
        if records.may(Action.PLAN_CHANGED):
            _show(_Deciding(records, history, proposal, from_day, set_by), item)
        elif proposal.kind is ProposalKind.LESS:
            _show_to_patient(proposal, history)


def _show_to_patient(proposal: Proposal, history: PlanHistory) -> None:
    """The plan is the therapist's; that less would be better is said all the same."""
    with st.container(border=True, key=f"proposal-{proposal.exercise}"):
        name = name_of(proposal.exercise, history.exercises)
        st.markdown(f"{_ICONS[proposal.kind]} **{name}**")
        st.markdown(say_told(proposal.reason))
        st.markdown(say("Do half as much until you have talked with your therapist."))
        _show_easier(history.exercises.get(proposal.exercise))


def _show(
    deciding: _Deciding,
    item: ProgramExercise,
) -> None:
    proposal, exercises = deciding.proposal, deciding.history.exercises
    with st.container(border=True, key=f"proposal-{proposal.exercise}"):
        st.markdown(f"{_ICONS[proposal.kind]} **{name_of(proposal.exercise, exercises)}**")
        st.markdown(say_told(proposal.reason))
        if proposal.dose is None:
            _button(deciding, say("I have read this"), "not-now", is_taken=False)
            return
        now = say("Now: {amount}", amount=amount_of(item))
        then = say("Proposed: {amount}", amount=amount_with(item, proposal.dose))
        st.markdown(joined("  \n", [now, then]))
        if proposal.kind is ProposalKind.LESS:
            _show_easier(exercises.get(proposal.exercise))
        take, leave = st.columns(2)
        with take:
            words = (
                say("Do it from today")
                if deciding.from_day == deciding.history.today
                else say("Do it from {day}", day=say_day(deciding.from_day))
            )
            _button(deciding, words, "take", is_taken=True)
        with leave:
            _button(deciding, say("Not now"), "not-now", is_taken=False)


def _show_easier(exercise: Exercise | None) -> None:
    """What else makes it easier, by its definition."""
    if exercise is not None and exercise.easier:
        with st.expander(say("Ways to make it easier"), icon=":material/spa:"):
            st.markdown(listed(in_words(exercise).easier))


def _button(deciding: _Deciding, words: str, name: str, *, is_taken: bool) -> None:
    st.button(
        literal(words),
        key=f"proposal-{name}-{deciding.proposal.exercise}",
        width="stretch",
        on_click=_take if is_taken else _decline,
        args=(deciding,),
    )


def _take(deciding: _Deciding) -> None:
    """Set the plan with the proposal in it."""
    proposal = deciding.proposal
    dated = program_on(deciding.history.programs, deciding.from_day)
    if dated is None:
        return
    try:
        deciding.records.set_program(
            proposal.applied_to(dated.program), from_day=deciding.from_day, set_by=deciding.set_by
        )
    except RecordsError as error:
        st.session_state[_TAKEN] = say_error_sentence(error), False
        return
    day = say_day(deciding.from_day)
    st.session_state[_TAKEN] = say("The plan is changed from {day} on.", day=day), True


def _decline(deciding: _Deciding) -> None:
    """Not shown any more in this window; the plan stays."""
    declined = st.session_state.get(_DECLINED, frozenset())
    st.session_state[_DECLINED] = declined | {_key(deciding.records, deciding.proposal)}


def _show_taken() -> None:
    words, is_well = st.session_state.pop(_TAKEN, (None, True))
    if words is None:
        return
    if is_well:
        st.success(literal(words), icon=":material/check:")
    else:
        st.error(literal(words))


def _key(records: PersonalRecords, proposal: Proposal) -> tuple[object, ...]:
    return (records.id, proposal.exercise, proposal.kind, proposal.happened_on)
