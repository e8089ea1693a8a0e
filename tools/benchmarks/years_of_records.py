"""Ten years of daily use: how long do the pages take, and how large are the records?

    python -m tools.benchmarks.years_of_records --years 10
    python -m tools.benchmarks.years_of_records --years 10 --url postgresql://user@host/database

Two sessions a day of two sets each, every set with its repetitions and a minute of angles and
poses, are written into an empty database. Then the home page and the Progress page (each of its
periods) are drawn by Streamlit's own runner, three times each; the median is told, and how long it
takes to read one session with its curves. The exit code is 1 if a page takes longer than a second.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import insert, make_url, text
from streamlit.testing.v1 import AppTest
from tests.past_sessions import past_sessions
from tests.records.built import series

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.paths import DATA_VARIABLE, STATE_VARIABLE
from sciatica_coach.program.program import default_program
from sciatica_coach.progress.period import Period
from sciatica_coach.records.database import URL_VARIABLE, Database, asked_url, sqlite_url
from sciatica_coach.records.people import People
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.records.samples import PoseSeries, SampleKind, pack_angles, pack_poses
from sciatica_coach.records.session_import import import_sessions
from sciatica_coach.records.tables import RepetitionRow, SamplesRow

MOST_S = 1.0
_PROGRESS = """
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import People
from sciatica_coach.ui.progress import show_progress
from sciatica_coach.ui.records_access import today_of_browser

people = People(open_records())
show_progress(people.open(people.find("Ann").id), today=today_of_browser())
"""
"""The page without the frame around it: Streamlit's runner leads to no page by its address."""
_SET_S = 60.0
_TRIES = 3


def poses(chance: np.random.Generator) -> PoseSeries:
    """A minute of a body that sways, with the noise of a pose model."""
    time_s = np.arange(int(_SET_S * 10)) / 10
    sway = 60 * np.sin(time_s / 3)[:, None, None] * chance.random((1, 33, 2))
    pixels = 240 + sway + chance.normal(0, 0.6, (len(time_s), 33, 2))
    return PoseSeries(time_s, pixels, chance.random((len(time_s), 33)).round(2), (480, 270))


def fill(database: Database, records: PersonalRecords, years: int) -> int:
    """Write the sessions; how many they are."""
    chance = np.random.default_rng(1)
    today = datetime.now(UTC).date()
    days = round(365.25 * years)
    sessions = past_sessions(days, a_day=2, first_day=today - timedelta(days=days - 1))
    angles = series(_SET_S)
    angles.values[:] += chance.normal(0, 0.4, angles.values.shape)
    packed = {SampleKind.ANGLES: pack_angles(angles), SampleKind.POSES: pack_poses(poses(chance))}
    with database.transaction() as connection:
        import_sessions(connection, records.id, sessions)
        sets = [(each.id, one) for each in sessions for one in each.sets]
        connection.execute(
            insert(RepetitionRow),
            [
                {
                    "session_id": session_id,
                    "set_number": one.number,
                    "number": number,
                    "side": one.side,
                    "movement": one.movement,
                    "start_s": 20.0 * number,
                    "end_s": 20.0 * number + 15,
                    "peak_deg": 110.0,
                    "hold_s": one.longest_hold_s,
                    "reached": True,
                    "complete": True,
                    "interrupted": False,
                    "progress_integral_s": 5.0,
                    "rules": [],
                }
                for session_id, one in sets
                for number in range(1, one.complete_reps + one.attempts + 1)
            ],
        )
        for start in range(0, len(sets), 500):
            connection.execute(
                insert(SamplesRow),
                [
                    {
                        "session_id": session_id,
                        "set_number": one.number,
                        "kind": kind,
                        "start_ms": 0,
                        "count": 600,
                        "content": content,
                    }
                    for session_id, one in sets[start : start + 500]
                    for kind, content in packed.items()
                ],
            )
    return len(sessions)


def size_bytes(database: Database) -> int:
    """Of the file, or of the database on its server."""
    if database.path is not None:
        return sum(each.stat().st_size for each in database.path.parent.glob("records.sqlite3*"))
    with database.reading() as connection:
        found = connection.execute(text("SELECT pg_database_size(current_database())"))
        return int(found.scalar_one())


def timed_s(work: Callable[[], object]) -> float:
    """The median of some tries."""
    taken = []
    for _ in range(_TRIES):
        began_s = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began_s)
    return statistics.median(taken)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--url", help="of an empty database; else a new SQLite file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ[DATA_VARIABLE], os.environ[STATE_VARIABLE] = folder, f"{folder}/state"
        file_url = sqlite_url(Path(folder) / "records.sqlite3")
        url = make_url(given.url) if given.url else file_url
        os.environ[URL_VARIABLE] = url.render_as_string(hide_password=False)
        return _measure(given.years)


def _measure(years: int) -> int:
    database = Database(asked_url())
    people = People(database)
    records = people.open(people.add("Ann").id)
    began_s = time.perf_counter()
    count = fill(database, records, years)
    print(f"{count} sessions written in {time.perf_counter() - began_s:.0f} s")
    print(f"size: {size_bytes(database) / 1e6:.0f} MB")
    records.set_program(
        default_program(load_exercises()), from_day=records.sessions()[0].day, set_by="Ann"
    )
    pages = _pages(records)
    for name, taken_s in pages.items():
        print(f"{name}: {taken_s:.2f} s")
    return 1 if max(pages.values()) > MOST_S else 0


def _pages(records: PersonalRecords) -> dict[str, float]:
    # The pages read the environment when they are imported.
    from tests.ui.pages import click, pick, welcomed

    app = welcomed()
    click(app, "Ann")
    taken = {"home page": timed_s(app.run)}
    app = AppTest.from_string(_PROGRESS, default_timeout=60).run()
    for period in Period:
        pick(app, "progress-period", period)
        taken[f"Progress page, {period.name.lower()}"] = timed_s(app.run)
        assert not app.exception
    last = records.sessions()[-1]
    taken["all sessions in short"] = timed_s(records.sessions)
    taken["one session with its curves"] = timed_s(lambda: records.set_records(last.id))
    return taken


if __name__ == "__main__":
    sys.exit(main())
