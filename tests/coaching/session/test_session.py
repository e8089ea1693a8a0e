"""Sessions of the stick figure, hands free."""

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, pairwise

import numpy as np
import pytest

from sciatica_coach.coaching.feedback.message import MessageKind
from sciatica_coach.coaching.feedback.phrases import LAST_SECONDS, WORKS, Phrase
from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.feedback.utterance import Priority, Tone
from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.coaching.plan import SetPlan, sets_of
from sciatica_coach.coaching.session.session import Session
from sciatica_coach.coaching.session.state import (
    PausedBy,
    SessionPhase,
    SessionState,
    SessionUpdate,
)
from sciatica_coach.coaching.sets.coach import Coach
from sciatica_coach.coaching.sets.no_reps import NoRepsReason
from sciatica_coach.coaching.sets.record import SetProgress
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.motion.gesture import RAISED_S
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.pose import Pose
from tests.body import mirrored, pose
from tests.coaching.play import (
    EXERCISES,
    FIGURE_4,
    KNEE_TO_CHEST,
    NERVE_FLOSS,
    figure_4,
    floss,
    knee_to_chest,
    reps,
)

RATE_HZ = 15.0


def a_set(count: int = 3, *, hold_s: float = 2.0) -> tuple[Callable[[float], float], float]:
    """Progress over time, and how long it takes: a rest for the count-down, then repetitions."""
    move, duration_s = reps(count, hold_s=hold_s, rest_s=REST_S)
    later_s = FIRST_REST_S - REST_S
    return lambda time_s: move(max(0.0, time_s - later_s)), duration_s + later_s


FIRST_REST_S, REST_S = 7.5, 2.0
LIFTED_S = 16.03
"""In the second repetition."""
SET, SET_S = a_set()
RIGHT_WORKS = WORKS[Side.RIGHT]
MOVES = {KNEE_TO_CHEST.id: knee_to_chest, FIGURE_4.id: figure_4, NERVE_FLOSS.id: floss}


def session_for(
    exercise: Exercise = KNEE_TO_CHEST,
    sides: tuple[Side, ...] = (Side.RIGHT,),
    *,
    resumed: SessionState | None = None,
    **dose,
) -> Session:
    asked = {"reps": 3, "hold_s": 1.0 if exercise.dose.hold_s else 0.0, "rest_s": 5.0, **dose}
    asked_dose = exercise.dose.model_copy(update=asked)

    def follow(set_plan: SetPlan, set_progress: SetProgress) -> Coach:
        return Coach(
            exercise,
            side=set_plan.side,
            dose=set_plan.dose,
            require_near_side=True,
            set_progress=set_progress,
        )

    return Session(
        sets_of(exercise, asked_dose, sides),
        follow,
        resumed=resumed,
        exercises=EXERCISES.values(),
    )


def watch(
    session: Session,
    pose_at: Callable[[float], Pose | None],
    duration_s: float,
    *,
    from_s: float = 0.0,
) -> list[SessionUpdate]:
    """What the guide says while somebody does something; `pose_at` is told the time from here."""
    steps = int(duration_s * RATE_HZ)
    return [
        session.step(pose_at(step / RATE_HZ), time_s=from_s + step / RATE_HZ)
        for step in range(steps)
    ]


def right(exercise: Exercise = KNEE_TO_CHEST, progress: Callable[[float], float] = SET):
    return lambda time_s: pose(MOVES[exercise.id](progress(time_s)), time_s)


def left(exercise: Exercise = KNEE_TO_CHEST, progress: Callable[[float], float] = SET):
    move = right(exercise, progress)
    return lambda time_s: mirrored(move(time_s))


def chapters(seen: list[SessionUpdate]) -> list[SessionPhase]:
    return [session_phase for session_phase, _ in groupby(each.session_phase for each in seen)]


def said(seen: list[SessionUpdate]):
    """Every utterance once, in order."""
    return list({each.serial: each for one in seen for each in one.says}.values())


def words(seen: list[SessionUpdate]) -> list[str]:
    return [phrase for each in said(seen) for phrase in each.phrases]


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=list(EXERCISES))
@pytest.mark.parametrize(("side", "move"), [(Side.RIGHT, right), (Side.LEFT, left)])
def test_a_set_goes_from_set_up_to_its_end_by_itself(exercise, side, move):
    session = session_for(exercise, (side,))
    holds = bool(exercise.dose.hold_s)
    progress, duration_s = (SET, SET_S) if holds else a_set(hold_s=0.3)
    seen = watch(session, move(exercise, progress), duration_s)
    assert chapters(seen) == [
        SessionPhase.SET_UP,
        SessionPhase.COUNT_DOWN,
        SessionPhase.EXERCISE,
        SessionPhase.FINISHED,
    ]
    (record,) = session.finish()
    assert (record.complete_reps, record.side) == (3, side)
    tones = [each.tone for each in said(seen) if each.tone]
    done = [Tone.HOLD_REACHED, Tone.REP_DONE] * 3
    assert tones == [Tone.START, *done]


def test_what_is_said_of_a_set():
    seen = watch(session_for(), right(), SET_S)
    assert words(seen) == [
        Phrase.RIGHT_LEG,
        Phrase.READY,
        Phrase.THREE,
        Phrase.TWO,
        Phrase.ONE,
        Phrase.BEGIN,
        *(Phrase.HOLD, Phrase.HELD, Phrase.GOOD, Phrase.TWO_MORE),
        *(Phrase.HOLD, Phrase.HELD, Phrase.GOOD, Phrase.ONE_MORE),
        *(Phrase.HOLD, Phrase.HELD, Phrase.ALL_DONE),
    ]
    assert set(words(seen)) <= set(phrase_book(EXERCISES.values()))


def test_a_long_hold_is_counted_aloud():
    long, long_s = a_set(1, hold_s=33.0)
    seen = watch(session_for(reps=1, hold_s=30.0), right(progress=long), long_s)
    held = [each for each in said(seen) if each.time_s > 8.5 and each.phrases]
    assert [each.phrases[0] for each in held] == [
        Phrase.HOLD,
        Phrase.KEEP_BREATHING,
        Phrase.TEN_MORE_SECONDS,
        *LAST_SECONDS.values(),
        Phrase.HELD,
        Phrase.ALL_DONE,
    ]
    at_s = {each.phrases[0]: each.time_s for each in held}
    assert at_s[Phrase.HELD] - at_s[Phrase.TEN_MORE_SECONDS] == pytest.approx(10.0, abs=0.4)
    assert at_s[Phrase.HELD] - at_s[Phrase.THREE] == pytest.approx(3.0, abs=0.4)


def test_sides_take_turns_with_a_rest_between():
    session = session_for(sides=(Side.RIGHT, Side.LEFT))
    first = watch(session, right(), SET_S)
    assert chapters(first)[-1] is SessionPhase.REST
    assert (first[-1].set_index, first[-1].set_plan.side) == (1, Side.LEFT)
    assert 0 < first[-1].rest_s < 5
    turned_wrong = watch(session, right(progress=lambda _: 0.0), 7.0, from_s=SET_S)
    assert turned_wrong[-1].session_phase is SessionPhase.SET_UP
    assert turned_wrong[-1].message.text == "Turn: your left side to the camera."
    watch(session, lambda _: None, 3.0, from_s=SET_S + 7.0)
    second = watch(session, left(), SET_S, from_s=SET_S + 10.0)
    assert second[-1].session_phase is SessionPhase.FINISHED
    assert [(each.side, each.complete_reps) for each in session.finish()] == [
        (Side.RIGHT, 3),
        (Side.LEFT, 3),
    ]


def test_who_lies_ready_after_a_rest_shorter_than_its_words_hears_which_leg_works():
    progress, duration_s = a_set(1)
    session = session_for(sets=2, reps=1, rest_s=1.0)
    seen = watch(session, right(progress=progress), duration_s + 12.0)
    assert [each.set_index for each in seen if each.session_phase is SessionPhase.COUNT_DOWN][-1]
    heard = words(seen)
    works = [index for index, phrase in enumerate(heard) if phrase == RIGHT_WORKS]
    ready = [index for index, phrase in enumerate(heard) if phrase == Phrase.READY]
    assert len(works) == len(ready) == 2
    assert Phrase.REST in heard[ready[0] : works[1]]
    assert works[1] < ready[1]


@pytest.mark.parametrize("lost_s", [0.2, 20.0])
def test_who_comes_back_during_the_set_up_is_told_again_which_leg_works(lost_s):
    """What had been said last may have been cut off, or nobody was there to hear it."""
    session = session_for()
    before = watch(session, left(), 2.0)
    session.repeat_instruction()
    after = watch(session, left(), 5.0, from_s=2.0 + lost_s)
    told = [each for each in said(after) if RIGHT_WORKS in each.phrases]
    assert [each.time_s >= 2.0 for each in told] == [True]
    assert words(before).count(RIGHT_WORKS) == 1


def test_who_comes_back_during_a_set_is_not_told_to_get_ready():
    session = session_for()
    before = watch(session, right(), SET_S / 2)
    assert before[-1].session_phase is SessionPhase.EXERCISE
    session.repeat_instruction()
    after = watch(session, lambda time_s: right()(time_s + SET_S / 2), 3.0, from_s=SET_S / 2)
    assert RIGHT_WORKS not in words(after)


def test_the_wrong_side_is_not_counted_until_the_person_goes_on_anyway():
    session = session_for(sides=(Side.LEFT,))
    seen = watch(session, right(), SET_S)
    assert chapters(seen) == [SessionPhase.SET_UP]
    assert seen[-1].may_go_on
    assert seen[-1].update.reps == 0
    assert Phrase.OR_GO_ON_ANYWAY in words(seen)
    session.go_on()
    at_rest = right(progress=lambda _: 0.0)

    def left_leg_behind(time_s: float) -> Pose:
        made = at_rest(time_s).with_legs_hidden([Side.LEFT])
        return replace(made, time_s=SET_S + time_s)

    after = watch(session, left_leg_behind, 9.0, from_s=SET_S)
    assert Phrase.GOING_ON_ANYWAY in words(after)
    assert after[-1].update.advice.code == "hidden"
    (record,) = session.finish()
    assert any("other side to the camera" in warning for warning in record.warnings)


@pytest.mark.parametrize(
    ("gone_s", "sets_up_again"),
    [pytest.param(0.8, False, id="a moment"), pytest.param(3.0, True, id="for longer")],
)
def test_a_count_down_goes_on_over_a_moment_out_of_sight(gone_s, sets_up_again):
    at_rest = right(progress=lambda _: 0.0)
    (ready_s,) = {
        each.update.time_s
        for one, each in pairwise(watch(session_for(), at_rest, 8.0))
        if (one.session_phase, each.session_phase) == (SessionPhase.SET_UP, SessionPhase.COUNT_DOWN)
    }

    def blinks(time_s: float) -> Pose | None:
        return None if 1.0 < time_s - ready_s < 1.0 + gone_s else at_rest(time_s)

    seen = watch(session_for(), blinks, 16.0)
    again = [SessionPhase.SET_UP, SessionPhase.COUNT_DOWN] if sets_up_again else []
    assert chapters(seen) == [
        SessionPhase.SET_UP,
        SessionPhase.COUNT_DOWN,
        *again,
        SessionPhase.EXERCISE,
    ]
    counted = [each for each in words(seen) if each in (Phrase.THREE, Phrase.TWO, Phrase.ONE)]
    assert counted[-3:] == [Phrase.THREE, Phrase.TWO, Phrase.ONE]


def test_a_leg_that_is_lost_for_a_frame_as_an_early_movement_begins_costs_no_repetition():
    """The movement begins before the count-down, while it is still said which leg works."""
    begun_s = 2.3
    at_rest, moves = right(progress=lambda _: 0.0), right(progress=early_set(begun_s))

    def loses_the_leg(time_s: float) -> Pose:
        if begun_s <= time_s < begun_s + 1 / RATE_HZ:
            return at_rest(time_s).with_legs_hidden([Side.RIGHT])
        return moves(time_s)

    session = session_for(reps=1)
    seen = watch(session, loses_the_leg, SET_S)
    before = [each for each in seen if each.update.time_s < begun_s]
    assert before[-1].session_phase is SessionPhase.SET_UP
    assert before[-1].update.stage is SetState.READY
    assert "hidden" in {each.update.advice.code for each in seen if each.update.advice}
    assert seen[-1].update.reps == 1


def early_set(begun_s: float) -> Callable[[float], float]:
    """Progress of a set whose first repetition begins by then."""
    move, _ = reps(1, hold_s=2.0, rest_s=REST_S)
    return lambda time_s: move(max(0.0, time_s + REST_S - begun_s))


def test_who_leaves_pauses_the_set_and_goes_on_when_back():
    def leaves(time_s: float) -> Pose | None:
        return None if 13.5 < time_s < 18.5 else right(progress=course_with_a_break)(time_s)

    def course_with_a_break(time_s: float) -> float:
        return SET(time_s if time_s < 13.5 else max(13.5, time_s - 6.0))

    session = session_for()
    seen = watch(session, leaves, SET_S + 6.0)
    assert chapters(seen)[-4:] == [
        SessionPhase.EXERCISE,
        SessionPhase.PAUSED,
        SessionPhase.EXERCISE,
        SessionPhase.FINISHED,
    ]
    assert {each.paused_by for each in seen if each.session_phase is SessionPhase.PAUSED} == {
        PausedBy.AWAY
    }
    assert words(seen).count(Phrase.PAUSED) == words(seen).count(Phrase.GOING_ON) == 1
    assert session.finish()[0].complete_reps == 3


def test_nothing_counts_while_the_button_pauses():
    session = session_for()
    watch(session, right(), 16.0)
    session.pause()
    paused = watch(session, right(progress=lambda t: SET(t + 16.0)), SET_S - 16.0, from_s=16.0)
    assert {each.session_phase for each in paused} == {SessionPhase.PAUSED}
    assert {each.paused_by for each in paused} == {PausedBy.BUTTON}
    assert paused[-1].update.reps == paused[0].update.reps
    assert paused[-1].message.text == Phrase.RAISE_TO_GO_ON
    session.resume()
    after = watch(session, right(), SET_S, from_s=SET_S)
    assert after[-1].session_phase is SessionPhase.FINISHED


def test_nothing_counts_once_the_session_is_finished():
    session = session_for()
    watch(session, right(), SET_S)
    again = watch(session, right(), SET_S, from_s=SET_S)
    assert {each.session_phase for each in again} == {SessionPhase.FINISHED}
    assert {(each.update.reps, each.update.stage) for each in again} == {(3, SetState.DONE)}
    assert session.finish()[0].complete_reps == 3


@pytest.mark.parametrize("mirror", [False, True], ids=["right", "left"])
def test_an_arm_held_up_pauses_and_another_time_goes_on(mirror):
    at_rest = MOVES[KNEE_TO_CHEST.id](0.0)
    up = replace(at_rest, arms={Side.RIGHT: (4.0, -6.0)})

    def signals(time_s: float) -> Pose:
        is_up = 10.0 <= time_s < 13.0 or 18.0 <= time_s < 21.0
        return pose(up if is_up else at_rest, time_s, mirror=mirror)

    session = session_for(sides=(Side.LEFT if mirror else Side.RIGHT,))
    seen = watch(session, signals, 30.0)
    begins = [SessionPhase.SET_UP, SessionPhase.COUNT_DOWN, SessionPhase.EXERCISE]
    assert chapters(seen) == [*begins, SessionPhase.PAUSED, *begins]
    paused = [each for each in seen if each.session_phase is SessionPhase.PAUSED]
    assert {each.paused_by for each in paused} == {PausedBy.ARM}
    assert paused[0].update.time_s == pytest.approx(10.0 + RAISED_S, abs=0.3)
    assert paused[-1].update.time_s == pytest.approx(18.0 + RAISED_S, abs=0.3)
    for told in (Phrase.RAISE_TO_GO_ON, Phrase.GOING_ON):
        assert words(seen).count(told) == 1


def test_a_rest_can_be_paused_as_well():
    session = session_for(sides=(Side.RIGHT, Side.LEFT), rest_s=20.0)
    assert watch(session, right(), SET_S)[-1].session_phase is SessionPhase.REST
    session.pause()
    paused = watch(session, right(progress=lambda _: 0.0), 25.0, from_s=SET_S)
    assert {each.session_phase for each in paused} == {SessionPhase.PAUSED}
    session.resume()
    (after,) = watch(session, right(progress=lambda _: 0.0), 0.1, from_s=SET_S + 25.0)
    assert (after.session_phase, after.set_plan.side) == (SessionPhase.SET_UP, Side.LEFT)


def test_one_thing_is_said_at_a_time_and_cues_keep_their_distance():
    def restless(time_s: float) -> Pose:
        body = knee_to_chest(SET(time_s))
        lifted = replace(body, left=replace(body.left, hip=45.0)) if time_s > 9.0 else body
        return pose(lifted, time_s)

    seen = watch(session_for(), restless, SET_S)
    spoken = [each for each in said(seen) if each.phrases]
    assert any(each.priority is Priority.SAFETY for each in spoken)
    for one, other in pairwise(spoken):
        needed_s = 0.4 * sum(len(phrase.split()) for phrase in one.phrases)
        assert other.time_s - one.time_s >= needed_s
    cues = [
        each
        for each in spoken
        if each.priority in (Priority.SAFETY, Priority.RANGE, Priority.TEMPO)
    ]
    assert all(other.time_s - one.time_s >= 4.0 for one, other in pairwise(cues))
    assert [each.serial for each in said(seen)] == list(range(1, len(said(seen)) + 1))


def test_a_correction_is_shown_and_heard_as_soon_as_its_fault_is_known():
    def lifts(time_s: float) -> Pose:
        """The other leg rises within a second; half-way it is further up than the rule allows."""
        body = knee_to_chest(SET(time_s))
        up = np.interp(time_s - LIFTED_S, (-0.5, 0.5, 2.0, 2.5), (0.0, 1.0, 1.0, 0.0))
        return pose(replace(body, left=replace(body.left, hip=5.0 + 40.0 * up)), time_s)

    seen = watch(session_for(), lifts, SET_S)
    rule = next(rule for rule in KNEE_TO_CHEST.rules if rule.id == "other_leg_lifts")
    shown = next(each for each in seen if each.message.text == rule.cue)
    heard = next(each for each in said(seen) if each.tone is Tone.CORRECT)
    assert shown.message.kind is MessageKind.CORRECT
    assert shown.update.time_s == heard.time_s
    assert 0.0 <= heard.time_s - LIFTED_S - rule.dwell_s <= 0.3


def test_a_session_goes_on_from_what_was_kept_of_it():
    session = session_for(sides=(Side.RIGHT, Side.LEFT))
    watch(session, right(), SET_S)
    watch(session, lambda _: None, 4.0, from_s=SET_S)
    watch(session, left(), 15.0, from_s=SET_S + 4.0)
    state = session.state
    assert (state.set_index, len(state.ended), len(state.set_progress.reps)) == (1, 1, 1)
    resumed = session_for(sides=(Side.RIGHT, Side.LEFT), resumed=state)
    two, two_s = a_set(2)
    seen = watch(resumed, left(progress=two), two_s, from_s=state.time_s + 1.0)
    assert seen[0].update.reps == 1
    assert seen[-1].session_phase is SessionPhase.FINISHED
    assert [each.complete_reps for each in resumed.finish()] == [3, 3]


@pytest.mark.parametrize(
    ("asked", "side", "body", "reason"),
    [
        pytest.param(KNEE_TO_CHEST, Side.LEFT, knee_to_chest, NoRepsReason.OTHER_LEG, id="leg"),
        pytest.param(
            FIGURE_4, Side.RIGHT, knee_to_chest, NoRepsReason.OTHER_EXERCISE, id="exercise"
        ),
        pytest.param(NERVE_FLOSS, Side.RIGHT, floss, None, id="as asked"),
    ],
)
def test_what_else_was_done_is_told_at_the_end(asked, side, body, reason):
    session = session_for(asked, (side,))
    for index in range(int(SET_S * RATE_HZ)):
        time_s = index / RATE_HZ
        session.go_on()  # the near side is the right one, and that may stay so
        session.step(pose(body(SET(time_s)), time_s), time_s=time_s)
    (record,) = session.finish()
    assert record.no_reps_reasons == ((reason,) if reason else ())


def test_a_session_that_ends_before_its_first_frame_says_so():
    (record,) = session_for().finish()
    assert record.no_reps_reasons == (NoRepsReason.NOBODY,)
