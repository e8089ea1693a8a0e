"""A PostgreSQL server of our own, for the time of the tests."""

import os
import shutil
import socket
import subprocess
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL

_ACCOUNT = "postgres"
"""The server refuses to run as root, and runs as Debian's account for it then."""
_numbers = count(1)


class PostgresServer:
    """A running server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data"
        self._sockets = folder
        self._log = folder / "log"
        self.port = _free_port()
        if os.getuid() == 0:
            shutil.chown(folder, _ACCOUNT, _ACCOUNT)
        self._run(
            "initdb", "--auth=trust", "--username=tester", "--no-sync", f"--pgdata={folder}/data"
        )

    def start(self) -> None:
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self._sockets} -c wal_recycle=off"
        )
        self._run(
            "pg_ctl", "-w", "-t", 120, "-D", self.folder, "-l", self._log, "-o", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        self._run("pg_ctl", "-w", "-t", 120, "-D", self.folder, "-m", mode, "stop")

    def url(self, database: str) -> URL:
        return URL.create(
            "postgresql+psycopg",
            username="tester",
            host="127.0.0.1",
            port=self.port,
            database=database,
        )

    def new_database(self) -> URL:
        name = f"records_{next(_numbers)}"
        self.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def drop(self, url: URL) -> None:
        """So that nothing of it is among the bytes that another test looks through."""
        self.execute(f"DROP DATABASE IF EXISTS {url.database} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        where = f"host=127.0.0.1 port={self.port} user=tester dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)

    def _run(self, program: str, *arguments: object) -> None:
        account = {"user": _ACCOUNT, "group": _ACCOUNT} if os.getuid() == 0 else {}
        subprocess.run(
            [_program(program), *map(str, arguments)],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"LC_ALL": "C.UTF-8"},
            **account,
        )


@contextmanager
def running_server(folder: Path):
    server = PostgresServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop("immediate")


def _program(name: str) -> str:
    """Debian keeps the server's programs off everybody's path."""
    found = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    if found:
        return str(max(found))
    program = shutil.which(name)
    assert program, "PostgreSQL is not installed: see setup.sh --dev"
    return program


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
