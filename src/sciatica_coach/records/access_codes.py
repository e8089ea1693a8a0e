"""Codes that open a patient's own page once, made by their therapist.

A code has 60 bits. Kept is its hash, for ten minutes unless the clinic chooses otherwise.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select

from sciatica_coach.records.audit import Action, write_audit
from sciatica_coach.records.database import Database
from sciatica_coach.records.guesses import CODE_RULES, CODES, Guesses
from sciatica_coach.records.person import unknown_person
from sciatica_coach.records.tables import AccessCodeRow, PersonRow

VALID = timedelta(minutes=10)
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 signs: none is taken for another one."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LENGTH = 12
"""Signs of five bits each."""
_GROUP = 4


@dataclass(frozen=True, slots=True)
class AccessCode:
    """A code as it is shown."""

    text: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class UsedCode:
    """What a right code opens."""

    person_id: UUID
    made_by: UUID


class AccessCodes:
    """The codes that are kept in the records.

    Parameters
    ----------
    database
        The records.
    valid
        For how long a code can be used.
    now
        The time of day.
    """

    def __init__(
        self,
        database: Database,
        *,
        valid: timedelta = VALID,
        guesses: Guesses | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._database = database
        self._valid = valid
        self._now = now
        self._guesses = guesses or Guesses(database)

    def make(self, person_id: UUID, therapist_id: UUID) -> AccessCode:
        """A new code for a patient of this therapist; the ones before it do not work any more.

        Raises
        ------
        RecordsError
            If it is nobody's or somebody else's patient, or the records cannot be written.
        """
        signs = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        now = self._now()
        code = AccessCode(_grouped(signs), now + self._valid)
        is_theirs = (PersonRow.id == person_id) & (PersonRow.therapist_id == therapist_id)
        with self._database.transaction() as connection:
            found = select(PersonRow.id).where(is_theirs).with_for_update()
            if connection.execute(found).scalar() is None:
                raise unknown_person()
            connection.execute(delete(AccessCodeRow).where(AccessCodeRow.person_id == person_id))
            connection.execute(
                insert(AccessCodeRow).values(
                    code_hash=_hashed(signs),
                    person_id=person_id,
                    made_by=therapist_id,
                    made_at=now,
                    expires_at=code.expires_at,
                )
            )
            write_audit(
                connection, Action.CODE_MADE, therapist_id=therapist_id, person_id=person_id
            )
        return code

    def use(self, text: str) -> UsedCode | None:
        """What a code opens, this once; None for one that is wrong, used or too old.

        Raises
        ------
        TooSoon
            If there were too many wrong ones.
        RecordsError
            If the records cannot be read or written.
        """
        self._guesses.begin(CODE_RULES)
        is_it = AccessCodeRow.code_hash == _hashed(_read(text))
        with self._database.transaction() as connection:
            # Of several who use it at the same moment, one deletes it.
            used = connection.execute(
                delete(AccessCodeRow)
                .where(is_it)
                .returning(AccessCodeRow.person_id, AccessCodeRow.made_by, AccessCodeRow.expires_at)
            ).one_or_none()
            is_right = used is not None and used.expires_at > self._now()
            if used is None or not is_right:
                write_audit(connection, Action.CODE_REFUSED)
            else:
                write_audit(connection, Action.CODE_USED, person_id=used.person_id)
        if used is None or not is_right:
            return None
        self._guesses.was_right(takes_back=CODES)
        return UsedCode(used.person_id, used.made_by)


def _grouped(signs: str) -> str:
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def _read(text: str) -> str:
    """What somebody may have typed, as it was made."""
    upper = text[:100].upper().translate(_ALIKE)
    return "".join(sign for sign in upper if sign in _SIGNS)


def _hashed(signs: str) -> str:
    return hashlib.sha256(signs.encode()).hexdigest()
