"""A clinic as it might be: two therapists, three patients."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sciatica_coach.records.access import ClinicAccess
from sciatica_coach.records.admissions import Admissions, Newcomer
from sciatica_coach.records.database import Database
from sciatica_coach.records.people import Person
from sciatica_coach.records.therapists import Therapist, Therapists

PINS = {"Mia": "482915", "Tom": "a long pass phrase"}
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


class Clock:
    """The time of day, that a test moves."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Clinic:
    database: Database
    mia: Therapist
    tom: Therapist
    ann: Person
    bob: Person
    cho: Person
    """Tom's; the others are Mia's."""

    def access(self, therapist: Therapist | None = None, person: Person | None = None):
        """What somebody may do who comes in now."""
        token = f"browser of {(therapist or person).name}"
        newcomer = Newcomer(
            therapist.id if therapist else None,
            person.id if person else None,
            None if therapist else self.of(person).id,
        )
        admissions = Admissions(self.database)
        assert admissions.admit(token, newcomer)
        return ClinicAccess(self.database, admissions.find(token))

    def of(self, person: Person) -> Therapist:
        return self.tom if person == self.cho else self.mia


def made_clinic(database: Database) -> Clinic:
    therapists = Therapists(database)
    mia, tom = (therapists.add(name, pin=pin) for name, pin in PINS.items())
    clinic = Clinic(database, mia, tom, *[None] * 3)
    clinic.ann, clinic.bob = (clinic.access(mia).people.add(name) for name in ("Ann", "Bob"))
    clinic.cho = clinic.access(tom).people.add("Cho")
    return clinic
