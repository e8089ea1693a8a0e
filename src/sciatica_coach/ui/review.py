"""The Review page: a recorded video in, the same summary as after a set out."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from sciatica_coach.capture.model import RECORDING_MODEL, Model
from sciatica_coach.capture.people import Point
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.review.analyse import Seen, judge, look, recognised
from sciatica_coach.review.bystanders import Candidate, candidates
from sciatica_coach.review.decimal_mark import DecimalMark
from sciatica_coach.review.report import write_csv, write_json
from sciatica_coach.ui import choosing
from sciatica_coach.ui.speaking import in_words, say, say_error
from sciatica_coach.ui.summary import show_summary

_WATCHED, _RESULT, _ROUND, _PEOPLE = (
    "review-watched",
    "review-result",
    "review-round",
    "review-people",
)
_EXERCISE, _NEXT_EXERCISE = "review-exercise", "review-next-exercise"
"""The field, and what it is to show from the next run on: a field cannot be changed in its own."""
_ANY = ""
"""Stands in the field for the exercise that the coach sees."""
_THUMBNAIL_PX = 220


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of a video."""

    exercise: Exercise | None
    """None for the one that the coach sees."""
    side: Side | None
    model: Model
    hold_s: float | None
    reps: int | None

    @property
    def judged_by(self) -> tuple[object, ...]:
        """All that asks for another judgement of the same poses."""
        return self.exercise and self.exercise.id, self.side, self.hold_s, self.reps


@dataclass(frozen=True, slots=True, eq=False)
class Watched:
    """What was seen in a video, to be judged as often as wanted; the video is gone by then."""

    seen: Seen
    proposed: Exercise | None
    """The exercise that the coach sees; None if it is none that is known."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was made of one video."""

    judged_by: tuple[object, ...]
    name: str
    exercise: Exercise
    record: SetRecord
    warnings: tuple[TranslatableText, ...]
    json: str
    csv: str


@dataclass(frozen=True, slots=True)
class Company:
    """Whom there is to choose from in a video."""

    upload: str
    """Which video it is."""
    people: tuple[Candidate, ...]


def page() -> None:
    """Show the Review page."""
    st.title(say("Review a recorded video"), anchor=False)
    st.write(
        say(
            "The video is looked at on this computer and deleted when that is done. Best is a film "
            "from the side, with the whole body in the picture."
        )
    )
    try:
        exercises = load_exercises()
    except CoachError as error:
        st.error(say_error(error), icon=":material/error:")
        return
    left, right = st.columns([3, 2], gap="large")
    with right:
        order = _choose_order(exercises)
    with left:
        _take_video(order)
    watched: Watched | None = st.session_state.get(_WATCHED)
    if watched is not None:
        _show_judged(watched, order)


def _choose_order(exercises: dict[str, Exercise]) -> Order:
    exercise = _choose_exercise(exercises)
    side = hold_s = reps = None
    if exercise is not None:
        side = choosing.choose_side(exercise, None, key="review")
        dose = exercise.dose
        columns = st.columns(2 if dose.hold_s else 1)
        reps = columns[0].number_input(
            say("Repetitions"), 1, 100, dose.reps, key=f"review-reps-{exercise.id}"
        )
        if dose.hold_s:
            hold_key = f"review-hold-{exercise.id}"
            hold_s = choosing.choose_hold(columns[1], dose.hold_s, key=hold_key)
    with st.expander(say("Settings"), icon=":material/tune:"):
        model = choosing.choose_model(RECORDING_MODEL, key="review")
    return Order(exercise, side, model, hold_s, reps)


def _choose_exercise(exercises: dict[str, Exercise]) -> Exercise | None:
    """The exercise, or None for the one that the coach sees: nothing is preset."""
    names = {_ANY: say("Let the coach see")}
    names |= {key: in_words(exercise).name for key, exercise in exercises.items()}
    if _NEXT_EXERCISE in st.session_state:
        st.session_state[_EXERCISE] = st.session_state.pop(_NEXT_EXERCISE)
    chosen = st.selectbox(
        say("Exercise"), list(names), format_func=names.__getitem__, key=_EXERCISE
    )
    watched: Watched | None = st.session_state.get(_WATCHED)
    if watched is not None and watched.proposed is not None and watched.proposed.id == chosen:
        st.caption(say("Proposed by what is seen in the video. You can choose another one."))
    elif chosen == _ANY and watched is None:
        st.caption(say("The coach proposes the exercise that is seen in the video."))
    return exercises.get(chosen)


def _take_video(order: Order) -> None:
    # The uploader has no name of ours for its button: the style sheet takes it from here.
    st.html(f"<style>:root {{ --choose-a-video: {json.dumps(say('Choose a video'))}; }}</style>")
    uploads = st.session_state.setdefault(_ROUND, 0)
    upload = st.file_uploader(say("Video"), key=f"review-video-{uploads}")
    begin = st.button(
        say("Analyse"),
        type="primary",
        icon=":material/analytics:",
        width="stretch",
        disabled=upload is None,
        key="analyse",
    )
    if upload is None:
        st.session_state.pop(_PEOPLE, None)
        return
    try:
        if begin:
            order = _without_proposal(order)
            st.session_state[_PEOPLE] = Company(upload.file_id, _who_is_there(upload))
        bystanders: Company | None = st.session_state.get(_PEOPLE)
        if bystanders is None or bystanders.upload != upload.file_id:
            return
        has_answered, place = _ask_who(bystanders.people)
        if not has_answered:
            return
        st.session_state.pop(_PEOPLE)
        st.session_state[_WATCHED] = watched = _watch(upload, order, place)
        if watched.proposed is not None:
            st.session_state[_NEXT_EXERCISE] = watched.proposed.id
    except CoachError as error:
        st.session_state.pop(_PEOPLE, None)
        st.error(say_error(error), icon=":material/error:")
        return
    st.session_state[_ROUND] = uploads + 1  # an uploader with another key lets go of the file
    st.rerun()


def _without_proposal(order: Order) -> Order:
    """What is asked for of another video: what was proposed for the one before is not."""
    watched: Watched | None = st.session_state.pop(_WATCHED, None)
    if watched is None or watched.proposed is None or watched.proposed != order.exercise:
        return order
    st.session_state[_NEXT_EXERCISE] = _ANY
    return replace(order, exercise=None)


def _ask_who(people: tuple[Candidate, ...]) -> tuple[bool, Point | None]:
    """Whether it is known who exercises, and where; nowhere if the coach is to see."""
    if not people:
        return True, None
    st.subheader(say("Who exercises?"), anchor=False)
    place = None
    columns = st.columns(len(people), vertical_alignment="bottom")
    for number, (column, person) in enumerate(zip(columns, people, strict=True), start=1):
        words = say("Person {number}", number=number)
        column.image(person.picture, channels="BGR", alt=words, width=_THUMBNAIL_PX)
        if column.button(words, width="stretch", key=f"review-person-{number}"):
            place = person.place
    undecided = st.button(
        say("Let the coach see"), icon=":material/visibility:", key="review-anybody"
    )
    return undecided or place is not None, place


@contextmanager
def _on_disk(upload: UploadedFile) -> Iterator[Path]:
    """The video that was sent as a file; nothing of it stays on the disk.

    Raises
    ------
    CoachError
        If the video cannot be used; told without the folder it lay in.
    """
    with TemporaryDirectory(prefix="sciatica-coach-") as folder:
        video = Path(folder) / Path(upload.name).name
        video.write_bytes(upload.getbuffer())
        try:
            yield video
        except CoachError as error:
            raise CoachError(say_error(error).replace(f"{folder}/", "")) from error


def _who_is_there(upload: UploadedFile) -> tuple[Candidate, ...]:
    with _on_disk(upload) as video, st.spinner(say("Looking who is there")):
        return candidates(video)


def _watch(upload: UploadedFile, order: Order, person_at: Point | None) -> Watched:
    """Find the person in every frame, and which exercise it is if that was not said."""
    bar = st.progress(0.0, _told(0.0))

    def tell(share: float) -> None:
        bar.progress(share, _told(share))

    try:
        with _on_disk(upload) as video:
            seen = look(
                video, order.exercise, model=order.model, person_at=person_at, progress=tell
            )
    except CoachError:
        bar.empty()
        raise
    seen = replace(seen, path=Path(seen.path.name))
    return Watched(seen, recognised(seen) if order.exercise is None else None)


def _told(share: float) -> str:
    return say("Looking at the video: {share:.0%}", share=share) if share < 1 else say("Counting")


def _show_judged(watched: Watched, order: Order) -> None:
    """The result; judged anew when something else is asked for, without the pose model."""
    exercise = order.exercise or watched.proposed
    if exercise is None:
        st.divider()
        st.header(watched.seen.path.name, anchor=False)
        st.info(
            say(
                "None of the exercises that the coach knows was recognised in this video. Choose "
                "the one that was done to see why nothing counts."
            ),
            icon=":material/help:",
        )
        return
    result: Result | None = st.session_state.get(_RESULT)
    if result is None or result.judged_by != order.judged_by:
        with st.spinner(say("Counting")):
            result = _result(watched.seen, exercise, order)
        st.session_state[_RESULT] = result
    _show_result(result)


def _result(seen: Seen, exercise: Exercise, order: Order) -> Result:
    analysis = judge(seen, exercise, side=order.side, hold_s=order.hold_s, reps=order.reps)
    with TemporaryDirectory(prefix="sciatica-coach-") as folder:
        report, table = Path(folder) / "report.json", Path(folder) / "table.csv"
        write_json(analysis, report)
        decimal = DecimalMark.of_locale(st.context.locale)
        write_csv(analysis.result.record, table, decimal=decimal)
        return Result(
            judged_by=order.judged_by,
            name=seen.path.name,
            exercise=exercise,
            record=analysis.result.record,
            warnings=analysis.notes,
            json=report.read_text(encoding="utf-8"),
            csv=table.read_text(encoding="utf-8"),
        )


def _show_result(result: Result) -> None:
    st.divider()
    st.header(result.name, anchor=False)
    show_summary(result.exercise, result.record, result.warnings)
    stem = Path(result.name).stem
    report, table = st.columns(2)
    report.download_button(
        say("Report for programs (JSON)"),
        result.json,
        file_name=f"{stem}.coach.json",
        mime="application/json",
        icon=":material/download:",
        width="stretch",
        on_click="ignore",
    )
    table.download_button(
        say("Every angle of every frame (CSV)"),
        result.csv,
        file_name=f"{stem}.angles.csv",
        mime="text/csv",
        icon=":material/download:",
        width="stretch",
        on_click="ignore",
    )
