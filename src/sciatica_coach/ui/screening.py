"""The questions before the first set of a session, and what their answers lead to."""

from collections.abc import Callable

import streamlit as st

from sciatica_coach.live.visits import Visit
from sciatica_coach.safety.pain import PainRules
from sciatica_coach.safety.screening import Answer, Screening, ScreeningOutcome, Tier, assess
from sciatica_coach.ui.literal import listed, literal
from sciatica_coach.ui.pain import ask_pain
from sciatica_coach.ui.records_access import record_screening
from sciatica_coach.ui.speaking import say, say_count

_ICONS = {
    Tier.OK: ":material/check_circle:",
    Tier.CLINICIAN: ":material/contact_support:",
    Tier.URGENT: ":material/warning:",
    Tier.EMERGENCY: ":material/emergency:",
}


def ask_warning_signs(visit: Visit, screening: Screening, rules: PainRules) -> None:
    """One list of questions, to be answered one and all; and how it feels now."""
    st.title(literal(screening.title), anchor=False)
    st.write(literal(screening.introduction))
    with st.form("warning-signs", border=False):
        answers = {each.id: _ask(each.id, each.text, screening) for each in screening.questions}
        st.markdown(f"**{say('How does it feel right now?')}**")
        pain = ask_pain(rules, key="before")
        asked = st.form_submit_button(say("Go on"), type="primary", key="screening-done")
    st.caption(literal(" ".join(screening.caveats)))
    if not asked:
        return
    open_ = sum(answer is None for answer in answers.values())
    if open_:
        left = say_count(
            "Please answer every question: {number} left.",
            "Please answer every question: {number} left.",
            open_,
        )
        st.error(left, icon=":material/edit:")
    elif pain is None:
        st.error(say("Please say how it feels right now."), icon=":material/edit:")
    else:
        given = {key: each for key, each in answers.items() if each}
        visit.screening = assess(screening, given)
        visit.pain = pain
        record_screening(visit, visit.screening, given)
        st.rerun()


def _ask(key: str, text: str, screening: Screening) -> Answer | None:
    words, buttons = st.columns([5, 3], vertical_alignment="center")
    words.markdown(literal(text))
    return buttons.segmented_control(
        literal(text),
        list(Answer),
        format_func=lambda answer: literal(screening.answers[answer]),
        key=f"sign-{key}",
        label_visibility="collapsed",
        width="stretch",
    )


def show_outcome(
    visit: Visit, outcome: ScreeningOutcome, rules: PainRules, *, on_start: Callable[[], None]
) -> None:
    """What the answers lead to; a way on only where there is one."""
    st.title(f"{_ICONS[outcome.tier]} {literal(outcome.title)}", anchor=False)
    if outcome.tier is Tier.OK:
        st.write(literal(outcome.text))
        st.markdown(listed(outcome.watch_for))
        st.write(literal(rules.during))
    else:
        loud = st.error if outcome.tier is Tier.EMERGENCY else st.warning
        loud(f"**{literal(outcome.text)}**")
        st.markdown(say("You answered “yes” or “not sure” to:"))
        st.markdown(listed(question.text for question in outcome.questions))
    if outcome.confirm is not None:
        visit.has_confirmed = st.checkbox(
            literal(outcome.confirm), value=visit.has_confirmed, key="screening-confirm"
        )
    if outcome.may_exercise(confirmed=visit.has_confirmed):
        st.button(
            say("Start the exercise"),
            type="primary",
            icon=":material/play_arrow:",
            key="start-now",
            on_click=on_start,
        )
    if outcome.tier is Tier.EMERGENCY:
        st.caption(
            say(
                "If you pressed a wrong answer, close this page: "
                "after half an hour the coach asks again."
            )
        )
    elif outcome.tier is not Tier.OK:
        words = say("I made a mistake: answer the questions again")
        st.button(words, key="screening-again", on_click=_again, args=(visit,))


def _again(visit: Visit) -> None:
    visit.screening = None
    visit.has_confirmed = False
