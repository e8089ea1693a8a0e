"""Slows down who guesses PINs and codes, also after a restart and from many browsers at once.

A guess is counted as a wrong one before it is compared, and taken back if it was right: so any
number of guesses at the same moment are no way around it.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from sciatica_coach.lock_out import PIN_RULE, WaitingRule, WrongGuesses
from sciatica_coach.records.database import Database
from sciatica_coach.records.tables import WrongGuessRow

ALL_PINS = "pins"
"""Of all therapists together."""
CODES = "codes"
ALL_PINS_RULE = WaitingRule(
    free_tries=30, first_wait_s=60.0, longest_wait_s=600.0, forgotten_after_s=3600.0
)
"""Who tries one PIN with many names is slowed down as well: to six tries an hour in the end. A
practice in which thirty PINs are mistyped within an hour of each other waits for a minute."""
CODES_RULE = WaitingRule(
    free_tries=20, first_wait_s=5.0, longest_wait_s=30.0, forgotten_after_s=600.0
)
"""A code has 60 bits: this keeps the log short and the server free. Whoever has a right one should
not wait for long."""
_KEPT = timedelta(days=1)


class TooSoon(Exception):  # noqa: N818  (it names what happened)
    """A guess is not compared at all for a while.

    Attributes
    ----------
    wait_s
        For how long.
    """

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"guesses are refused for {wait_s:.0f} s")
        self.wait_s = wait_s


def pin_of(name_key: str) -> str:
    """Of what a guess is, for the PIN of who goes by this name, if anybody does."""
    return f"pin:{hashlib.sha256(name_key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def pin_rules(name_key: str) -> dict[str, WaitingRule]:
    """By what the guess of a therapist's PIN is slowed down."""
    return {ALL_PINS: ALL_PINS_RULE, pin_of(name_key): PIN_RULE}


CODE_RULES = {CODES: CODES_RULE}
"""By what the guess of a code is slowed down."""


class Guesses:
    """The wrong guesses that are kept in the records.

    Parameters
    ----------
    database
        The records.
    now
        The time of day.
    """

    def __init__(
        self, database: Database, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._database = database
        self._now = now

    def begin(self, rules: Mapping[str, WaitingRule]) -> None:
        """Count a guess, as a wrong one for now.

        Raises
        ------
        TooSoon
            If it must not be compared; it is not counted then.
        RecordsError
            If the records cannot be read or written.
        """
        now_s = self._now().timestamp()
        with self._database.transaction() as connection:
            self._forget_old(connection)
            kept = {each: _locked(connection, each) for each in sorted(rules)}
            wait_s = max(kept[each].wait_s(rule, now_s) for each, rule in rules.items())
            if wait_s > 0:
                raise TooSoon(wait_s)
            for each, rule in rules.items():
                _keep(connection, each, kept[each].with_another(rule, now_s))

    def was_right(self, *, forgets: str | None = None, takes_back: str) -> None:
        """Take the last guess back.

        Parameters
        ----------
        forgets
            Whose wrong guesses are forgotten altogether.
        takes_back
            Where only this guess is taken back: a therapist's own right PIN must not let them
            guess those of others for longer.
        """
        with self._database.transaction() as connection:
            if forgets is not None:
                connection.execute(delete(WrongGuessRow).where(WrongGuessRow.of_what == forgets))
            kept = _locked(connection, takes_back)
            less = WrongGuesses(wrong=max(0, kept.wrong - 1), last_s=kept.last_s)
            _keep(connection, takes_back, less)

    def forget(self, of_what: str) -> None:
        """Let somebody try again at once."""
        with self._database.transaction() as connection:
            connection.execute(delete(WrongGuessRow).where(WrongGuessRow.of_what == of_what))

    def _forget_old(self, connection: Connection) -> None:
        """Names that somebody has made up are not kept for ever."""
        old = select(WrongGuessRow.of_what).where(WrongGuessRow.last_at < self._now() - _KEPT)
        free = old.with_for_update(skip_locked=True)
        connection.execute(delete(WrongGuessRow).where(WrongGuessRow.of_what.in_(free)))


def _locked(connection: Connection, of_what: str) -> WrongGuesses:
    """What is kept, which nobody else changes until the transaction is over."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    none_yet = {"of_what": of_what, "wrong": 0, "last_at": datetime.fromtimestamp(0, UTC)}
    row = connection.execute(
        dialect.insert(WrongGuessRow)
        .values(none_yet)
        .on_conflict_do_update(index_elements=[WrongGuessRow.of_what], set_={"of_what": of_what})
        .returning(WrongGuessRow.wrong, WrongGuessRow.last_at)
    ).one()
    return WrongGuesses(wrong=row.wrong, last_s=row.last_at.timestamp())


def _keep(connection: Connection, of_what: str, guesses: WrongGuesses) -> None:
    connection.execute(
        update(WrongGuessRow)
        .where(WrongGuessRow.of_what == of_what)
        .values(wrong=guesses.wrong, last_at=datetime.fromtimestamp(guesses.last_s, UTC))
    )
