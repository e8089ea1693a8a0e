"""Everything that comes in from outside, made hostile: what crashes, hangs, or is never given back?

    nice python -m tools.benchmarks.hostile_inputs --count 500 --seed 1

Five kinds: frames as a browser sends them (through the parser of the live session and the
decoder), videos, names of files given to `analyse`, exercise definitions given to `check`, and
files that somebody has changed in the folders of records and of visits. Each may be taken, or be
refused in one sentence. What must not be: a traceback, a crash, a hang, a file that is lost without
a word, and memory that is not given back. The exit code is 1 if anything of this is so.
"""

import argparse
import copy
import gc
import io
import json
import logging
import os
import random
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import cv2
import numpy as np
from tests.films import film

from sciatica_coach.capture.jpeg import PictureError, decode_jpeg
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.cli import main as coach
from sciatica_coach.coaching.movement.baseline import Baseline
from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.live.protocol import ConnectionRejected, parse_capture
from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.live.visits import Visits
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import DATA_VARIABLE, EXERCISES, STATE_VARIABLE
from sciatica_coach.records.database import Database, sqlite_url
from sciatica_coach.records.legacy_files import PersonFile, move_in
from sciatica_coach.records.people import People
from tools.benchmarks.broken_videos import WAYS, Reader, whole_files
from tools.benchmarks.odd_calls import odd_names

LIMIT_S = {"frames": 1.0, "videos": 60.0, "names": 120.0, "definitions": 60.0, "files": 5.0}
"""What takes longer hangs."""
MORE_MEMORY = 0.05
"""Share of its memory that a process may have more afterwards than after its first tenth."""


@dataclass
class Outcome:
    """What came of all inputs of one kind."""

    kind: str
    counts: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    slowest: str = ""
    settled_mb: float = 0.0
    """Memory when all that is loaded once was loaded: after a tenth of the inputs."""

    def add(self, outcome: str, took_s: float, told: str) -> None:
        """Count one input."""
        if took_s > LIMIT_S[self.kind]:
            outcome = "hang"
        self.counts[outcome] += 1
        if took_s > self.slowest_s:
            self.slowest_s, self.slowest = took_s, told
        if outcome not in {"taken", "refused"}:
            print(f"{self.kind}: {outcome}: {told!a}"[:500], flush=True)

    @property
    def is_well(self) -> bool:
        """Whether all that must be true is."""
        return not set(self.counts) - {"taken", "refused"} and self.grown <= MORE_MEMORY

    @property
    def grown(self) -> float:
        """Share of memory that was not given back."""
        return memory_mb() / self.settled_mb - 1 if self.settled_mb else 0.0


def memory_mb() -> float:
    """Memory of this process, as the system counts it."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


Attempt = Callable[[random.Random, Path], tuple[str, str]]
"""One hostile input: what came of it ("taken", "refused" or what must not be), what was told."""


def frames() -> Attempt:
    """Messages with JPEG pictures, mutated."""
    noise = np.random.default_rng(1).integers(0, 256, (360, 480, 3), dtype=np.uint8)
    picture = cv2.GaussianBlur(noise, (9, 9), 0)
    kinds: list[list[int]] = [
        [],
        [cv2.IMWRITE_JPEG_PROGRESSIVE, 1],
        [cv2.IMWRITE_JPEG_OPTIMIZE, 1],
        [cv2.IMWRITE_JPEG_RST_INTERVAL, 1],
    ]
    whole = [bytes(cv2.imencode(".jpg", picture, each)[1]) for each in kinds]

    def attempt(chance: random.Random, _: Path) -> tuple[str, str]:
        content = bytearray(chance.choice(whole))
        if chance.random() < 0.9:
            chance.choice([*WAYS, _other_marker])(content, chance)
        captured_ms = chance.choice((0.0, 40.0, 1e18, 1e308, float("nan"), float("inf"), -1.0))
        header = struct.pack("<HHId", 1, 0, chance.randrange(2**32), captured_ms)
        try:
            decode_jpeg(parse_capture(header + bytes(content)).jpeg)
        except (ConnectionRejected, PictureError) as error:
            return "refused", str(error)
        return "taken", ""

    return attempt


def _other_marker(content: bytearray, chance: random.Random) -> None:
    """Another value after one of the marks that JPEG's parts begin with."""
    marks = [at for at in range(len(content) - 1) if content[at] == 0xFF and content[at + 1]]
    if marks:
        content[chance.choice(marks[:20]) + 1] = chance.randrange(0xC0, 0x100)


def videos(folder: Path, reader: Reader) -> Attempt:
    """Videos in every container, broken, and read to their end in another process."""
    whole = list(whole_files(folder))

    def attempt(chance: random.Random, room: Path) -> tuple[str, str]:
        source = chance.choice(whole)
        content = bytearray(source.read_bytes())
        for _ in range(chance.choice((1, 1, 3))):
            if content:
                chance.choice([*WAYS, _large_number])(content, chance)
        path = room / f"broken{''.join(source.suffixes)}"
        path.write_bytes(content)
        read = reader.read(path, wholly=False)
        return ("taken" if read.outcome == "read" else read.outcome), f"{source.name}: {read.told}"

    return attempt


def _large_number(content: bytearray, chance: random.Random) -> None:
    """Lengths, counts and sizes that are far too large."""
    for _ in range(chance.choice((1, 3))):
        at = chance.randrange(min(4000, len(content)))
        content[at : at + 4] = chance.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0\xff\xff\xff"))


def names(folder: Path) -> Attempt:
    """Files of hostile names, given to `analyse`."""
    source = film(folder / "source.mp4", [0.0, 0.1, 0.2])

    def attempt(chance: random.Random, room: Path) -> tuple[str, str]:
        _, problems = odd_names(chance, room, source)
        return ("; ".join(problems)[:300] if problems else "taken"), ""

    return attempt


def definitions() -> Attempt:
    """Exercise definitions of every hostile kind, given to `check`."""
    sources = [path.read_bytes() for path in sorted(EXERCISES.glob("*.toml"))]
    _called(["check", str(EXERCISES / "figure-4.toml")])  # loads what every check needs

    def attempt(chance: random.Random, room: Path) -> tuple[str, str]:
        content = bytearray(chance.choice(sources))
        ways = chance.choice(((_value,), _HARM))
        for _ in range(chance.choice((1, 1, 5))):
            chance.choice(ways)(content, chance)
        found = content.find(b'id = "') + 6
        stem = content[found : content.find(b'"', found)].decode("utf-8", "replace")
        is_plain = chance.random() < 0.9 and stem.replace("-", "").isalnum() and len(stem) < 50
        path = room / (f"{stem}.toml" if is_plain else "\x1b[2J.toml")
        path.write_bytes(content)
        code, told = _called(["check", str(path)])
        if "Traceback" in told or "went wrong inside" in told:
            return "traceback", told
        if any(ord(each) < 32 or 127 <= ord(each) < 160 for each in told.replace("\n", "")):
            return "obeyed by a terminal", told
        return ("taken" if code == 0 else "refused"), told

    return attempt


def _value(content: bytearray, chance: random.Random) -> None:
    """Another value behind one of the keys."""
    ends = [at for at, each in enumerate(content) if each == ord("=")]
    if not ends:
        return
    at = chance.choice(ends) + 1
    end = content.find(b"\n", at)
    content[at : end if end > 0 else len(content)] = b" " + chance.choice(_VALUES)


_VALUES = (
    *(
        b"nan",
        b"-inf",
        b"1e999",
        b"9" * 5000,
        b"0x" + b"f" * 50_000,
        b"-1",
        b"0",
        b"600",
        b"1e-320",
    ),
    *(b"true", b"[]", b"{}", b"''", b'"x"', b"1979-05-27", b"[" * 5000 + b"]" * 5000),
    *(b'"' + b"x" * 100_000 + b'"', b'"\\u202e\\u001b[2J[bold]"', b'"=1+1"', b'"../../x"'),
    *(b"{a = " * 3000, b"a." * 20_000 + b"b", b"[" + b"1," * 50_000 + b"]"),
    b'"![x](http://example.invalid/x.png)"',
)


def _many_rules(content: bytearray, chance: random.Random) -> None:
    start = content.find(b"[[rules]]")
    rules = content[start : content.find(b"[sources", start)] if start >= 0 else b""
    for number in range(chance.choice((2, 40))):
        more = rules.replace(b'id = "', f'id = "r{number}-'.encode())
        content[start:start] = more


def _mark(content: bytearray, chance: random.Random) -> None:
    content[:0] = chance.choice((b"\xef\xbb\xbf", b"\xff\xfe", b"\0", b"\x1b[2J"))


def _huge(content: bytearray, chance: random.Random) -> None:
    content += b"# " + b"x" * chance.choice((1000, 300_000, 10_000_000))


_HARM = (*WAYS, _many_rules, _mark, _huge)


def files(folder: Path) -> Attempt:
    """Records and visits whose files somebody has changed."""
    own = Baseline(
        exercise="figure-4",
        movement=load_exercises()["figure-4"].movements[0].id,
        side=Side.LEFT,
        quantity=load_exercises()["figure-4"].movements[0].quantity,
        measured_on=date(2026, 1, 1),
        model="pose_landmarker_heavy",
        start_deg=20.0,
        end_deg=90.0,
        uncertainty_deg=3.0,
        error_deg=5.0,
    )
    record = PersonFile(name="Ann", baselines=(own,)).model_dump_json().encode()
    database = Database(sqlite_url(folder / "records.sqlite3"))
    people = People(database)
    people.open(people.add("Ann").id).keep_own_ranges([own])
    database.close()
    table = (folder / "records.sqlite3").read_bytes()
    visits = Visits(keeper=VisitStore(folder))
    visit = visits.open()
    visit.has_accepted, visit.sets, visit.own_ranges, visit.clip = True, 1, (own,), "a.mp4"
    visits.keep(visit)
    stored = next((folder / "visits").iterdir())

    def attempt(chance: random.Random, room: Path) -> tuple[str, str]:
        kind = chance.random()
        if kind < 0.3:
            return _of_person(_changed(record, chance), room)
        if kind < 0.6:
            return _of_database(_broken(table, chance), room)
        return _of_visit(_changed(stored.read_bytes(), chance), room, stored.name, visit.token)

    return attempt


def _of_person(content: bytes, room: Path) -> tuple[str, str]:
    """A file of an earlier version is moved into the records, or left as it was."""
    path = room / "people" / "ann.json"
    path.parent.mkdir()
    path.write_bytes(content)
    database = Database(sqlite_url(room / "records.sqlite3"))
    move_in(room, database)
    if path.exists():
        return ("refused" if path.read_bytes() == content else "lost"), ""
    return ("taken" if People(database).all() else "lost"), ""


def _of_database(content: bytes, room: Path) -> tuple[str, str]:
    (room / "records.sqlite3").write_bytes(content)
    try:
        people = People(Database(sqlite_url(room / "records.sqlite3")))
        for person in people.all():
            people.open(person.id).own_ranges()
    except CoachError as error:
        return "refused", str(error)
    return "taken", ""


def _broken(content: bytes, chance: random.Random) -> bytes:
    broken = bytearray(content)
    chance.choice(WAYS)(broken, chance)
    return bytes(broken)


def _of_visit(content: bytes, room: Path, name: str, token: str) -> tuple[str, str]:
    path = room / "visits" / name
    path.parent.mkdir()
    path.write_bytes(content)
    if VisitStore(room).find(token) is not None:
        return "taken", ""
    kept = [each.read_bytes() == content for each in path.parent.iterdir()]
    return ("refused" if any(kept) else "lost"), ""


def _changed(content: bytes, chance: random.Random) -> bytes:
    """The file with some of its values replaced, or broken as any file can be."""
    if chance.random() < 0.3:
        return _broken(content, chance)
    document = json.loads(content)
    for _ in range(chance.choice((1, 2))):
        inner = document
        while isinstance(inner, dict | list) and inner:
            key = chance.choice(list(inner) if isinstance(inner, dict) else range(len(inner)))
            if chance.random() < 0.6 or not isinstance(inner[key], dict | list):
                inner[key] = copy.deepcopy(chance.choice(_JSON_VALUES))
                break
            inner = inner[key]
    return json.dumps(document).encode("utf-8", "surrogatepass")


_JSON_VALUES: tuple[object, ...] = (
    *(None, True, -1, 0, 10**400, 1e308, float("nan"), float("inf"), "", "x" * 100_000, "\x00"),
    *("\ud800", "../../x", "=1+1", "\x1b[2J", [], {}, [[[[]]]], {"a": {"b": 1}}, "9999-99-99"),
    *("pause", "left", "figure-4", 3.5),
)


def _called(arguments: list[str]) -> tuple[int, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = coach(arguments)
    texts = []
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
        texts.append(stream.read())
    return int(code), "".join(texts)


def _tried(kind: str, attempt: Attempt, count: int, chance: random.Random, folder: Path) -> Outcome:
    outcome = Outcome(kind)
    for number in range(count):
        if number == max(1, count // 10):
            outcome.settled_mb = memory_mb()
        with tempfile.TemporaryDirectory(dir=folder) as room:
            begun_s = time.monotonic()
            try:
                found, told = attempt(chance, Path(room))
            except Exception as error:  # that is what is counted
                found, told = "traceback", f"{type(error).__name__}: {error}"
            outcome.add(found, time.monotonic() - begun_s, told)
    return outcome


@contextmanager
def _own_folders(folder: Path) -> Iterator[None]:
    os.environ[DATA_VARIABLE] = str(folder / "records")
    os.environ[STATE_VARIABLE] = str(folder / "state")
    logging.disable(logging.WARNING)  # each damaged visit is logged
    with natives_silenced():
        yield


def main() -> int:
    """Try all kinds, print what came of them."""
    options = _options()
    is_well = True
    with tempfile.TemporaryDirectory(prefix="hostile-") as name, _own_folders(Path(name)):
        folder = Path(name)
        reader = Reader(LIMIT_S["videos"])
        kinds: dict[str, tuple[Callable[[], Attempt], int]] = {
            "frames": (frames, options.count),
            "videos": (lambda: videos(folder, reader), options.count),
            "definitions": (definitions, 2 * options.count // 5),
            "files": (lambda: files(folder), options.count),
            "names": (lambda: names(folder), options.count),
        }
        for kind in options.kinds or kinds:
            make, count = kinds[kind]
            outcome = _tried(kind, make(), count, random.Random(options.seed), folder)
            counted = ", ".join(f"{many} {what}" for what, many in outcome.counts.most_common())
            print(
                f"{kind}: {counted}; slowest {outcome.slowest_s:.2f} s ({outcome.slowest[:80]!a}); "
                f"memory {outcome.settled_mb:.0f} MB, then {outcome.grown:+.1%}",
                flush=True,
            )
            is_well = is_well and outcome.is_well
        reader.close()
    return 0 if is_well else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", choices=[*LIMIT_S, []], help="else all")
    parser.add_argument("--count", type=int, default=500, help="of each kind; fewer definitions")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
