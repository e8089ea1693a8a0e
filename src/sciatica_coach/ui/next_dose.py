"""After a clear rise in pain, the next session proposes half as much, and says why."""

from datetime import date

import streamlit as st

from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.safety.pain import PainOutcome, PainRise
from sciatica_coach.ui.records_access import records_of, told
from sciatica_coach.ui.speaking import say


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
    """Keep for the next session what a set did to the pain, for who has chosen to be remembered."""
    rise = PainRise(plan.exercise.id, plan.dose, date.today()) if outcome.halves_next_dose else None
    if rise is None and outcome.ends_session:
        return  # it says nothing of how much was done: what was kept before stays
    records = told(lambda: records_of(visit))
    if records is None:
        return
    told(lambda: records.keep_pain_rise(rise))
    if rise is not None:
        st.success(say("The next session proposes half as much."), icon=":material/check:")
