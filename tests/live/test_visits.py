import pytest

from sciatica_coach.live.visits import Visits
from sciatica_coach.safety.pain import Pain, Place, judge_pain
from sciatica_coach.safety.screening import Answer, assess, load_screening
from tests.live.scene import PLAN, Clock, Opener, captures, session, show


def visits(clock: Clock) -> Visits:
    return Visits(abandoned_s=60.0, clock_s=clock)


def test_a_visit_is_found_by_its_token_only():
    all_visits = visits(Clock())
    visit = all_visits.open()
    assert all_visits.find(visit.token) is visit
    assert all_visits.find(visit.token[:-1]) is None
    assert all_visits.find("") is None


def test_tokens_cannot_be_guessed():
    all_visits = visits(Clock())
    tokens = {all_visits.open().token for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 43


def test_a_visit_in_use_is_kept():
    clock = Clock()
    all_visits = visits(clock)
    visit = all_visits.open()
    for _ in range(5):
        clock.now_s += 50.0
        assert all_visits.find(visit.token) is visit


def test_an_abandoned_visit_is_forgotten_and_its_estimator_closed():
    clock, opener = Clock(), Opener()
    all_visits = visits(clock)
    visit = all_visits.open()
    visit.live = session(opener)
    show(visit.live, visit.live.take_over(), captures(end_s=0.1)[0])
    clock.now_s += 61.0
    assert all_visits.find(visit.token) is None
    all_visits.open()
    assert len(all_visits) == 1
    assert not opener.opened[0].is_open


SCREENING = load_screening()
NO = {question.id: Answer.NO for question in SCREENING.questions}


@pytest.mark.parametrize(
    ("answers", "confirmed", "may"),
    [
        pytest.param(NO, False, True, id="no warning sign"),
        pytest.param(NO | {"bladder": Answer.YES}, False, False, id="emergency"),
        pytest.param(NO | {"bladder": Answer.YES}, True, False, id="emergency stays locked"),
        pytest.param(NO | {"foot_drop": Answer.NOT_SURE}, False, False, id="urgent"),
        pytest.param(NO | {"foot_drop": Answer.NOT_SURE}, True, True, id="urgent, cleared"),
    ],
)
def test_only_the_right_answers_open_the_exercises(answers, confirmed, may):
    visit = visits(Clock()).open()
    assert not visit.may_exercise
    visit.has_accepted = True
    assert not visit.may_exercise
    visit.screening = assess(SCREENING, answers)
    visit.has_confirmed = confirmed
    assert visit.may_exercise is may


def test_pain_that_moves_down_the_leg_ends_the_session():
    visit = visits(Clock()).open()
    visit.has_accepted = True
    visit.screening = assess(SCREENING, NO)
    visit.pain_outcome = judge_pain(Pain(2, 2, Place.THIGH), Pain(2, 2, Place.FOOT))
    assert not visit.may_exercise


def test_the_next_set_begins_anew():
    visit = visits(Clock()).open()
    visit.begin(PLAN)
    first = visit.live
    visit.pain_outcome = judge_pain(Pain(0, 0, None), Pain(0, 0, None))
    visit.begin(PLAN, clip="clip.mp4")
    assert visit.live is not first
    assert (visit.sets, visit.clip, visit.pain_outcome) == (2, "clip.mp4", None)


def test_for_somebody_else_all_that_was_answered_is_forgotten():
    visit = Visits().open()
    visit.language, visit.has_accepted, visit.is_let_in = "es", True, True
    visit.begin(PLAN)
    assert visit.is_exercising
    live = visit.live
    visit.start_over()
    assert live.has_ended
    assert not visit.is_exercising
    assert (visit.language, visit.is_let_in, visit.has_accepted) == ("es", True, False)
    assert (visit.live, visit.sets) == (None, 0)
