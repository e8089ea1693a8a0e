"""The command line called oddly: `python -m tools.benchmarks.odd_calls --names 200 --options 200`.

Videos get random names of every kind of letter and byte, and options are combined at random, right
and wrong. What must be true of every call is checked: no traceback, no "something went wrong inside
the coach", no line that a terminal would obey, one exit code of those that are promised, and that
one which the call deserves; no video changed, none of its results lost, no draft left. The exit
code is 1 if anything of this is not so.
"""

import argparse
import io
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from tests.films import film

from sciatica_coach.cli import main as coach
from sciatica_coach.paths import DATA_VARIABLE

_HANGS_S = 120.0
"""A call of a film of three pictures that takes longer hangs."""
_PIECES = (
    *(
        "a",
        "Z",
        "7",
        " ",
        ".",
        "-",
        "_",
        "[",
        "]",
        "[/red]",
        "[bold]",
        "{x}",
        "%s",
        "%03d",
        "$HOME",
    ),
    *(
        "'",
        '"',
        "`",
        "\\",
        ":",
        "http:",
        "file:",
        "*",
        "?",
        "|",
        ";",
        "&",
        "=",
        "+1",
        "@",
        "~",
        "#",
    ),
    *("\x1b[31m", "\x1b]0;t\x07", "\x07", "\x08", "\r", "\n", "\t", "\x7f", "\x01", "\x9b2J"),
    *("\u202e", "\u2066", "\u200f", "\u200d", "\ufeff", "\u2028", "\u00ad", "\U000e0041"),
    *("é", "e\u0301", "ñ", "界", "ﷺ", "👩\u200d🚀", "\ud800".encode("utf-8", "surrogatepass")),
    *(b"\xff", b"\xe9", b"\xc0\xaf", b"\xf0\x9f"),
    *("x" * 100, "界" * 40, "a.annotated", ".coach.json", "-2", "--", "--help", "CON", "nul"),
)
_GOOD: dict[str, Sequence[str | None]] = {
    "--exercise": ("figure-4", "nerve-floss", "single-knee-to-chest"),
    "--side": ("left", "right", "auto"),
    "--hold-s": ("0", "1.5", "600"),
    "--reps": ("1", "100"),
    "--csv-decimal": ("comma", "point"),
    "--person-at": ("0.5,0.5", "0,1"),
    "--annotated": (None,),
    "--xlsx": (None,),
    "--json": (None,),
}
_BAD: dict[str, Sequence[str | None]] = {
    "--exercise": ("plank", "", "figure-4.toml", "../figure-4", "\x1b[2J"),
    "--side": ("up", "", "LEFT RIGHT"),
    "--hold-s": ("-1", "nan", "inf", "1e9", "x", ""),
    "--reps": ("0", "101", "1.5", "-3", "x"),
    "--jobs": ("0", "65", "x"),
    "--model": ("tiny", ""),
    "--csv-decimal": (";", "dot"),
    "--person-at": ("1", "2,2", "nan,0", ",", "0.1;0.2"),
    "--person": ("", "a/b", "\x00x", "\x1b", "."),
    "--nonsense": (None,),
    "--\u202e": (None,),
}


@dataclass(frozen=True)
class Called:
    """What came of one call."""

    code: int
    out: str
    err: str
    took_s: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--names", type=int, default=200)
    parser.add_argument("--options", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    wrong: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    with tempfile.TemporaryDirectory(prefix="odd-calls-") as folder:
        os.environ[DATA_VARIABLE] = str(Path(folder) / "records")
        source = film(Path(folder) / "source.mp4", [0.0, 0.1, 0.2])
        for attempt, count in ((odd_names, arguments.names), (_odd_options, arguments.options)):
            for number in range(count):
                with tempfile.TemporaryDirectory(dir=folder) as room:
                    called, problems = attempt(chance, Path(room), source)
                codes[int(called.code)] += 1
                wrong.update(problem.partition(":")[0] for problem in problems)
                for problem in problems:
                    print(f"{attempt.__name__.strip('_')} {number}: {problem}", flush=True)
    print(f"{arguments.names} names and {arguments.options} combinations of options")
    print(f"exit codes: {dict(sorted(codes.items()))}")
    print(f"wrong: {dict(wrong) or 'nothing'}")
    return 1 if wrong else 0


def odd_names(chance: random.Random, room: Path, source: Path) -> tuple[Called, list[str]]:
    """One or two videos of odd names, perhaps beside one that is not there."""
    videos = [path for path in (_named(chance, room) for _ in range(2)) if _copied(source, path)]
    missing = _named(chance, room / "nowhere") if chance.random() < 0.2 else None
    given = [*videos, *([missing] if missing else [])]
    chance.shuffle(given)
    out = room / "out" if chance.random() < 0.5 else None
    options = ["--exercise", "figure-4", *(["--out", str(out)] if out else [])]
    with _unchanged(videos) as changed:
        called = _call(["analyse", *options, "--model", "lite", "--", *map(str, given)])
    problems = _problems(called, {1 if missing or not given else 0} if given else {2})
    problems += [f"video changed: {name!a}" for name in changed()]
    written = set(out.iterdir() if out and out.exists() else room.iterdir()).difference(videos)
    reports = [path for path in written if path.name.endswith(".coach.json")]
    names = [json.loads(path.read_bytes().decode())["video"]["file"] for path in reports]
    different = len({path.resolve() for path in videos})
    if len(names) != different:
        problems.append(f"results lost: {different} videos, {len(names)} reports")
    return called, problems


def _odd_options(chance: random.Random, room: Path, source: Path) -> tuple[Called, list[str]]:
    """Options that go together, with one or two wrong ones among them half of the time."""
    video = room / "clip.mp4"
    shutil.copy(source, video)
    chosen = {"--exercise": _GOOD["--exercise"]}
    chosen |= {name: _GOOD[name] for name in chance.sample(sorted(_GOOD), k=3)}
    wrong = chance.sample(sorted(_BAD), k=chance.choice((0, 0, 1, 2)))
    chosen |= {name: _BAD[name] for name in wrong}
    if {"--json"} <= set(chosen) and {"--annotated", "--xlsx"} & set(chosen):
        wrong.append("--json")
    model = [] if "--model" in chosen else ["--model", "lite"]
    words = [
        word
        for name, values in chosen.items()
        for word in (name, chance.choice(values))
        if word is not None
    ]
    with _unchanged([video]) as changed:
        called = _call(["analyse", str(video), *model, *words])
    problems = _problems(called, {2} if wrong else {0})
    if problems:
        problems = [f"{problem} ({words!a})" for problem in problems]
    problems += [f"video changed: {name}" for name in changed()]
    if "--json" in chosen and not wrong:
        problems += _problems_of_json(called)
    return called, problems


def _named(chance: random.Random, room: Path) -> Path:
    pieces = [chance.choice(_PIECES) for _ in range(chance.randint(1, 6))]
    raw = b"".join(each if isinstance(each, bytes) else each.encode() for each in pieces)
    raw = raw.replace(b"/", b"")[: chance.choice((20, 100, 251))] or b"x"
    return room / os.fsdecode(raw + chance.choice((b".mp4", b".MP4", b".mov", b"")))


def _copied(source: Path, path: Path) -> bool:
    """Whether the video could be given that name: neither every name nor every end is allowed."""
    if path.name in {".", ".."} or path.exists():
        return False
    try:
        shutil.copy(source, path)
    except OSError:
        return False
    return True


@contextmanager
def _unchanged(videos: Sequence[Path]) -> Iterator[Callable[[], list[str]]]:
    before = {path: path.read_bytes() for path in videos}
    yield lambda: [
        path.name
        for path, content in before.items()
        if not path.exists() or path.read_bytes() != content
    ]


def _call(arguments: Sequence[str]) -> Called:
    """Call the real command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    begun_s = time.monotonic()
    with redirect_stdout(out), redirect_stderr(err):
        code = coach(arguments)
    took_s = time.monotonic() - begun_s
    texts = []
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
        texts.append(stream.read())
    return Called(code, texts[0], texts[1], took_s)


def _problems(called: Called, codes: set[int]) -> list[str]:
    problems = []
    told = called.out + called.err
    if called.code not in codes:
        problems.append(f"exit code {called.code} in place of {codes}: {called.err!a}")
    if "Traceback" in told or "something went wrong inside" in told:
        problems.append(f"crash: {told!a}")
    if any(ord(each) < 32 or 127 <= ord(each) < 160 for each in told.replace("\n", "")):
        problems.append(f"obeyed by a terminal: {told!a}")
    if called.code and not called.err.startswith("sciatica-coach: "):
        problems.append(f"no sentence: {called.err!a}")
    if called.took_s > _HANGS_S:
        problems.append(f"hangs: {called.took_s:.0f} s")
    return problems


def _problems_of_json(called: Called) -> list[str]:
    try:
        document = json.loads(called.out)
    except ValueError:
        return [f"no JSON: {called.out!a}"]
    return [] if len(document["results"]) == 1 else ["results lost: no entry in the document"]


if __name__ == "__main__":
    sys.exit(main())
