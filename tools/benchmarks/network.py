"""Counts over a bad network: `python -m tools.benchmarks.network [--seeds 3]`.

Each sample clip goes to the coach over a real WebSocket while 30 % of the frames are dropped, the
line stalls five times for half a second, and the socket is cut five times. The clock is the clip's,
so that a seed gives the same trouble on each machine. Printed is what was counted beside what was
done: a repetition that the camera saw must not be lost, and none made up.
"""

import argparse

from rich.console import Console
from rich.table import Table
from tests.live.network import CLIPS, GOOD, REPS, Network, walk
from tests.live.server import Server, serve

from sciatica_coach.live.scheduler import FrameScheduler


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3, help="how many bad networks a clip meets")
    arguments = parser.parse_args()
    table = Table(title=f"Repetitions of {REPS}, and attempts made up, over a bad network")
    table.add_column("clip")
    table.add_column("good line", justify="right")
    for seed in range(1, arguments.seeds + 1):
        table.add_column(f"seed {seed}", justify="right")
    with serve(scheduler=FrameScheduler(slots=len(CLIPS) * (arguments.seeds + 1))) as server:
        for clip in CLIPS:
            bad = [counted(server, clip, Network(), seed + 1) for seed in range(arguments.seeds)]
            table.add_row(clip, counted(server, clip, GOOD, 0), *bad)
    Console().print(table)


def counted(server: Server, clip: str, network: Network, seed: int) -> str:
    done = walk(server, clip, network, seed=seed)
    return f"{done.reps}" + (f" + {done.attempts}" if done.attempts else "")


if __name__ == "__main__":
    main()
