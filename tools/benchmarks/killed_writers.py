"""Processes that are killed while they write sessions: what of it is in the records afterwards?

    python -m tools.benchmarks.killed_writers --count 200
    python -m tools.benchmarks.killed_writers --count 200 --url postgresql://user@host/database

A process writes sessions as the app does, repetition after repetition, with poses, and is killed
(SIGKILL) at a random moment, again and again on the same records. Each time the records are opened
anew. What must be: they open; every repetition that the writer had called written is there; every
one that was given to it more than a second before the kill is there; every session can be read
whole. The exit code is 1 if anything of this is not so.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from uuid import UUID

from sqlalchemy import make_url
from tests.records.built import begun, poses_taken, set_ended, set_so_far

from sciatica_coach.records.database import URL_VARIABLE, Database, asked_url, sqlite_url
from sciatica_coach.records.journal import settle_abandoned
from sciatica_coach.records.people import People
from sciatica_coach.records.session_writer import SessionWriter

LOST_S = 1.0
"""What was done in the last second before the kill may be lost."""
_REP_S = 0.03
_REPS = 12


def write_for_ever(folder: Path, person_id: UUID) -> None:
    """Write session after session, and print what was given and what was written."""
    writer = SessionWriter(lambda: Database(asked_url()), folder)
    for number in range(10**6):
        first = begun(person_id)
        session_id = first.session_id
        writer.put(first)
        for reps in range(1, _REPS + 1):
            at_s = float(reps)
            writer.put(set_so_far(session_id, reps), poses_taken(session_id, from_s=at_s))
            _print("given", session_id, reps)
            time.sleep(_REP_S)
            if reps % 4 == 0 and writer.flush():
                _print("written", session_id, reps)
        if number % 2:
            writer.put(set_ended(session_id, reps=_REPS))


def _print(kind: str, session_id: UUID, reps: int) -> None:
    print(json.dumps([kind, time.time(), str(session_id), reps]), flush=True)


def killed_once(folder: Path, person_id: UUID, chance: random.Random) -> dict[str, int]:
    """How many repetitions of each session must be there after a kill."""
    command = [sys.executable, "-m", "tools.benchmarks.killed_writers", "--write", str(person_id)]
    with subprocess.Popen(
        [*command, "--folder", str(folder)], stdout=subprocess.PIPE, text=True
    ) as writing:
        assert writing.stdout is not None
        lines = [writing.stdout.readline()]
        time.sleep(chance.uniform(0.0, 2.5))
        writing.send_signal(signal.SIGKILL)
        killed_at = time.time()
        lines += writing.stdout.readlines()
    needed: dict[str, int] = {}
    for line in lines:
        kind, at, session_id, reps = json.loads(line)
        if kind == "written" or at < killed_at - LOST_S:
            needed[session_id] = max(needed.get(session_id, 0), reps)
    return needed


def problems_after(folder: Path, person_id: UUID, needed: dict[str, int]) -> list[str]:
    """What is not in the records though it should be, and what cannot be read."""
    database = Database(asked_url())
    settle_abandoned(folder, database)
    records = People(database).open(person_id)
    problems = []
    for session_id, reps in needed.items():
        found = records.session(UUID(session_id))
        done = found.complete_reps if found else 0
        if done < reps:
            problems.append(f"{reps - done} of {reps} repetitions are missing")
        sets = records.set_records(UUID(session_id))
        problems += ["a set is half written" for each in sets if len(each.reps) != done]
    database.close()
    return problems


def main() -> int:
    """Run the benchmark, or the process that is to be killed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url", help="of an empty database; else a new SQLite file")
    parser.add_argument("--write", type=UUID, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write_for_ever(given.folder, given.write)
    with tempfile.TemporaryDirectory() as folder:
        url = make_url(given.url) if given.url else sqlite_url(Path(folder) / "records.sqlite3")
        os.environ[URL_VARIABLE] = url.render_as_string(hide_password=False)
        return _kill_all(Path(folder) / "journals", given.count, random.Random(given.seed))


def _kill_all(folder: Path, count: int, chance: random.Random) -> int:
    database = Database(asked_url())
    person_id = People(database).add("Ann").id
    found: Counter[str] = Counter()
    needed_reps = 0
    for number in range(count):
        needed = killed_once(folder, person_id, chance)
        needed_reps += sum(needed.values())
        found.update(problems_after(folder, person_id, needed))
        if number % 20 == 19:
            print(f"{number + 1} kills, {needed_reps} repetitions needed: {dict(found)}")
    sessions = People(database).open(person_id).sessions()
    database.close()
    print(f"{len(sessions)} sessions in the records, {sum(found.values())} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
