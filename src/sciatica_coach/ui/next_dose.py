"""After a clear rise in pain, the next session proposes half as much, and says why."""

from datetime import date

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.store import Records
from sciatica_coach.safety.pain import PainOutcome, PainRise
from sciatica_coach.ui.speaking import say, say_error, say_error_sentence


def proposed_dose(visit: Visit, exercise: Exercise) -> Dose:
    """The dose that the choosing page begins with."""
    if visit.plan is not None and visit.plan.exercise.id == exercise.id:
        return visit.plan.dose
    if visit.pain_rise is not None:
        return visit.pain_rise.proposal(exercise.id, exercise.dose)
    return exercise.dose


def show_reason(visit: Visit) -> None:
    """Why half as much is proposed, if it is."""
    if visit.pain_rise is not None:
        st.info(
            say(
                "Last time your pain clearly went up, so half as much is proposed today. "
                "You may choose otherwise."
            ),
            icon=":material/low_priority:",
        )


def remember(visit: Visit, plan: Plan, outcome: PainOutcome) -> None:
    """Keep for the next session what a set did to the pain, or offer to keep it under a name."""
    rise = PainRise(plan.exercise.id, plan.dose, date.today()) if outcome.halves_next_dose else None
    if rise is None and outcome.ends_session:
        return  # it says nothing of how much was done: what was kept before stays
    if visit.person is None:
        if rise is not None:
            _offer_to_keep(visit, rise)
        return
    try:
        Records().keep_pain_rise(visit.person, rise)
    except RecordsError as error:
        st.error(say_error(error))
        return
    if rise is not None:
        st.success(
            say(
                "Kept for {name}: the next session proposes half as much.",
                name=visit.person,
            ),
            icon=":material/check:",
        )


def _offer_to_keep(visit: Visit, rise: PainRise) -> None:
    with st.container(border=True):
        st.markdown(
            say(
                "Keep this on this computer under a name, and the next session proposes half as "
                "much when you use that name."
            )
        )
        name = st.text_input(say("Under which name?"), key="next-dose-name")
        if not st.button(say("Keep"), key="next-dose-keep"):
            return
        try:
            Records().keep_pain_rise(name, rise)
        except (RecordsError, ValueError) as error:
            st.error(say_error_sentence(error))
            return
        visit.person = name
    st.rerun()
