"""Before a set: which exercise, which side, how much; the demonstration and the instructions."""

from functools import lru_cache
from pathlib import Path

import cv2
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sciatica_coach import paths
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.ui import next_dose
from sciatica_coach.ui.camera.choice import choose_camera
from sciatica_coach.ui.literal import listed, literal, numbered
from sciatica_coach.ui.speaking import in_words, say, say_count, say_each
from sciatica_coach.visible_text import visible

CLIP_HOLD_S = 0.7
"""The people in the sample clips hold for 1.3 s; slow computers see less of it."""
CLIP_REPS = 3
_BOTH, _EITHER = "both", "either"
_LEGS: dict[str, str] = {
    _BOTH: N_("Both"),
    Side.LEFT: N_("Left"),
    Side.RIGHT: N_("Right"),
}
_SIDES: dict[str, str] = {
    Side.LEFT: N_("Left"),
    Side.RIGHT: N_("Right"),
    _EITHER: N_("Let the coach see"),
}
_MODELS = {
    Model.LITE: N_("Lite: for a slow computer"),
    Model.FULL: N_("Full: for most"),
    Model.HEAVY: N_("Heavy: more exact, for a fast computer"),
}
_POSTER_AT = 0.35
"""Share of a clip at which the exercise is best recognised."""


def choose_exercise(exercises: dict[str, Exercise], last: Plan | None) -> Exercise | None:
    """Cards to choose an exercise from; None while the person has chosen none."""
    if "exercise" not in st.session_state:
        st.session_state.exercise = last.exercise.id if last else None
    for column, exercise in zip(st.columns(len(exercises)), exercises.values(), strict=True):
        with column.container(border=True, key=f"card-{exercise.id}"):
            _show_card(exercise, is_chosen=st.session_state.exercise == exercise.id)
    chosen: str | None = st.session_state.exercise
    return exercises[chosen] if chosen is not None else None


def show_pictures(exercises: dict[str, Exercise]) -> None:
    """One picture of each exercise, side by side."""
    for column, exercise in zip(st.columns(len(exercises)), exercises.values(), strict=True):
        picture = poster(exercise)
        if picture is not None:
            name = in_words(exercise).name
            column.image(picture, caption=literal(name), alt=visible(name), width="stretch")


def _show_card(exercise: Exercise, *, is_chosen: bool) -> None:
    told = in_words(exercise)
    left, right = st.columns([2, 3], vertical_alignment="center")
    picture = poster(exercise)
    if picture is not None:
        left.image(picture, alt=visible(told.name), width="stretch")
    right.button(
        literal(told.name),
        key=f"choose-{exercise.id}",
        icon=":material/check:" if is_chosen else None,
        type="primary" if is_chosen else "secondary",
        width="stretch",
        on_click=st.session_state.__setitem__,
        args=("exercise", exercise.id),
    )
    st.caption(literal(told.purpose))


def choose_plan(visit: Visit, exercise: Exercise) -> tuple[Plan, DeltaGenerator]:
    """Side, dose and model of the set, and the place for the buttons that begin it."""
    last = visit.plan
    same = last if last and last.exercise.id == exercise.id else None
    sides = _choose_sides(exercise, same.sides if same else None)
    next_dose.show_reason(visit)
    dose = _choose_dose(
        exercise,
        next_dose.proposed_dose(visit, exercise),
        # A field of the same name would keep the number that was proposed before.
        key=exercise.id if visit.pain_rise is None else f"{exercise.id}-half",
    )
    buttons = st.container(key="coach-buttons")
    with st.expander(say("Settings"), icon=":material/tune:"):
        choose_camera()
        model = choose_model(last.model if last else Model.FULL, key="coach")
    return Plan(exercise, sides, dose, model), buttons


def _choose_sides(exercise: Exercise, last: tuple[Side, ...] | None) -> tuple[Side, ...]:
    """One leg, or one after the other."""
    if last is None:
        last = SIDES if exercise.dose.alternate_sides else SIDES[:1]
    chosen = st.segmented_control(
        say("Which leg? ({side_means})", side_means=in_words(exercise).side_means),
        list(_LEGS),
        format_func=say_each(_LEGS),
        default=_BOTH if len(last) > 1 else last[0],
        required=True,
        key=f"coach-sides-{exercise.id}",
        width="stretch",
    )
    if chosen == _BOTH:
        return last if len(last) > 1 else SIDES
    return (Side(chosen),)


def choose_side(
    exercise: Exercise, last: Side | None, *, key: str, disabled: bool = False
) -> Side | None:
    """Left, right, or whichever the coach sees."""
    chosen = st.segmented_control(
        say("Which leg? ({side_means})", side_means=in_words(exercise).side_means),
        list(_SIDES),
        format_func=say_each(_SIDES),
        default=last or _EITHER,
        required=True,
        key=f"{key}-side-{exercise.id}",
        disabled=disabled,
        width="stretch",
    )
    return None if chosen == _EITHER else Side(chosen)


def choose_model(last: Model, *, key: str, disabled: bool = False) -> Model:
    """How much work is put into each picture."""
    models: list[Model] = list(Model)
    chosen = st.radio(
        say("How exactly to look"),
        models,
        index=models.index(last),
        format_func=say_each(_MODELS),
        key=f"{key}-model",
        disabled=disabled,
    )
    return Model(chosen)


def _choose_dose(exercise: Exercise, last: Dose, *, key: str) -> Dose:
    """How much of it: for each leg, and with rests between sets and legs."""
    holds = exercise.dose.hold_s > 0
    columns = iter(st.columns(4 if holds else 3, vertical_alignment="bottom"))
    reps = next(columns).number_input(
        say("Repetitions"), 1, 100, last.reps, key=f"coach-reps-{key}"
    )
    hold_s = 0.0
    if holds:
        hold_s = choose_hold(next(columns), last.hold_s, key=f"coach-hold-{key}")
    sets = next(columns).number_input(say("Sets"), 1, 20, last.sets, key=f"coach-sets-{key}")
    rest_s = next(columns).number_input(
        say("Rest, seconds"), 0, 600, round(last.rest_s), key=f"coach-rest-{key}"
    )
    st.caption(
        say_count(
            "Usually once a day.", "Usually {number} times a day.", exercise.dose.times_per_day
        )
    )
    chosen = {"reps": reps, "hold_s": hold_s, "sets": sets, "rest_s": float(rest_s)}
    return exercise.dose.model_copy(update=chosen)


def choose_hold(place: DeltaGenerator, last_s: float, *, key: str, disabled: bool = False) -> float:
    """Seconds to hold each repetition."""
    words = say("Hold, seconds")
    return float(place.number_input(words, 0, 120, round(last_s), key=key, disabled=disabled))


def clip_plan(exercise: Exercise) -> Plan:
    """The set that the exercise's sample clip shows: short holds, the side of the clip."""
    assert exercise.demonstration is not None
    dose = exercise.dose.model_copy(
        update={"reps": CLIP_REPS, "sets": 1, "hold_s": min(exercise.dose.hold_s, CLIP_HOLD_S)}
    )
    return Plan(exercise, (Side(exercise.demonstration.side),), dose, Model.FULL)


def show_demonstration(exercise: Exercise) -> None:
    """The clip that shows the exercise, again and again, without sound."""
    clip = clip_path(exercise)
    if clip is not None:
        st.video(clip, loop=True, autoplay=True, muted=True)


def show_instructions(exercise: Exercise) -> None:
    """How it is done, what makes it easier, and when to leave it out."""
    exercise = in_words(exercise)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(f"**{say('How to do it')}**")
        st.markdown(numbered(exercise.instructions))
    with right:
        st.markdown(f"**{say('Where to put the camera')}**")
        st.markdown(literal(exercise.set_up))
        with st.expander(say("When to ask first"), icon=":material/health_and_safety:"):
            st.markdown(listed(each.text for each in exercise.precautions))
        if exercise.easier:
            with st.expander(say("Ways to make it easier"), icon=":material/spa:"):
                st.markdown(listed(exercise.easier))


def clip_path(exercise: Exercise) -> Path | None:
    """Where the demonstration is; None if there is none."""
    if exercise.demonstration is None:
        return None
    path = paths.SAMPLES / exercise.demonstration.clip
    return path if path.is_file() else None


def poster(exercise: Exercise) -> bytes | None:
    """A picture from the demonstration, as PNG."""
    path = clip_path(exercise)
    return _poster(path) if path else None


@lru_cache(maxsize=16)
def _poster(path: Path) -> bytes | None:
    try:
        with Video(path) as video:
            at_s = _POSTER_AT * (video.duration_s or 0.0) / CLIP_REPS
            image = next((frame.image for frame in video if frame.time_s >= at_s), None)
    except SourceError:
        return None
    if image is None:
        return None
    return bytes(cv2.imencode(".png", cv2.resize(image, None, fx=0.6, fy=0.6))[1])
