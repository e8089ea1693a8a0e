"""Every test of the records runs on SQLite and on PostgreSQL, the real ones."""

import tempfile
from pathlib import Path

import pytest

from sciatica_coach.records.database import Database, sqlite_url
from sciatica_coach.records.people import People
from tests.records.clinic import made_clinic
from tests.records.postgres import running_server


@pytest.fixture(scope="session")
def postgres():
    with tempfile.TemporaryDirectory(prefix="coach-postgres-") as folder:
        Path(folder).chmod(0o755)
        with running_server(Path(folder)) as server:
            yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "data" / "records.sqlite3")
        return
    server = request.getfixturevalue("postgres")
    made = server.new_database()
    yield made
    server.drop(made)


@pytest.fixture
def database(url):
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def people(database):
    return People(database)


@pytest.fixture
def ann(people):
    return people.open(people.add("Ann").id)


@pytest.fixture
def clinic(database):
    return made_clinic(database)
