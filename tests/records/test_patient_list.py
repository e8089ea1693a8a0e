"""The list of a therapist's patients."""

from datetime import date, timedelta

from sciatica_coach.program.schedule import DayState
from sciatica_coach.records.patient_list import patient_lines
from tests.records.built import AT, whole_session
from tests.records.test_access import plan

TODAY = date(2027, 3, 1)


def lines(clinic, today=TODAY):
    people = clinic.access(clinic.mia).people
    return patient_lines(clinic.database, people, today)


def test_each_patient_has_a_line_with_the_last_day_and_what_is_due(clinic):
    people = clinic.access(clinic.mia).people
    people.open(clinic.ann.id).write(*whole_session(clinic.ann.id, at=AT - timedelta(days=3)))
    people.open(clinic.ann.id).write(*whole_session(clinic.ann.id))
    people.open(clinic.bob.id).set_program(plan(), from_day=TODAY, set_by="Mia")
    ann, bob = lines(clinic)
    assert (ann.person, ann.last_day, ann.today.state) == (clinic.ann, TODAY, DayState.BEFORE)
    assert (bob.person, bob.last_day, bob.today.state) == (clinic.bob, None, DayState.OPEN)
    assert bob.today.times_due > 0


def test_nobody_elses_patient_is_on_it(clinic):
    assert clinic.cho not in [each.person for each in lines(clinic)]
