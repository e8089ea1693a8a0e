"""The database of the records: one SQLite file by default, PostgreSQL by its address.

It is brought to the newest form of its tables when it is opened. Whatever goes wrong is said in a
sentence: no message of a database reaches a page.
"""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
    SQLAlchemyError,
)
from sqlalchemy.pool import NullPool, QueuePool

from sciatica_coach.errors import RecordsError
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.paths import DATA_VARIABLE, data_folder
from sciatica_coach.records.tables import Table

URL_VARIABLE = "SCIATICA_COACH_DATABASE_URL"
"""Environment variable with the address of a PostgreSQL database."""
FILE_NAME = "records.sqlite3"
_WAIT_S = 3.0
"""Whoever writes keeps others waiting for milliseconds: after so long something is wrong."""
MIGRATIONS = Path(__file__).with_name("migrations")
"""The steps that bring a database from one version of its tables to the next."""
_WASTE_SHARE = 0.25
"""Copying 100 MB takes 4 s: done only if so much of the file is free."""
_MIGRATION_LOCK = 7_223_411
"""Any number that is ours: by it PostgreSQL lets one process at a time change the tables."""
_READS_ONLY = "sciatica_coach_reads_only"
_migrating = threading.Lock()
_LOG = logging.getLogger(__name__)


def asked_url() -> URL:
    """Where the records are by this computer's settings.

    Raises
    ------
    RecordsError
        If the address in the environment is none of SQLite or PostgreSQL.
    """
    given = os.environ.get(URL_VARIABLE)
    if not given:
        return sqlite_url(data_folder() / FILE_NAME)
    try:
        url = make_url(given)
    except ArgumentError:
        raise _bad_address() from None  # the error shows the address, and so its password
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    raise _bad_address()


def sqlite_url(path: Path) -> URL:
    """The address of a SQLite file."""
    return URL.create("sqlite", database=str(path))


class Database:
    """One database, opened and up to date.

    Safe to use from several threads.

    Parameters
    ----------
    url
        Where it is; None for the place that this computer's settings name.

    Raises
    ------
    RecordsError
        If it cannot be opened.
    """

    def __init__(self, url: URL | None = None) -> None:
        self.url = url or asked_url()
        self._engine = _engine(self.url)
        try:
            with self._told():
                self._prepare_folder()
                _migrate(self._engine)
        except RecordsError:
            self.close()
            raise

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for PostgreSQL."""
        is_file = self.url.get_backend_name() == "sqlite" and self.url.database
        return Path(self.url.database) if is_file and self.url.database else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """All that is read within is of one moment, and keeps nobody from writing.

        Raises
        ------
        RecordsError
            If the database cannot be reached or read.
        """
        options: dict[str, Any] = {_READS_ONLY: True}
        if self.path is None:
            options["isolation_level"] = "REPEATABLE READ"
        with self._told(), self._engine.execution_options(**options).begin() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All that is done within is kept together, or nothing of it.

        Raises
        ------
        RecordsError
            If the database cannot be reached, read or written.
        """
        with self._told(), self._engine.begin() as connection:
            yield connection

    def scrub(self) -> None:
        """Leave nothing of deleted rows behind, free pages and write-ahead log included.

        Raises
        ------
        RecordsError
            If the database cannot be reached or written.
        """
        with self._told(), self._engine.connect() as connection:
            free = connection.execution_options(isolation_level="AUTOCOMMIT")
            if self.path is not None:
                _compact(free)
                _empty_wal(free)
            else:
                tables = ", ".join(f'"{name}"' for name in sorted(Table.metadata.tables))
                free.execute(text(f"VACUUM (FULL, ANALYZE) {tables}"))
                # The samples by which it plans; who does not own the database may not, and is told
                # so by a warning: texts are not among them.
                free.execute(text("VACUUM (FULL) pg_statistic"))

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def _prepare_folder(self) -> None:
        if self.path is None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # SQLite gives its own files the permissions of this one.
        self.path.touch(mode=0o600, exist_ok=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of database and disk in sentences that name no content."""
        try:
            yield
        except OSError as error:
            raise RecordsError(
                TranslatableText(
                    "{folder}: nothing can be kept there: {reason}. "
                    "Free some space, or choose another folder with {variable}.",
                    folder=data_folder() if self.path is None else self.path.parent,
                    reason=error.strerror or str(error),
                    variable=DATA_VARIABLE,
                )
            ) from error
        except (SQLAlchemyError, CommandError) as error:
            _LOG.warning("the records: %s", _cause(error))
            raise _in_words(error, self.url) from error


def _engine(url: URL) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            # A connection of its own for each piece of work: opening one takes a tenth of a
            # millisecond, and none is kept by a thread that has ended.
            engine = create_engine(
                url, poolclass=NullPool, connect_args={"timeout": _WAIT_S}, hide_parameters=True
            )
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        return create_engine(
            url,
            poolclass=QueuePool,
            pool_pre_ping=True,
            pool_timeout=_WAIT_S,
            connect_args={
                "connect_timeout": int(_WAIT_S),
                "application_name": "sciatica-coach",
                "options": f"-c lock_timeout={int(_WAIT_S * 1000)} -c timezone=UTC",
            },
            hide_parameters=True,
        )
    except (ImportError, NoSuchModuleError) as error:
        raise RecordsError(
            TranslatableText(
                "PostgreSQL needs the extra “postgresql”: install sciatica-coach[postgresql]."
            )
        ) from error


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, not by guess
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # what was committed survives a power cut
        "foreign_keys = ON",
        "secure_delete = ON",
        f"busy_timeout = {int(_WAIT_S * 1000)}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") != "AUTOCOMMIT":
        # Whoever reads first and writes later would find the file locked with no way to wait.
        connection.exec_driver_sql("BEGIN" if options.get(_READS_ONLY) else "BEGIN IMMEDIATE")


def _compact(connection: Connection) -> None:
    """Give room back that nothing uses any more, if it is worth copying the whole file.

    What was deleted is overwritten already: that is what `secure_delete` is for.
    """
    free = connection.execute(text("PRAGMA freelist_count")).scalar_one()
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    if free > _WASTE_SHARE * pages:
        connection.execute(text("VACUUM"))


def _empty_wal(connection: Connection) -> None:
    """Write the write-ahead log back and cut it; whoever reads keeps it for milliseconds."""
    deadline_s = time.monotonic() + _WAIT_S
    while connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]:
        if time.monotonic() > deadline_s:
            raise OperationalError("wal_checkpoint", {}, Exception("database is locked"))
        time.sleep(0.02)


def _migrate(engine: Engine) -> None:
    """Bring the tables to their newest form, one process at a time."""
    with _migrating, engine.connect() as connection:
        newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
        if _version(connection) == newest:
            return
        connection.rollback()
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _in_words(error: Exception, url: URL) -> RecordsError:
    place = url.database if url.get_backend_name() == "sqlite" else url.host or "PostgreSQL"
    reason = _cause(error)
    lower = reason.lower()
    if isinstance(error, CommandError) and "locate revision" in lower:
        words = TranslatableText(
            "{place}: these records were made by a newer version of Sciatica Coach. "
            "Nothing was changed: install that version again.",
            place=place,
        )
    elif "malformed" in lower or "not a database" in lower:
        words = TranslatableText(
            "{place}: this file of records is damaged. Nothing was changed: put a copy of it back.",
            place=place,
        )
    elif "full" in lower or "space" in lower:
        words = TranslatableText(
            "{place}: nothing can be kept there: the disk is full. Free some space.", place=place
        )
    elif "locked" in lower or "timeout" in lower:
        words = TranslatableText(
            "{place}: the records are in use by another program. Try again in a moment.",
            place=place,
        )
    elif isinstance(error, DBAPIError) and "readonly" in lower:
        words = TranslatableText("{place}: the records cannot be written to.", place=place)
    else:
        words = TranslatableText(
            "{place}: the records cannot be reached just now. Try again in a moment.", place=place
        )
    return RecordsError(words)


def _cause(error: Exception) -> str:
    """What the database itself says, without the statement and its values.

    Its further lines may hold values: a name that is taken already, for instance.
    """
    told = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    return told.partition("\n")[0]


def _bad_address() -> RecordsError:
    return RecordsError(
        TranslatableText(
            "{variable}: must be the address of a PostgreSQL database, such as {example}.",
            variable=URL_VARIABLE,
            example="postgresql://user:password@localhost/sciatica_coach",
        )
    )
