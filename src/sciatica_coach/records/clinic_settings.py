"""Whether this computer's coach is a clinic's, and for how long one stays signed in there."""

import os
from dataclasses import dataclass
from datetime import timedelta

from sciatica_coach.errors import CoachError
from sciatica_coach.records.access_codes import VALID
from sciatica_coach.records.admissions import PATIENT_IDLE, THERAPIST_IDLE

CLINIC_VARIABLE = "SCIATICA_COACH_CLINIC"
"""Set for the server by `run --clinic`."""
_MOST_MINUTES = 240


def is_clinic() -> bool:
    """Whether one has to be let in."""
    return bool(os.environ.get(CLINIC_VARIABLE))


@dataclass(frozen=True, slots=True)
class ClinicSettings:
    """What a clinic can choose, by environment variables in minutes."""

    therapist_idle: timedelta = THERAPIST_IDLE
    """`SCIATICA_COACH_SIGN_OUT_MIN`."""
    patient_idle: timedelta = PATIENT_IDLE
    """`SCIATICA_COACH_PATIENT_OUT_MIN`."""
    code_valid: timedelta = VALID
    """`SCIATICA_COACH_CODE_MIN`."""

    @classmethod
    def asked_for(cls) -> "ClinicSettings":
        """As the environment says.

        Raises
        ------
        CoachError
            If a variable holds something else than a number of minutes.
        """
        return cls(
            _minutes("SCIATICA_COACH_SIGN_OUT_MIN", THERAPIST_IDLE),
            _minutes("SCIATICA_COACH_PATIENT_OUT_MIN", PATIENT_IDLE),
            _minutes("SCIATICA_COACH_CODE_MIN", VALID),
        )


def _minutes(variable: str, usual: timedelta) -> timedelta:
    given = os.environ.get(variable)
    if not given:
        return usual
    is_number = given.isascii() and given.isdigit() and len(given) < 4
    if not is_number or not 1 <= int(given) <= _MOST_MINUTES:
        raise CoachError(f"{variable} must be a number of minutes from 1 to {_MOST_MINUTES}.")
    return timedelta(minutes=int(given))
