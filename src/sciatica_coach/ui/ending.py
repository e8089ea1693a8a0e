"""After a set: its summary, the question how it feels, and the ways on."""

from dataclasses import replace

import streamlit as st

from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.language.marking import N_
from sciatica_coach.live.protocol import set_title
from sciatica_coach.live.session import LiveSession, Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.safety.pain import Pain, PainRules
from sciatica_coach.ui import next_dose
from sciatica_coach.ui.literal import literal
from sciatica_coach.ui.own_range import show_comparisons
from sciatica_coach.ui.pain import ask_after_set
from sciatica_coach.ui.people import name_somebody
from sciatica_coach.ui.records_access import (
    keep_visit,
    record_pain_after,
    record_session,
    show_what_waits,
)
from sciatica_coach.ui.speaking import in_words, say, spoken
from sciatica_coach.ui.summary import show_summary
from sciatica_coach.ui.visiting import current_visit

_THE_OTHER = {
    Side.LEFT: N_("Other side: left leg"),
    Side.RIGHT: N_("Other side: right leg"),
}


def show_ending(visit: Visit, live: LiveSession, rules: PainRules) -> None:
    """How it feels now, how the session went, and what comes next."""
    st.title(literal(in_words(live.plan.exercise).name), anchor=False)
    if visit.clip is not None:
        st.caption(say("This is what the coach saw in the sample clip."))
    if visit.clip is None and visit.pain is not None:
        _ask_how_it_feels(visit, live, visit.pain, rules)
    elif st.button(say("Go back"), icon=":material/arrow_back:", type="primary", key="go-back"):
        _leave(visit.pain)
    show_what_waits(visit)
    _show_sets(live)


def _ask_how_it_feels(visit: Visit, live: LiveSession, before: Pain, rules: PainRules) -> None:
    """The first thing after a stop: it decides whether there is a next set."""
    answered = ask_after_set(before, rules, key=f"set-{visit.sets}")
    if answered is None:
        visit.pain_outcome = None
        st.caption(say("When you have answered, you can go on."))
        return
    is_new = answered != (visit.pain_after, visit.pain_outcome)
    after, visit.pain_outcome = answered
    visit.pain_after = after
    if visit.person is None:
        _offer_to_keep(visit)
    elif is_new:
        record_pain_after(visit)
    next_dose.remember(visit, live.plan, visit.pain_outcome)
    if not visit.pain_outcome.ends_session:
        _offer_more(live, after)


def _offer_to_keep(visit: Visit) -> None:
    """The session is over: only now is it clear whether it is worth keeping."""
    with st.container(border=True, key="offer-to-keep"):
        st.markdown(
            say(
                "Keep this session and those to come on this computer? Then you see how you get "
                "on, and what is due. Nobody else gets it."
            )
        )
        name_somebody(
            say("Keep"), key="keep-session", then=lambda person: keep_visit(visit, person)
        )


def _show_sets(live: LiveSession) -> None:
    """One summary a set; of several sets each has its tab."""
    records, set_plans = live.records, live.plan.set_plans
    if len(records) == 1:
        _show_set(live, records[0])
        return
    titles = [literal(set_title(set_plan, spoken())) for set_plan in set_plans[: len(records)]]
    for tab, record in zip(st.tabs(titles), records, strict=True):
        with tab:
            _show_set(live, record)


def _show_set(live: LiveSession, record: SetRecord) -> None:
    show_summary(live.plan.exercise, record, live.warnings)
    show_comparisons(live.plan, record)


def _offer_more(live: LiveSession, after: Pain) -> None:
    # No callbacks: theirs would know how it felt in the run before.
    same, other, leave = st.columns(3)
    if same.button(
        say("Once more"), icon=":material/replay:", type="primary", width="stretch", key="again"
    ):
        _again(live.plan, after)
    if len(live.plan.sides) == 1:
        side = live.plan.sides[0].other
        words = say(_THE_OTHER[side])
        if other.button(words, icon=":material/swap_horiz:", width="stretch", key="other-side"):
            _again(replace(live.plan, sides=(side,)), after)
    if leave.button(
        say("Another exercise"), icon=":material/apps:", width="stretch", key="other-exercise"
    ):
        _leave(after)


def _again(plan: Plan, pain: Pain) -> None:
    """Begin the next set; how it feels now is what the set after it is compared with."""
    visit = current_visit()
    visit.plan, visit.pain = plan, pain
    visit.begin(plan)
    record_session(visit)
    st.rerun()


def _leave(pain: Pain | None) -> None:
    visit = current_visit()
    visit.live, visit.pain = None, pain
    st.rerun()
