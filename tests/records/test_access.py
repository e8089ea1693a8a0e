"""Two therapists, three patients: nobody sees or changes what is not theirs."""

from datetime import date
from uuid import uuid4

import pytest

from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.program import ExerciseProgram, ProgramExercise
from sciatica_coach.records.access import HomeAccess, hand_all_over, opened
from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.admissions import Admissions, Newcomer
from sciatica_coach.records.audit import Action, read_audit
from sciatica_coach.records.people import People
from sciatica_coach.records.therapists import Therapists
from tests.records.built import whole_session

TODAY = date(2027, 3, 1)


def plan():
    exercise = load_exercises()["nerve-floss"]
    return ExerciseProgram(
        exercises=(ProgramExercise(exercise="nerve-floss", sides=(Side.LEFT,), dose=exercise.dose),)
    )


def newest(clinic):
    entry = read_audit(clinic.database)[0]
    return entry.action, entry.therapist, entry.person


def test_a_therapist_sees_their_own_patients_only(clinic):
    assert clinic.access(clinic.mia).people.all() == (clinic.ann, clinic.bob)
    assert clinic.access(clinic.tom).people.all() == (clinic.cho,)
    assert clinic.access(clinic.tom).people.find("Ann") is None
    assert People(clinic.database).all() == ()


@pytest.mark.parametrize(
    "act",
    [
        lambda people, person: people.open(person),
        lambda people, person: people.rename(person, "Mine"),
        lambda people, person: people.forget(person),
        lambda people, person: people.hand_over(person, uuid4()),
    ],
)
def test_somebody_elses_patient_is_like_a_stranger(clinic, act):
    for stranger in (clinic.ann.id, uuid4()):
        with pytest.raises(RecordsError, match="nobody like that"):
            act(clinic.access(clinic.tom).people, stranger)
    assert clinic.access(clinic.mia).people.find("Ann") == clinic.ann


def test_two_therapists_may_have_patients_of_the_same_name(clinic):
    assert clinic.access(clinic.tom).people.add("Ann") != clinic.ann


def test_what_was_opened_is_read_only_from_the_moment_it_is_handed_over(clinic):
    access = clinic.access(clinic.mia)
    records = opened(access, clinic.ann.id)
    access.people.hand_over(clinic.ann.id, clinic.tom.id)
    for change in (
        lambda: records.set_program(plan(), from_day=TODAY, set_by="Mia"),
        lambda: records.write(*whole_session(clinic.ann.id)),
        lambda: records.import_sessions(()),
        lambda: records.keep_pain_rise(None),
        lambda: records.delete_session(uuid4()),
        lambda: access.note(Action.EXPORTED, clinic.ann.id),
    ):
        with pytest.raises(RecordsError, match="nobody like that"):
            change()
    assert clinic.access(clinic.tom).people.all() == (clinic.ann, clinic.cho)


def test_a_disabled_therapist_changes_nothing_even_with_what_was_open(clinic):
    access = clinic.access(clinic.mia)
    records = opened(access, clinic.ann.id)
    Therapists(clinic.database).disable("Mia")
    for change in (
        lambda: records.set_program(plan(), from_day=TODAY, set_by="Mia"),
        lambda: access.people.add("Eve"),
        lambda: access.people.rename(clinic.ann.id, "Eve"),
        lambda: access.people.forget(clinic.ann.id),
        lambda: access.people.hand_over(clinic.ann.id, clinic.tom.id),
    ):
        with pytest.raises(RecordsError, match="not yours"):
            change()


def test_nobody_is_handed_over_to_who_may_not_sign_in(clinic):
    Therapists(clinic.database).disable("Tom")
    for nobody in (clinic.tom.id, uuid4()):
        with pytest.raises(RecordsError, match="no therapist"):
            clinic.access(clinic.mia).people.hand_over(clinic.ann.id, nobody)


def test_a_name_that_the_other_therapist_knows_gets_a_number_and_nobody_is_told(clinic):
    for name in ("Ann", "ANN 2"):
        clinic.access(clinic.tom).people.add(name)
    clinic.access(clinic.mia).people.hand_over(clinic.ann.id, clinic.tom.id)
    names = [each.name for each in clinic.access(clinic.tom).people.all()]
    assert names == ["Ann", "ANN 2", "Ann 3", "Cho"]


def test_handing_over_ends_codes_and_pages_that_the_therapist_before_may_have(clinic):
    codes = AccessCodes(clinic.database)
    code = codes.make(clinic.ann.id, clinic.mia.id)
    admissions = Admissions(clinic.database)
    admissions.admit("page", Newcomer(person_id=clinic.ann.id, code_by=clinic.mia.id))
    clinic.access(clinic.mia).people.hand_over(clinic.ann.id, clinic.tom.id)
    assert codes.use(code.text) is None
    assert admissions.find("page") is None


def test_a_patient_sees_their_own_page_only(clinic):
    access = clinic.access(person=clinic.ann)
    assert (access.own, access.therapist) == (clinic.ann, None)
    assert access.people.all() == (clinic.ann,)
    for other in (clinic.bob, clinic.cho):
        assert access.people.find(other.name) is None
        with pytest.raises(RecordsError, match="nobody like that"):
            access.people.open(other.id)
        with pytest.raises(RecordsError, match="nobody like that"):
            access.note(Action.EXPORTED, other.id)


def test_a_patient_does_their_exercises_and_leaves_the_plan_to_the_therapist(clinic):
    mias = opened(clinic.access(clinic.mia), clinic.ann.id)
    mias.set_program(plan(), from_day=TODAY, set_by="Mia")
    assert mias.may(Action.PLAN_CHANGED)
    access = clinic.access(person=clinic.ann)
    records = opened(access, clinic.ann.id)
    records.write(*whole_session(clinic.ann.id))
    assert len(records.sessions()) == len(records.programs()) == 1
    assert not records.may(Action.PLAN_CHANGED)
    for change in (
        lambda: records.set_program(plan(), from_day=TODAY, set_by="Ann"),
        lambda: records.import_sessions(()),
        lambda: records.delete_note(1),
        lambda: records.delete_session(records.sessions()[0].id),
        lambda: access.people.add("Eve"),
        lambda: access.people.rename(clinic.ann.id, "Eve"),
        lambda: access.people.forget(clinic.ann.id),
        lambda: access.people.hand_over(clinic.ann.id, clinic.tom.id),
    ):
        with pytest.raises(RecordsError, match="not yours"):
            change()


def test_everything_that_is_done_is_noted_with_whom_and_of_whom(clinic):
    access = clinic.access(clinic.mia)
    records = opened(access, clinic.ann.id)
    assert newest(clinic) == (Action.PERSON_OPENED, "Mia", "Ann")
    records.set_program(plan(), from_day=TODAY, set_by="Mia")
    assert newest(clinic) == (Action.PLAN_CHANGED, "Mia", "Ann")
    records.write(*whole_session(clinic.ann.id))
    assert newest(clinic) == (Action.SESSION_KEPT, "Mia", "Ann")
    records.delete_session(records.sessions()[0].id)
    assert newest(clinic) == (Action.SESSION_DELETED, "Mia", "Ann")
    access.note(Action.EXPORTED, clinic.ann.id, format="csv")
    assert newest(clinic) == (Action.EXPORTED, "Mia", "Ann")
    own = clinic.access(person=clinic.ann)
    opened(own, clinic.ann.id)
    assert newest(clinic) == (Action.PERSON_OPENED, None, "Ann")


def test_what_is_refused_leaves_nothing_behind(clinic):
    before = read_audit(clinic.database)
    access = clinic.access(person=clinic.ann)
    with pytest.raises(RecordsError):
        access.people.add("Eve")
    assert read_audit(clinic.database) == before
    assert clinic.access(clinic.mia).people.find("Eve") is None


def test_at_home_everything_is_ones_own_and_nobody_is_watched(database, people):
    access = HomeAccess(people)
    ann = access.people.add("Ann")
    assert opened(access, ann.id).may(Action.PLAN_CHANGED)
    assert access.may(Action.PLAN_CHANGED)
    assert (access.own, access.therapist) == (None, None)
    assert read_audit(database) == ()


def test_the_patients_of_who_has_left_are_given_to_another_one(clinic):
    Therapists(clinic.database).disable("Mia")
    assert hand_all_over(clinic.database, clinic.mia.id, clinic.tom.id) == 2
    assert clinic.access(clinic.tom).people.all() == (clinic.ann, clinic.bob, clinic.cho)
    entry = read_audit(clinic.database, person="Ann")[0]
    assert (entry.action, entry.therapist) == (Action.PERSON_HANDED_OVER, None)
    with pytest.raises(RecordsError, match="no therapist"):
        hand_all_over(clinic.database, clinic.tom.id, clinic.mia.id)
