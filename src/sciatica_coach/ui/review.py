"""The Review page: a recorded video in, the same summary as after a set out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

import streamlit as st

from sciatica_coach.capture.model import RECORDING_MODEL, Model
from sciatica_coach.capture.people import Point
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.review.analyse import Analysis, Seen, judge, look, recognised
from sciatica_coach.review.bystanders import Candidate, candidates
from sciatica_coach.review.decimal_mark import DecimalMark
from sciatica_coach.review.keeping import VideoOrigin, origin_of
from sciatica_coach.review.report import write_csv, write_json
from sciatica_coach.scratch import ScratchFolder
from sciatica_coach.ui import choosing
from sciatica_coach.ui.analysis_queue import AnalysisQueue, asked_analyses
from sciatica_coach.ui.keeping_video import offer_to_keep
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.speaking import in_words, say, say_count, say_error
from sciatica_coach.ui.summary import show_summary
from sciatica_coach.ui.upload_store import Upload, safe_stem
from sciatica_coach.ui.uploading import choose_video, remove_video
from sciatica_coach.ui.visiting import current_visit
from sciatica_coach.visible_text import visible

_WATCHED, _RESULT, _PEOPLE, _LOOKING, _PROBLEM = (
    "review-watched",
    "review-result",
    "review-people",
    "review-looking",
    "review-problem",
)
_EXERCISE, _NEXT_EXERCISE = "review-exercise", "review-next-exercise"
"""The field, and what it is to show from the next run on: a field cannot be changed in its own."""
_ANY = ""
"""Stands in the field for the exercise that the coach sees."""
_THUMBNAIL_PX = 220
_DRAWN_EVERY_S = 0.25
"""So soon whoever closes the page or cancels ends the work."""
_NOWHERE = Path(os.devnull)
"""Where a video is when it is gone: a file of its name in the server's folder is another one."""
QUEUE = AnalysisQueue(asked_analyses())
"""All videos of this server that are looked at."""


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
    origin: VideoOrigin


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What was made of one video."""

    judged_by: tuple[object, ...]
    name: str
    exercise: Exercise
    analysis: Analysis
    json: str
    csv: str


@dataclass(frozen=True, slots=True)
class Company:
    """Whom there is to choose from in a video."""

    upload: Upload
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
    is_looking = _is_looking()
    if exercise is not None:
        side = choosing.choose_side(exercise, None, key="review", disabled=is_looking)
        dose = exercise.dose
        columns = st.columns(2 if dose.hold_s else 1)
        reps = columns[0].number_input(
            say("Repetitions"),
            1,
            100,
            dose.reps,
            key=f"review-reps-{exercise.id}",
            disabled=is_looking,
        )
        if dose.hold_s:
            hold_key = f"review-hold-{exercise.id}"
            hold_s = choosing.choose_hold(
                columns[1], dose.hold_s, key=hold_key, disabled=is_looking
            )
    with st.expander(say("Settings"), icon=":material/tune:"):
        model = choosing.choose_model(RECORDING_MODEL, key="review", disabled=is_looking)
    return Order(exercise, side, model, hold_s, reps)


def _choose_exercise(exercises: dict[str, Exercise]) -> Exercise | None:
    """The exercise, or None for the one that the coach sees: nothing is preset."""
    names: dict[str, str] = {_ANY: say("Let the coach see")}
    names |= {key: visible(in_words(exercise).name) for key, exercise in exercises.items()}
    if _NEXT_EXERCISE in st.session_state:
        st.session_state[_EXERCISE] = st.session_state.pop(_NEXT_EXERCISE)
    chosen = st.selectbox(
        say("Exercise"),
        list(names),
        format_func=names.__getitem__,
        key=_EXERCISE,
        disabled=_is_looking(),
    )
    watched: Watched | None = st.session_state.get(_WATCHED)
    if watched is not None and watched.proposed is not None and watched.proposed.id == chosen:
        st.caption(say("Proposed by what is seen in the video. You can choose another one."))
    elif chosen == _ANY and watched is None:
        st.caption(say("The coach proposes the exercise that is seen in the video."))
    return exercises.get(chosen)


def _take_video(order: Order) -> None:
    """Choose a video and look at it; while that goes on, this is where it can be ended."""
    is_looking = _is_looking()
    upload = choose_video(is_locked=is_looking)
    st.button(
        say("Analyse"),
        type="primary",
        icon=":material/analytics:",
        width="stretch",
        disabled=upload is None or is_looking,
        key="analyse",
        on_click=_begin_looking,
    )
    if upload is None:
        _stop_looking()
        _show_problem()
        return
    st.session_state.pop(_PROBLEM, None)  # of the video before
    if not is_looking:
        return
    st.button(
        say("Cancel"),
        icon=":material/close:",
        width="stretch",
        key="cancel",
        on_click=_stop_looking,
    )
    try:
        is_done = _look(upload, order)
    except CoachError as error:
        st.session_state[_PROBLEM] = say_error(error, instead_of=str(upload.path), name=upload.name)
        is_done = True
    if is_done:
        _stop_looking()
        remove_video()
        st.rerun()


def _is_looking() -> bool:
    return bool(st.session_state.get(_LOOKING))


def _begin_looking() -> None:
    st.session_state[_LOOKING] = True
    _forget_proposal()


def _stop_looking() -> None:
    """Also while it goes on: Streamlit ends the run in which the video is looked at."""
    st.session_state.pop(_LOOKING, None)
    st.session_state.pop(_PEOPLE, None)


def _show_problem() -> None:
    problem: Markdown | None = st.session_state.get(_PROBLEM)
    if problem is not None:
        st.error(problem, icon=":material/error:")


def _look(upload: Upload, order: Order) -> bool:
    """Whether all is known of the video that is asked for; False while the person is to answer.

    What is written on the page meanwhile ends this run if the page is closed or the person cancels.

    Raises
    ------
    CoachError
        If the video cannot be used.
    """
    bystanders: Company | None = st.session_state.get(_PEOPLE)
    if bystanders is None or bystanders.upload is not upload:
        with _turn(), upload.opened() as video:
            bystanders = Company(upload, _who_is_there(video))
        st.session_state[_PEOPLE] = bystanders
    has_answered, place = _ask_who(bystanders.people)
    if not has_answered:
        return False
    with _turn(), upload.opened() as video:
        watched = _watch(video, upload.name, order, place)
    st.session_state[_WATCHED] = watched
    st.session_state.pop(_RESULT, None)
    if watched.proposed is not None:
        st.session_state[_NEXT_EXERCISE] = watched.proposed.id
    return True


@contextmanager
def _turn() -> Iterator[None]:
    """Wait until there is a core for it, and say so meanwhile."""
    place = st.empty()

    def tell(ahead: int) -> None:
        place.info(
            say_count(
                "Another video is looked at first. It goes on by itself.",
                "{number} other videos are looked at first. It goes on by itself.",
                ahead,
            ),
            icon=":material/hourglass_top:",
        )

    with QUEUE.turn(tell):
        place.empty()
        yield


def _forget_proposal() -> None:
    """What was proposed for one video is not asked for of the next."""
    watched: Watched | None = st.session_state.pop(_WATCHED, None)
    if watched is None or watched.proposed is None:
        return
    if watched.proposed.id == st.session_state.get(_EXERCISE):
        st.session_state[_NEXT_EXERCISE] = _ANY


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


def _who_is_there(video: Path) -> tuple[Candidate, ...]:
    bar = _Bar(say("Looking who is there"))
    found = candidates(video, on_frame=bar.draw_now_and_then)
    bar.clear()
    return found


def _watch(video: Path, name: str, order: Order, person_at: Point | None) -> Watched:
    """Find the person in every frame, and which exercise it is if that was not said."""
    bar = _Bar(_told(0.0))
    seen = look(
        video,
        order.exercise,
        model=order.model,
        person_at=person_at,
        progress=lambda share: bar.draw(share, _told(share)),
        on_frame=bar.draw_now_and_then,
    )
    bar.draw(1.0, _told(1.0))
    origin = origin_of(video)
    seen = replace(seen, path=_NOWHERE / name)
    return Watched(seen, recognised(seen) if order.exercise is None else None, origin)


class _Bar:
    """How far the work is. Drawing it ends the work if nobody is there or wants it any more."""

    def __init__(self, words: Markdown) -> None:
        self._share, self._words = 0.0, words
        self._drawn_s = monotonic()
        self._place = st.progress(0.0, words)

    def draw(self, share: float, words: Markdown) -> None:
        self._share, self._words = share, words
        self._drawn_s = monotonic()
        self._place.progress(share, words)

    def draw_now_and_then(self) -> None:
        if monotonic() - self._drawn_s > _DRAWN_EVERY_S:
            self.draw(self._share, self._words)

    def clear(self) -> None:
        self._place.empty()


def _told(share: float) -> Markdown:
    return say("Looking at the video: {share:.0%}", share=share) if share < 1 else say("Counting")


def _show_judged(watched: Watched, order: Order) -> None:
    """The result; judged anew when something else is asked for, without the pose model."""
    exercise = order.exercise or watched.proposed
    if exercise is None:
        st.divider()
        st.header(literal(watched.seen.path.name), anchor=False)
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
    _show_result(result, watched.origin)


def _result(seen: Seen, exercise: Exercise, order: Order) -> Result:
    analysis = judge(seen, exercise, side=order.side, hold_s=order.hold_s, reps=order.reps)
    with ScratchFolder() as scratch:
        report, table = scratch.path / "report.json", scratch.path / "table.csv"
        write_json(analysis, report)
        decimal = DecimalMark.of_locale(st.context.locale)
        write_csv(analysis.result.record, table, decimal=decimal)
        return Result(
            judged_by=order.judged_by,
            name=seen.path.name,
            exercise=exercise,
            analysis=analysis,
            json=report.read_text(encoding="utf-8"),
            csv=table.read_text(encoding="utf-8"),
        )


def _show_result(result: Result, origin: VideoOrigin) -> None:
    st.divider()
    st.header(literal(result.name), anchor=False)
    show_summary(result.exercise, result.analysis.result.record, result.analysis.notes)
    offer_to_keep(current_visit(), result.analysis, origin)
    stem = safe_stem(result.name)
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
