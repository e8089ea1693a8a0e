"""After a set: its summary, the question how it feels, and the ways on."""

from dataclasses import replace

import streamlit as st

from sciatica_coach.coaching.record import SetRecord
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.safety.pain import Pain, PainRules
from sciatica_coach.ui.chart import followed
from sciatica_coach.ui.own_range import show_comparisons
from sciatica_coach.ui.pain import ask_after_set
from sciatica_coach.ui.summary import show_summary
from sciatica_coach.ui.visiting import current_visit


def show_ending(visit: Visit, live: LiveSession, rules: PainRules) -> None:
    """How the set went, and what comes next."""
    record = live.record
    assert record is not None
    st.title(live.plan.exercise.name, anchor=False)
    if visit.clip is not None:
        st.caption("This is what the coach saw in the sample clip.")
    show_summary(live.plan.exercise, record, live.warnings)
    show_comparisons(live.plan, record)
    if visit.clip is not None or visit.pain is None:
        if st.button("Back", icon=":material/arrow_back:", type="primary"):
            _leave(visit.pain)
        return
    answered = ask_after_set(visit.pain, rules, key=f"set-{visit.sets}")
    if answered is None:
        visit.pain_outcome = None
        st.caption("When you have answered, you can go on.")
        return
    after, visit.pain_outcome = answered
    if not visit.pain_outcome.ends_session:
        _offer_more(live, record, after)


def _offer_more(live: LiveSession, record: SetRecord, after: Pain) -> None:
    # No callbacks: theirs would know how it felt in the run before.
    same, other, leave = st.columns(3)
    if same.button("Another set", icon=":material/replay:", type="primary", width="stretch"):
        _again(live.plan, after)
    side = live.plan.side or (followed(live.plan.exercise, record)[1] if record.reps else None)
    if side is not None and other.button(
        f"Other side: {side.other} leg", icon=":material/swap_horiz:", width="stretch"
    ):
        _again(replace(live.plan, side=side.other), after)
    if leave.button("Another exercise", icon=":material/apps:", width="stretch"):
        _leave(after)


def _again(plan: Plan, pain: Pain) -> None:
    """Begin the next set; how it feels now is what the set after it is compared with."""
    visit = current_visit()
    visit.plan, visit.pain = plan, pain
    visit.begin(plan)
    st.rerun()


def _leave(pain: Pain | None) -> None:
    visit = current_visit()
    visit.live, visit.pain = None, pain
    st.rerun()
