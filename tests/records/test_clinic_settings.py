"""What a clinic can choose by the environment."""

from datetime import timedelta

import pytest

from sciatica_coach.errors import CoachError
from sciatica_coach.records.clinic_settings import CLINIC_VARIABLE, ClinicSettings, is_clinic


def test_at_home_nobody_has_to_be_let_in(monkeypatch):
    monkeypatch.delenv(CLINIC_VARIABLE, raising=False)
    assert not is_clinic()
    monkeypatch.setenv(CLINIC_VARIABLE, "1")
    assert is_clinic()


def test_times_are_fifteen_thirty_and_ten_minutes_unless_others_are_asked_for(monkeypatch):
    usual = ClinicSettings.asked_for()
    assert [usual.therapist_idle, usual.patient_idle, usual.code_valid] == [
        timedelta(minutes=each) for each in (15, 30, 10)
    ]
    monkeypatch.setenv("SCIATICA_COACH_SIGN_OUT_MIN", "5")
    assert ClinicSettings.asked_for().therapist_idle == timedelta(minutes=5)


@pytest.mark.parametrize("given", ["0", "241", "1e3", "-5", "soon", "5.5", "²"])
def test_anything_else_is_refused(monkeypatch, given):
    monkeypatch.setenv("SCIATICA_COACH_CODE_MIN", given)
    with pytest.raises(CoachError, match="SCIATICA_COACH_CODE_MIN must be a number of minutes"):
        ClinicSettings.asked_for()
