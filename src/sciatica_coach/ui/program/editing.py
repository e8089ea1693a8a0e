"""The plan is changed: each exercise with its sides, its dose and its days."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st
from pydantic import ValidationError

from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.definition import Dose, Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.program import (
    LONGEST_NOTE,
    PAIN_CEILING,
    WEEKDAYS,
    ExerciseProgram,
    ProgramExercise,
    Weekday,
    by_hand,
    default_exercise,
)
from sciatica_coach.program.wording import SHORT_WEEKDAY_NAMES
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.choosing import poster
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.program.showing import name_of
from sciatica_coach.ui.speaking import (
    in_words,
    say,
    say_each,
    say_error_sentence,
    say_sentence,
)
from sciatica_coach.visible_text import visible

EDITING = "program-editing"
"""Key of the session state: whether the plan is being changed."""
_LONGEST_HOLD_S, _LONGEST_REST_S = 120, 600
_FIELD_PX = 140
"""Two beside each other on a phone."""
_ORDERS: dict[tuple[Side, ...], str] = {
    (Side.LEFT, Side.RIGHT): N_("Left then right"),
    (Side.RIGHT, Side.LEFT): N_("Right then left"),
    (Side.LEFT,): N_("Left only"),
    (Side.RIGHT,): N_("Right only"),
}

_FIRST_DAYS: dict[int, str] = {0: N_("Today"), 1: N_("Tomorrow")}
"""From when a plan that is saved holds: in so many days."""


class _NotPossibleError(ValueError):
    """What was filled in cannot be a plan; says why."""

    def __init__(self, told: TranslatableText) -> None:
        self.told = told
        super().__init__(told)


@dataclass(frozen=True, slots=True)
class _Filled:
    """What the fields of one exercise hold."""

    item: ProgramExercise
    """As it was."""
    name: str
    is_in: bool
    sides: tuple[Side, ...]
    figures: Mapping[str, float]
    weekdays: Sequence[Weekday]
    start_day: date | None
    end_day: date | None

    def exercise(self) -> ProgramExercise:
        """The exercise as it was filled in.

        Raises
        ------
        _NotPossibleError
            If it cannot be.
        """
        if not self.weekdays:
            raise _NotPossibleError(
                TranslatableText("choose at least one day for {name}", name=self.name)
            )
        if self.start_day and self.end_day and self.end_day < self.start_day:
            raise _NotPossibleError(
                TranslatableText("{name} would end before it begins", name=self.name)
            )
        return ProgramExercise(
            exercise=self.item.exercise,
            sides=self.sides,
            dose=by_hand(self.item.dose, **self.figures),
            weekdays=tuple(self.weekdays),
            start_day=self.start_day,
            end_day=self.end_day,
        )


def edit_program(
    records: PersonalRecords,
    program: ExerciseProgram,
    exercises: Mapping[str, Exercise],
    *,
    today: date,
    set_by: str,
) -> None:
    """A form with all of the plan; what is saved holds from a day that is chosen."""
    st.caption(say("Turn an exercise off to leave it out."))
    with st.form("program-form", border=False):
        items = [*program.exercises, *_not_in(program, exercises)]
        filled = [_edit_exercise(each, exercises, program) for each in items]
        ceiling = st.slider(say("Pain limit, 0 to 10"), 0, 10, program.pain_ceiling)
        st.caption(
            say(
                "Usually {usual}. If it was more after a session, the plan proposes less.",
                usual=PAIN_CEILING,
            )
        )
        note = st.text_area(
            say("Note (shown with the exercises)"),
            program.note or "",
            max_chars=LONGEST_NOTE,
        )
        from_day = _choose_first_day(today)
        save, leave = st.columns(2)
        wants_to_save = save.form_submit_button(
            say("Save the plan"), type="primary", width="stretch"
        )
        if leave.form_submit_button(say("Leave it as it was"), width="stretch"):
            st.session_state[EDITING] = False
            st.rerun()
    if wants_to_save:
        _save(
            lambda: ExerciseProgram(
                exercises=tuple(each.exercise() for each in filled if each.is_in),
                pain_ceiling=ceiling,
                note=_clean(note),
            ),
            lambda program: records.set_program(program, from_day=from_day, set_by=set_by),
        )


def _save(
    program: Callable[[], ExerciseProgram], set_program: Callable[[ExerciseProgram], None]
) -> None:
    """Set what was filled in, or say why not; the form keeps what was filled in."""
    try:
        set_program(program())
    except _NotPossibleError as problem:
        st.error(say_sentence(problem.told))
        return
    except ValidationError:
        st.error(say("This cannot be saved. Look through the figures, then save again."))
        return
    except RecordsError as error:
        st.error(say_error_sentence(error))
        return
    st.session_state[EDITING] = False
    st.rerun()


def _clean(note: str) -> str | None:
    """Without signs that cannot be seen."""
    lines = (visible(line) for line in note.strip().splitlines())
    return "\n".join(lines)[:LONGEST_NOTE] or None


def _not_in(program: ExerciseProgram, exercises: Mapping[str, Exercise]) -> list[ProgramExercise]:
    """What could be added, with its usual dose."""
    return [default_exercise(each) for id, each in exercises.items() if program.of(id) is None]


def _edit_exercise(
    item: ProgramExercise, exercises: Mapping[str, Exercise], program: ExerciseProgram
) -> _Filled:
    id = item.exercise
    with st.container(border=True, key=f"edit-{id}"):
        is_in = _head(item, exercises, is_in=program.of(id) is not None)
        sides = st.selectbox(
            say("Sides, for {name}", name=name_of(id, exercises)),
            list(_ORDERS),
            list(_ORDERS).index(item.sides),
            format_func=say_each(_ORDERS),
            key=f"edit-sides-{id}",
        )
        figures = _edit_dose(item.dose, exercises.get(id), key=id)
        weekdays = st.pills(
            say("Days"),
            list(WEEKDAYS),
            selection_mode="multi",
            default=list(item.weekdays),
            format_func=say_each(SHORT_WEEKDAY_NAMES),
            key=f"edit-days-{id}",
        )
        start_day, end_day = _edit_period(item)
    name = visible(in_words(exercises[id]).name) if id in exercises else id
    return _Filled(item, name, is_in, sides, figures, weekdays, start_day, end_day)


def _head(item: ProgramExercise, exercises: Mapping[str, Exercise], *, is_in: bool) -> bool:
    with st.container(key=f"card-edit-{item.exercise}"):
        picture, choice = st.columns([1, 4], vertical_alignment="center")
    exercise = exercises.get(item.exercise)
    image = poster(exercise) if exercise else None
    if exercise is not None and image is not None:
        picture.image(image, alt=visible(in_words(exercise).name), width="stretch")
    with choice:
        is_in = st.toggle(name_of(item.exercise, exercises), is_in, key=f"edit-in-{item.exercise}")
        if exercise is None:
            st.caption(say("This computer does not have this exercise. It stays in the plan."))
        else:
            st.caption(literal(in_words(exercise).purpose))
    return is_in


def _edit_dose(dose: Dose, exercise: Exercise | None, *, key: str) -> dict[str, float]:
    holds = exercise is None or exercise.dose.hold_s > 0
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reps = st.number_input(
            say("Repetitions"), 1, 100, dose.reps, key=f"edit-reps-{key}", width=_FIELD_PX
        )
        figures: dict[str, float] = {"reps": reps}
        if holds:
            longest_s = max(_LONGEST_HOLD_S, round(dose.hold_s))
            words = say("Hold, seconds")
            figures["hold_s"] = _edit_seconds(words, dose.hold_s, longest_s, f"edit-hold-{key}")
        figures["sets"] = st.number_input(
            say("Sets"), 1, 20, dose.sets, key=f"edit-sets-{key}", width=_FIELD_PX
        )
        words = say("Rest, seconds")
        figures["rest_s"] = _edit_seconds(words, dose.rest_s, _LONGEST_REST_S, f"edit-rest-{key}")
        figures["times_per_day"] = st.number_input(
            say("Times a day"), 1, 24, dose.times_per_day, key=f"edit-times-{key}", width=_FIELD_PX
        )
    return figures


def _edit_seconds(words: Markdown, now_s: float, longest_s: int, key: str) -> float:
    """Whole seconds; what had a fraction keeps it while nobody changes it."""
    shown = round(now_s)
    chosen = st.number_input(words, 0, longest_s, shown, key=key, width=_FIELD_PX)
    return now_s if chosen == shown else float(chosen)


def _edit_period(item: ProgramExercise) -> tuple[date | None, date | None]:
    with st.expander(say("First and last day"), expanded=bool(item.start_day or item.end_day)):
        first, last = st.columns(2)
        start_day = first.date_input(
            say("First day (empty: at once)"),
            item.start_day,
            key=f"edit-start-{item.exercise}",
            format="YYYY-MM-DD",
        )
        end_day = last.date_input(
            say("Last day (empty: no end)"),
            item.end_day,
            key=f"edit-end-{item.exercise}",
            format="YYYY-MM-DD",
        )
    return start_day, end_day


def _choose_first_day(today: date) -> date:
    chosen = st.radio(
        say("From when?"),
        list(_FIRST_DAYS),
        format_func=say_each(_FIRST_DAYS),
        key="edit-from",
        horizontal=True,
    )
    return today + timedelta(days=chosen)
