"""The Coach page: choose an exercise, do it in front of the camera, see how it went."""

from dataclasses import replace

import streamlit as st

from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.safety import pain, screening
from sciatica_coach.safety.pain import PainRules, load_pain_rules
from sciatica_coach.safety.screening import Screening, load_screening
from sciatica_coach.ui import choosing, ending, home, own_range
from sciatica_coach.ui.camera.component import show_camera
from sciatica_coach.ui.literal import literal
from sciatica_coach.ui.pain import show_pain_outcome
from sciatica_coach.ui.people import choose_who
from sciatica_coach.ui.records_access import record_session
from sciatica_coach.ui.screening import ask_warning_signs, show_outcome
from sciatica_coach.ui.speaking import say, say_error, spoken
from sciatica_coach.ui.visiting import current_visit


def page() -> None:
    """Show the part of the way that the visit has come to."""
    visit = current_visit()
    if visit.live is not None and not visit.live.has_ended:
        show_camera(visit.live.plan, token=visit.token, clip=visit.clip, on_stop=_stop)
        return
    try:
        signs = load_screening(locale=st.context.locale, language=spoken())
        rules = load_pain_rules(language=spoken())
        _reword(visit, signs, rules)
        _before_or_after(visit, load_exercises(), signs, rules)
    except CoachError as error:
        st.error(say_error(error), icon=":material/error:")


def _reword(visit: Visit, signs: Screening, rules: PainRules) -> None:
    """Say what was found before in the language of now."""
    if visit.screening is not None:
        visit.screening = screening.reworded(visit.screening, signs)
    if visit.pain_outcome is not None:
        visit.pain_outcome = pain.reworded(visit.pain_outcome, rules)


def _before_or_after(
    visit: Visit, exercises: dict[str, Exercise], signs: Screening, rules: PainRules
) -> None:
    if visit.live is not None and visit.live.calibration_result is not None:
        own_range.show_measurement(visit, visit.live.plan, visit.live.calibration_result)
    elif visit.live is not None:
        ending.show_ending(visit, visit.live, rules)
    elif not visit.has_accepted:
        _welcome(visit, exercises, signs)
    elif visit.pain_outcome is not None and visit.pain_outcome.ends_session:
        st.title(say("That is enough for today"), anchor=False)
        show_pain_outcome(visit.pain_outcome)
    elif visit.screening is not None and visit.screening.locked and not visit.has_confirmed:
        show_outcome(visit, visit.screening, rules, on_start=_start)
    elif visit.is_preparing:
        _prepare(visit, signs, rules)
    else:
        _choose(visit, exercises)


def _welcome(visit: Visit, exercises: dict[str, Exercise], signs: Screening) -> None:
    st.title(say("Gentle exercises, with a coach who watches"), anchor=False)
    st.write(
        say(
            "Choose one of three exercises. A camera sees you from the side; the coach counts, "
            "times your holds and says what to correct. No picture is stored."
        )
    )
    with st.container(key="welcome-pictures"):
        choosing.show_pictures(exercises)
    st.info(literal(signs.disclaimer.text), icon=":material/info:")
    st.button(
        say("I understand"),
        type="primary",
        key="accept",
        on_click=setattr,
        args=(visit, "has_accepted", True),
    )


def _choose(visit: Visit, exercises: dict[str, Exercise]) -> None:
    if visit.person is not None:
        home.show_home(visit, visit.person, exercises, on_start=_want)
    else:
        st.title(say("What would you like to do?"), anchor=False)
        choose_who(visit)
    exercise = choosing.choose_exercise(exercises, visit.plan)
    if exercise is None:
        st.caption(say("Choose an exercise to see how it is done."))
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        choosing.show_demonstration(exercise)
    with right:
        plan, buttons = choosing.choose_plan(visit, exercise)
        with buttons:
            _show_buttons(exercise, plan)
        own_range.choose_own_range(visit, exercise)
    choosing.show_instructions(exercise)


def _show_buttons(exercise: Exercise, plan: Plan) -> None:
    # No callbacks: theirs would be the plan of the run before, without what was typed last.
    if st.button(
        say("Start"), type="primary", icon=":material/play_arrow:", width="stretch", key="start"
    ):
        _want(plan)
        st.rerun()
    if st.button(
        say("Measure my own range first"),
        icon=":material/straighten:",
        width="stretch",
        key="measure",
    ):
        _want(replace(plan, measures=True))
        st.rerun()
    st.caption(say("Then the target fits you, not an average. It takes a minute."))
    if choosing.clip_path(exercise) is not None and st.button(
        say("Try it without a camera"),
        icon=":material/movie:",
        width="stretch",
        key="try",
        help=say("The coach watches the demonstration clip instead of you."),
    ):
        _try(exercise)
        st.rerun()


def _prepare(visit: Visit, signs: Screening, rules: PainRules) -> None:
    if visit.screening is None:
        ask_warning_signs(visit, signs, rules)
    else:
        show_outcome(visit, visit.screening, rules, on_start=_start)
    st.button(say("Go back"), icon=":material/arrow_back:", key="unprepare", on_click=_leave)


def _want(plan: Plan) -> None:
    """Begin a set, or the questions that come before the first one."""
    visit = current_visit()
    visit.plan = plan
    visit.is_preparing = not visit.may_exercise
    if not visit.is_preparing:
        _start()


def _start() -> None:
    visit = current_visit()
    if visit.plan is not None and visit.may_exercise:
        visit.begin(visit.plan)
        record_session(visit)


def _try(exercise: Exercise) -> None:
    """Nobody exercises here: there is nothing to ask before."""
    assert exercise.demonstration is not None
    plan, clip = choosing.clip_plan(exercise), exercise.demonstration.clip
    current_visit().begin(plan, clip=clip)


def _stop() -> None:
    live = current_visit().live
    if live is not None:
        live.finish()


def _leave() -> None:
    current_visit().is_preparing = False
