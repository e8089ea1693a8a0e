"""The therapists of a clinic: who they are, and how they show that it is them.

The administrator adds them by a command. Nobody becomes one by signing in somewhere.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from sciatica_coach.errors import RecordsError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.audit import Action, write_audit
from sciatica_coach.records.database import Database
from sciatica_coach.records.guesses import ALL_PINS, Guesses, pin_of, pin_rules
from sciatica_coach.records.person import name_key, person_name
from sciatica_coach.records.pin_hash import checked_pin, hashed_pin, is_right_pin
from sciatica_coach.records.tables import AccessCodeRow, AdmissionRow, PersonRow, TherapistRow


@dataclass(frozen=True, slots=True)
class Therapist:
    """Somebody who looks after people."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is for an identity provider."""

    issuer: str
    subject: str
    email: str | None = None
    is_email_verified: bool = False


@dataclass(frozen=True, slots=True)
class ListedTherapist:
    """What the administrator is shown of a therapist."""

    therapist: Therapist
    has_pin: bool
    issuer: str | None
    subject: str | None
    email: str | None
    """An invitation that nobody has taken up yet."""
    patients: int
    disabled_at: datetime | None


class Therapists:
    """All therapists of the records."""

    def __init__(self, database: Database, guesses: Guesses | None = None) -> None:
        self._database = database
        self._guesses = guesses or Guesses(database)

    def add(
        self,
        name: str,
        *,
        pin: str | None = None,
        identity: Identity | None = None,
        email: str | None = None,
    ) -> Therapist:
        """Let somebody sign in from now on.

        Parameters
        ----------
        pin
            With this PIN or pass phrase.
        identity
            As who they are for the identity provider.
        email
            Whoever comes from the identity provider with this verified address first.

        Raises
        ------
        ValueError
            If it cannot be a name or a PIN, or somebody has the name, the identity or the address.
        RecordsError
            If the records cannot be written.
        """
        therapist = Therapist(uuid4(), person_name(name))
        kept = hashed_pin(checked_pin(pin)) if pin is not None else None
        row = {
            "id": therapist.id,
            "name": therapist.name,
            "name_key": name_key(name),
            "pin": kept,
            "email": email.strip().casefold() if email else None,
            "issuer": identity.issuer if identity else None,
            "subject": identity.subject if identity else None,
        }
        with self._database.transaction() as connection:
            _refuse_taken(connection, row)
            connection.execute(insert(TherapistRow).values(created_at=datetime.now(UTC), **row))
        return therapist

    def all(self) -> tuple[ListedTherapist, ...]:
        """By name."""
        patients = (
            select(func.count())
            .where(PersonRow.therapist_id == TherapistRow.id)
            .scalar_subquery()
            .label("patients")
        )
        found = select(*TherapistRow.__table__.columns, patients)
        with self._database.reading() as connection:
            rows = connection.execute(found.order_by(TherapistRow.name_key)).all()
        return tuple(map(_listed, rows))

    def others(self, therapist_id: UUID) -> tuple[Therapist, ...]:
        """To whom one may hand a patient over: who may sign in, by name."""
        found = select(TherapistRow.id, TherapistRow.name).where(
            TherapistRow.disabled_at.is_(None), TherapistRow.id != therapist_id
        )
        with self._database.reading() as connection:
            rows = connection.execute(found.order_by(TherapistRow.name_key)).all()
        return tuple(Therapist(row.id, row.name) for row in rows)

    def find(self, therapist_id: UUID) -> Therapist | None:
        """Somebody who may sign in; None for a stranger and for who may not any more."""
        found = select(TherapistRow.id, TherapistRow.name).where(
            TherapistRow.disabled_at.is_(None), TherapistRow.id == therapist_id
        )
        with self._database.reading() as connection:
            row = connection.execute(found).one_or_none()
        return Therapist(row.id, row.name) if row else None

    def set_pin(self, name: str, pin: str) -> None:
        """Let a therapist sign in with another PIN, at once even after wrong ones.

        Raises
        ------
        ValueError
            If it is no PIN.
        RecordsError
            If there is no such therapist, or the records cannot be written.
        """
        kept = hashed_pin(checked_pin(pin))
        self._change(name, {"pin": kept})
        self._guesses.forget(pin_of(name_key(name)))

    def disable(self, name: str) -> None:
        """Let a therapist in no more; who is in is out with the next thing they do.

        Codes that they have made do not work any more, and pages that were opened by them close.

        Raises
        ------
        RecordsError
            If there is no such therapist, or the records cannot be written.
        """
        with self._database.transaction() as connection:
            therapist_id = _id_of(connection, name)
            is_it = TherapistRow.id == therapist_id
            connection.execute(
                update(TherapistRow).where(is_it).values(disabled_at=datetime.now(UTC))
            )
            connection.execute(delete(AccessCodeRow).where(AccessCodeRow.made_by == therapist_id))
            by_them = or_(
                AdmissionRow.therapist_id == therapist_id, AdmissionRow.code_by == therapist_id
            )
            connection.execute(delete(AdmissionRow).where(by_them))

    def enable(self, name: str) -> None:
        """Let a therapist in again.

        Raises
        ------
        RecordsError
            If there is no such therapist, or the records cannot be written.
        """
        self._change(name, {"disabled_at": None})

    def id_of(self, name: str) -> UUID:
        """Who has this name, whether they may sign in or not.

        Raises
        ------
        RecordsError
            If there is no such therapist, or the records cannot be read.
        """
        with self._database.reading() as connection:
            return _id_of(connection, name)

    def by_pin(self, name: str, pin: str) -> Therapist | None:
        """The therapist with this name and PIN; None if either is wrong, after the same time.

        Raises
        ------
        TooSoon
            If there were too many wrong ones.
        RecordsError
            If the records cannot be read or written.
        """
        key = _key_or_none(name)
        self._guesses.begin(pin_rules(key))
        found = select(TherapistRow.id, TherapistRow.name, TherapistRow.pin).where(
            TherapistRow.name_key == key, TherapistRow.disabled_at.is_(None)
        )
        with self._database.reading() as connection:
            row = connection.execute(found).one_or_none()
        is_right = is_right_pin(pin, row.pin if row else None)
        if row is None or not is_right:
            self._refused("pin")
            return None
        self._guesses.was_right(forgets=pin_of(key), takes_back=ALL_PINS)
        return Therapist(row.id, row.name)

    def by_identity(self, identity: Identity) -> Therapist | None:
        """The therapist who is this for the identity provider; None for anybody else.

        An invitation is taken up by the first one who comes with its verified address.

        Raises
        ------
        RecordsError
            If the records cannot be read or written.
        """
        with self._database.transaction() as connection:
            therapist = _known(connection, identity) or _invited(connection, identity)
        if therapist is None:
            self._refused("provider")
        return therapist

    def _refused(self, way: str) -> None:
        """Of whom is not told: what was typed may be a PIN in the wrong place."""
        with self._database.transaction() as connection:
            write_audit(connection, Action.SIGN_IN_REFUSED, detail={"way": way})

    def _change(self, name: str, values: dict[str, Any]) -> None:
        with self._database.transaction() as connection:
            is_it = TherapistRow.id == _id_of(connection, name)
            connection.execute(update(TherapistRow).where(is_it).values(**values))


def _known(connection: Connection, identity: Identity) -> Therapist | None:
    return _first(
        connection,
        TherapistRow.issuer == identity.issuer,
        TherapistRow.subject == identity.subject,
    )


def _invited(connection: Connection, identity: Identity) -> Therapist | None:
    if not identity.email or not identity.is_email_verified:
        return None
    is_it = TherapistRow.email == identity.email.strip().casefold()
    therapist = _first(connection, is_it)
    if therapist is None:
        return None
    binds = update(TherapistRow).where(TherapistRow.id == therapist.id, is_it)
    values = {"issuer": identity.issuer, "subject": identity.subject, "email": None}
    # Of two who come at the same moment, one finds the invitation taken up.
    return therapist if connection.execute(binds.values(**values)).rowcount else None


def _first(connection: Connection, *conditions: ColumnElement[bool]) -> Therapist | None:
    found = select(TherapistRow.id, TherapistRow.name).where(
        TherapistRow.disabled_at.is_(None), *conditions
    )
    row = connection.execute(found).one_or_none()
    return Therapist(row.id, row.name) if row else None


def _id_of(connection: Connection, name: str) -> UUID:
    key = _key_or_none(name)
    found = connection.execute(select(TherapistRow.id).where(TherapistRow.name_key == key))
    therapist_id = found.scalar()
    if therapist_id is None:
        raise RecordsError(TranslatableText("There is no therapist of that name."))
    return therapist_id


def _key_or_none(name: str) -> str:
    """The name as it is compared; what cannot be a name is nobody's."""
    try:
        return name_key(name)
    except ValueError:
        return ""


def _refuse_taken(connection: Connection, row: dict[str, Any]) -> None:
    taken = [
        (
            TherapistRow.name_key == row["name_key"],
            TranslatableText("a therapist is known as {name} already", name=row["name"]),
        )
    ]
    if row["email"] is not None:
        words = TranslatableText("another therapist has that address")
        taken.append((TherapistRow.email == row["email"], words))
    if row["issuer"] is not None:
        is_same = TherapistRow.issuer == row["issuer"], TherapistRow.subject == row["subject"]
        taken.append((and_(*is_same), TranslatableText("another therapist has that account")))
    for is_taken, words in taken:
        if connection.execute(select(TherapistRow.id).where(is_taken)).first():
            raise ValueError(words)


def _listed(row: Any) -> ListedTherapist:  # noqa: ANN401  (a row of SQLAlchemy)
    return ListedTherapist(
        Therapist(row.id, row.name),
        row.pin is not None,
        row.issuer,
        row.subject,
        row.email,
        row.patients,
        row.disabled_at,
    )
