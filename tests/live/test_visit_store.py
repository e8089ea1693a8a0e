"""What of a visit outlives the server: real files, and a server that is not told to stop."""

import json
import logging
import math
import os
import stat
from dataclasses import fields, replace
from uuid import uuid4

import pytest

from sciatica_coach.coaching.faults.log import Fault
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.coaching.session.state import SessionState, SessionUpdate
from sciatica_coach.coaching.sets.record import SetProgress
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.language.catalog import language_for
from sciatica_coach.live.protocol import Capture
from sciatica_coach.live.session import LiveSession, SetEnded
from sciatica_coach.live.visit_schema import to_json
from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.live.visits import Visit, Visits
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import STATE_VARIABLE
from sciatica_coach.records.people import Person
from sciatica_coach.safety.pain import Pain, Place, judge_pain
from sciatica_coach.safety.screening import Answer, assess, load_screening
from tests.live.scene import PLAN, Clock, Opener, calibrated, captures, poses, session, show
from tests.records.raw_bytes import files_with, written

SCREENING = load_screening(locale="de-AT")
ANSWERS = {question.id: Answer.NO for question in SCREENING.questions} | {"foot_drop": Answer.YES}


@pytest.fixture
def clock():
    """The time of day; files are as old as it says."""
    return Clock(1_700_000_000.0)


@pytest.fixture
def keeping(tmp_path, clock):
    return VisitStore(tmp_path, now_s=clock)


def started_anew(tmp_path, clock) -> Visits:
    """The visits of a server that has just been started."""
    return Visits(keeper=VisitStore(tmp_path, now_s=clock))


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def answered(visits: Visits) -> Visit:
    """A visit that has come as far as it can before its first set."""
    visit = visits.open()
    visit.language = "es"
    visit.has_accepted = True
    visit.screening = assess(SCREENING, ANSWERS)
    visit.has_confirmed = True
    visit.pain = Pain(3, 2, Place.THIGH)
    visit.pain_outcome = judge_pain(visit.pain, Pain(3, 2, Place.FOOT))
    visit.plan = PLAN
    visit.own_ranges = (own_range(),)
    visit.sets, visit.clip, visit.is_preparing = 2, "clip.mp4", True
    return visit


def own_range() -> Baseline:
    own = calibrated().finish().baseline
    assert own is not None
    return own


def test_a_visit_goes_on_after_the_server_was_started_anew(tmp_path, clock, keeping):
    visit = answered(visits := Visits(keeper=keeping))
    visits.keep(visit)
    again = started_anew(tmp_path, clock).find(visit.token)
    assert again is not visit
    assert again == visit


def test_all_that_a_visit_holds_is_kept_but_its_token():
    assert {field.name for field in fields(Visit)} - {"token"} == kept_fields()


def kept_fields() -> set[str]:
    return json.loads(to_json(Visit("x"))).keys() - {"version"}


@pytest.mark.parametrize(
    ("cut_s", "reps"),
    [
        pytest.param(8.0, 3, id="between repetitions"),
        pytest.param(10.3, 2, id="within a hold"),
    ],
)
def test_a_session_goes_on_after_the_server_was_started_anew(tmp_path, clock, keeping, cut_s, reps):
    """What had ended is counted; the repetition that was under way is not."""
    visits = Visits(keeper=keeping)
    visit = visits.open()
    visit.live = session()
    before = run(visit.live, captures(end_s=cut_s))[-1]
    assert before.update.reps == 1
    visits.keep(visit)

    live = started_anew(tmp_path, clock).find(visit.token).live
    assert live.plan == PLAN
    assert not live.has_ended
    live = replay(live)
    after = run(live, captures(start_s=cut_s, clock_s=99.0))[-1]
    assert after.update.reps == reps
    (record,) = live.finish()
    assert [rep.start_s for rep in record.reps] == sorted(rep.start_s for rep in record.reps)
    assert record.complete_reps == reps


def test_a_session_of_several_sets_goes_on_in_the_set_it_was_in(tmp_path, clock, keeping):
    both = replace(PLAN, sides=(Side.RIGHT, Side.LEFT))
    visits = Visits(keeper=keeping)
    visit = visits.open()
    visit.live = session(plan=both)
    assert run(visit.live, captures())[-1].set_index == 1
    visits.keep(visit)

    live = replay(started_anew(tmp_path, clock).find(visit.token).live)
    (session_update,) = run(live, captures(end_s=0.1)[:1])
    assert session_update.set_plan.side is Side.LEFT
    first, second = live.state.ended[0], visit.live.state.ended[0]
    assert first.reps == second.reps
    assert first.range_of_motion == second.range_of_motion
    assert live.finish()[0].complete_reps == 3


def test_a_session_that_has_ended_is_shown_again(tmp_path, clock, keeping):
    visits = Visits(keeper=keeping)
    visit = visits.open()
    visit.live = session()
    run(visit.live, captures())
    (record,) = visit.live.finish()
    visits.keep(visit)
    live = started_anew(tmp_path, clock).find(visit.token).live
    assert live.has_ended
    (again,) = live.records
    for field in fields(record):
        if field.name != "angle_series":
            assert getattr(again, field.name) == getattr(record, field.name)
    assert len(again.angle_series.time_s) == 0
    with pytest.raises(SetEnded, match="has ended"):
        show(live, live.take_over(), captures()[0])


def test_an_own_range_that_was_measured_is_shown_again(tmp_path, clock, keeping):
    visits = Visits(keeper=keeping)
    visit = visits.open()
    visit.live = calibrated()
    visit.live.finish()
    visits.keep(visit)
    live = started_anew(tmp_path, clock).find(visit.token).live
    assert live.calibration_result == visit.live.calibration_result
    assert live.calibration_result.baseline is not None


def test_what_is_said_of_a_set_can_still_be_said_in_any_language(tmp_path, clock, keeping):
    visits = Visits(keeper=keeping)
    visit = visits.open()
    visit.live = session(Opener(made=poses()[:300]))
    run(visit.live, captures())
    (record,) = visit.live.finish()
    assert record.warnings
    visits.keep(visit)
    (again,) = started_anew(tmp_path, clock).find(visit.token).live.records
    spanish = language_for("es")
    assert [each.in_(spanish) for each in again.warnings] == [
        each.in_(spanish) for each in record.warnings
    ]


def test_why_no_own_range_was_measured_is_said_again(tmp_path, clock, keeping):
    visits = Visits(keeper=keeping)
    visit = visits.open()
    visit.live = calibrated(duration_s=6.0)
    visit.live.finish()
    visits.keep(visit)
    live = started_anew(tmp_path, clock).find(visit.token).live
    assert live.calibration_result == visit.live.calibration_result
    assert live.calibration_result.problem is not None


def test_an_own_range_whose_measuring_was_broken_off_is_measured_anew(tmp_path, clock, keeping):
    visits = Visits(keeper=keeping)
    visit = visits.open()
    visit.live = calibrated(duration_s=11.0)
    visits.keep(visit)
    live = started_anew(tmp_path, clock).find(visit.token).live
    assert live.plan.measures
    assert not live.has_ended


def run(live: LiveSession, frames: list[Capture]) -> list[SessionUpdate]:
    lease = live.take_over()
    return [show(live, lease, capture) for capture in frames]


def replay(live: LiveSession) -> LiveSession:
    """The session as it was found, before the stick figure instead of a real model."""
    return LiveSession(live.plan, resumed=live.state, open_estimator=Opener(), clock_s=Clock())


def test_no_figure_that_was_not_measured_makes_a_file_unreadable(tmp_path, clock, keeping):
    visits = Visits(keeper=keeping)
    visit = visits.open()
    fault = Fault("rule", Side.LEFT, 1.0, 2.0, Severity.CORRECT, math.nan, None)
    visit.live = LiveSession(PLAN, resumed=SessionState(set_progress=SetProgress(faults=(fault,))))
    visits.keep(visit)
    (again,) = started_anew(tmp_path, clock).find(visit.token).live.state.set_progress.faults
    assert math.isnan(again.worst)


def test_a_visit_that_was_found_again_is_one_and_the_same_for_pages_and_sockets(
    tmp_path, clock, keeping
):
    visit = answered(visits := Visits(keeper=keeping))
    visits.keep(visit)
    after = started_anew(tmp_path, clock)
    assert after.find(visit.token) is after.find(visit.token)
    assert len(after) == 1


def test_what_changes_after_a_restart_is_kept_as_well(tmp_path, clock, keeping):
    visit = answered(visits := Visits(keeper=keeping))
    visits.keep(visit)
    second = started_anew(tmp_path, clock)
    again = second.find(visit.token)
    again.pain = Pain(9, 9, None)
    second.keep(again)
    assert started_anew(tmp_path, clock).find(visit.token).pain == Pain(9, 9, None)


def test_only_the_owner_can_read_and_names_tell_nothing(tmp_path, keeping):
    visit = answered(visits := Visits(keeper=keeping))
    visits.keep(visit)
    (path,) = files(tmp_path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert visit.token not in path.read_text()
    assert visit.token not in str(path)


def test_a_visit_that_has_only_been_opened_is_not_written(tmp_path, keeping):
    visits = Visits(keeper=keeping)
    visits.keep(visits.open())
    assert files(tmp_path) == []


def test_nothing_is_written_again_while_nothing_changes(tmp_path, keeping):
    visit = answered(visits := Visits(keeper=keeping))
    visits.keep(visit)
    (path,) = files(tmp_path)
    before = path.stat().st_ino
    visits.keep(visit)
    assert path.stat().st_ino == before
    visit.sets += 1
    visits.keep(visit)
    assert path.stat().st_ino != before


def test_a_kiosk_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path))
    visits = Visits()
    visits.keep(answered(visits))
    assert files(tmp_path) == []


@pytest.mark.parametrize("how", ["forgotten", "abandoned"])
def test_files_go_with_their_visits(tmp_path, keeping, how):
    steady = Clock()
    visits = Visits(keeper=keeping, abandoned_s=60.0, clock_s=steady)
    visit = answered(visits)
    visits.keep(visit)
    assert len(files(tmp_path)) == 1
    if how == "forgotten":
        visits.forget(visit.token)
    else:
        steady.now_s += 61.0
        visits.forget_abandoned()
    assert files(tmp_path) == []
    visits.keep(visit)
    assert files(tmp_path) == []
    assert visits.find(visit.token) is None


def test_an_old_file_is_not_gone_on_with_and_is_deleted(tmp_path, clock, keeping):
    visit = answered(visits := Visits(keeper=keeping))
    visits.keep(visit)
    (path,) = files(tmp_path)
    (tmp_path / "visits" / ".other.1.draft").write_text("of a process that was killed")
    for each in files(tmp_path):
        os.utime(each, (clock(), clock()))
    clock.now_s += 29 * 60
    keeping.tidy()
    assert len(files(tmp_path)) == 2
    clock.now_s += 2 * 60
    after = started_anew(tmp_path, clock)
    assert after.find(visit.token) is None
    assert path.exists()
    after.open()
    VisitStore(tmp_path, now_s=clock).tidy()
    assert files(tmp_path) == []


def test_the_file_of_a_visit_in_use_does_not_grow_old(tmp_path, clock, keeping):
    steady = Clock()
    visits = Visits(keeper=keeping, clock_s=steady)
    visit = answered(visits)
    visits.keep(visit)
    for _ in range(3):
        clock.now_s += 20 * 60
        steady.now_s += 20 * 60
        assert visits.find(visit.token) is visit
    assert started_anew(tmp_path, clock).find(visit.token) == visit


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda text: text[: len(text) // 2], id="cut off"),
        pytest.param(lambda _: "", id="empty"),
        pytest.param(lambda text: text.replace('"pain":{', '"pane":{'), id="unknown words"),
        pytest.param(lambda text: text.replace('"leg":3', '"leg":99'), id="impossible pain"),
        pytest.param(lambda text: text.replace('"version":3', '"version":9'), id="another version"),
        pytest.param(
            lambda text: text.replace(PLAN.exercise.id, "no-such-exercise"), id="no such exercise"
        ),
        pytest.param(lambda text: text.encode().replace(b"thigh", b"\xff\xfe"), id="not a text"),
    ],
)
def test_a_damaged_file_is_put_aside_and_the_visit_begins_anew(
    tmp_path, clock, keeping, caplog, damage
):
    visit = answered(visits := Visits(keeper=keeping))
    visits.keep(visit)
    (path,) = files(tmp_path)
    broken = damage(path.read_text())
    path.write_bytes(broken if isinstance(broken, bytes) else broken.encode())
    after = started_anew(tmp_path, clock)
    with caplog.at_level(logging.WARNING):
        assert after.find(visit.token) is None
    assert "damaged and put aside" in caplog.text
    assert [each.suffix for each in files(tmp_path)] == [".damaged"]
    assert not any(secret in caplog.text for secret in (visit.token, "foot_drop", "thigh"))


def test_a_folder_that_cannot_be_written_ends_nobodys_exercise(tmp_path, caplog):
    (tmp_path / "visits").write_text("a file where the folder should be")
    visits = Visits(keeper=VisitStore(tmp_path))
    visit = answered(visits)
    with caplog.at_level(logging.WARNING):
        visits.keep(visit)
    assert "cannot be kept" in caplog.text
    assert visits.find(visit.token) is visit
    assert Visits(keeper=VisitStore(tmp_path)).find("token") is None
    VisitStore(tmp_path).tidy()


@pytest.mark.parametrize("token", ["", "../../secret", "x" * 10_000, "\x00", "žluť"])
def test_strange_tokens_find_nothing(tmp_path, clock, keeping, token):
    assert Visits(keeper=keeping).find(token) is None


ZEBULON, BOB = (Person(uuid4(), name) for name in ("Zebulon Łukasiewicz", "Bob"))


def test_who_was_deleted_is_in_no_file(tmp_path, clock, keeping):
    visits = Visits(keeper=keeping, clock_s=clock)
    opened = [visits.open() for _ in range(3)]
    for visit, person in zip(opened, (ZEBULON, BOB, None), strict=True):
        visit.has_accepted, visit.person = True, person
        visits.keep(visit)
    (tmp_path / "visits" / "old.damaged").write_text('{"person":{"na')
    assert files_with(written(ZEBULON.name), tmp_path)
    store = VisitStore(tmp_path)
    assert store.people() == {ZEBULON.id, BOB.id}
    store.forget_person(ZEBULON.id)
    assert store.people() == {BOB.id}
    assert files_with(written(ZEBULON.name), tmp_path) == []
    assert not list(tmp_path.rglob("*.damaged"))
    again = started_anew(tmp_path, clock)
    assert [again.find(visit.token) is not None for visit in opened] == [False, True, True]


def test_who_was_deleted_while_exercising_goes_on_without_a_name(tmp_path, clock):
    known = {BOB.id}
    visits = Visits(
        keeper=VisitStore(tmp_path, now_s=clock), clock_s=clock, known_people=known.intersection
    )
    visit, other = visits.open(), visits.open()
    for each, person in ((visit, ZEBULON), (other, BOB)):
        each.has_accepted, each.person, each.own_ranges = True, person, (own_range(),)
        each.begin(PLAN)
        visits.keep(each)
    visits.forget_the_deleted()
    assert (visit.person, visit.own_ranges, visit.recording) == (None, (), None)
    assert visit.live is not None, "nobody is stopped"
    assert other.person == BOB
    visits.keep(visit)
    assert files_with(written(ZEBULON.name), tmp_path) == []
    assert started_anew(tmp_path, clock).find(visit.token).person is None
