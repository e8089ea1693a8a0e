"""Whether anything is left when the coach is ended: `python -m tools.benchmarks.process_ends`.

`run` and `analyse --jobs 2` are started in turn, and asked to end at a random moment, from the
loading of the program to the work itself. Counted is what is left a little later: processes, ports
that are served, drafts beside the videos, and files in the folder for temporary ones. The exit code
is 1 if anything is left, or if a traceback was printed.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.cli.calling import free_port
from tests.cli.processes import is_served, marked

from sciatica_coach.paths import SAMPLES

MARK = "SCIATICA_COACH_BENCHMARK_MARK"
_LATEST_S = 15.0
"""Latest moment of the request: by then the work has begun even on a busy machine."""
_LEFT_S = 15.0
"""What lives for so long after the command has ended is left."""
_HANGS_S = 60.0
REQUESTS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL)
SIGNALS = {each.name: each for each in REQUESTS}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--signal", choices=SIGNALS, default="SIGTERM")
    arguments = parser.parse_args()
    moments = random.Random(arguments.seed)
    left: Counter[str] = Counter()
    codes: Counter[int] = Counter()
    for number in range(arguments.count):
        command = ("run", "analyse")[number % 2]
        moment_s = moments.uniform(0.0, _LATEST_S)
        with tempfile.TemporaryDirectory() as folder:
            code, found = _ended(command, Path(folder), moment_s, SIGNALS[arguments.signal])
        codes[code] += 1
        left.update(found)
        print(f"{number + 1:4} {command:8} after {moment_s:4.1f} s: exit code {code}", end="")
        print(f", left: {', '.join(found)}" if found else "", flush=True)
    print(f"\n{arguments.count} ends by {arguments.signal}; exit codes {dict(codes)}")
    print(f"left: {dict(left) or 'nothing'}")
    return 1 if left else 0


def _ended(
    command: str, folder: Path, moment_s: float, request: signal.Signals
) -> tuple[int, list[str]]:
    """Start a command and end it; its exit code, and what is left of it."""
    temporary, videos, port = folder / "tmp", folder / "videos", free_port()
    temporary.mkdir()
    videos.mkdir()
    for name in ("a.mp4", "b.mp4"):
        shutil.copy(SAMPLES / "figure_4_side.mp4", videos / name)
    options = {
        "run": ["run", "--no-browser", "--port", str(port)],
        "analyse": [
            *("analyse", *map(str, sorted(videos.iterdir())), "--exercise", "figure-4"),
            *("--model", "lite", "--annotated", "--jobs", "2"),
        ],
    }[command]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sciatica_coach.cli", *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=os.environ | {MARK: str(folder), "TMPDIR": str(temporary)},
            start_new_session=True,
        )
    _wait(process, moment_s)
    process.send_signal(request)
    hangs = _wait(process, _HANGS_S)
    found = ["hangs"] if hangs else []
    found += _left(folder, temporary, videos, port)
    for number in marked(str(folder)):
        os.kill(number, signal.SIGKILL)
    return process.wait(), found


def _wait(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a process still runs after so many seconds."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    return False


def _left(folder: Path, temporary: Path, videos: Path, port: int) -> list[str]:
    end_s = time.monotonic() + _LEFT_S
    while marked(str(folder)) and time.monotonic() < end_s:
        time.sleep(0.05)
    found = ["process"] * len(marked(str(folder)))
    found += ["port"] * is_served(port)
    found += [f"draft {each.name}" for each in videos.iterdir() if "draft" in each.name]
    found += [f"temporary {each.name}" for each in temporary.iterdir()]
    written = Counter(each.name.partition(".")[0] for each in videos.iterdir())
    found += [f"half a result of {name}" for name, files in written.items() if files not in (1, 4)]
    if "Traceback" in (text := (folder / "log").read_text(errors="replace")):
        found.append("traceback: " + text.strip().splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main())
