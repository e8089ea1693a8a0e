"""The kiosk's server, in a process of its own that `sciatica-coach run --kiosk` looks after."""

import argparse
import os
import sys

import uvicorn

from sciatica_coach.capture.memory import limit_arenas
from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.pin import Staff
from sciatica_coach.kiosk.settings import lock_out_file, settings_file
from sciatica_coach.kiosk.supervisor import HUNG, LEFT
from sciatica_coach.kiosk.vision_worker import VisionWorker
from sciatica_coach.lock_out import LockOut
from sciatica_coach.ui.kiosk.hosting import server_config


def main() -> int:
    """Serve until the staff leaves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    limit_arenas()
    has_left = False

    def leave() -> None:
        nonlocal has_left
        has_left = server.should_exit = True

    kiosk = Kiosk(
        load_exercises(),
        Staff(sys.stdin.readline().strip(), LockOut(lock_out_file())),
        VisionWorker(on_lost=_give_up),
        file=settings_file(),
        on_leave=leave,
    )
    server = uvicorn.Server(server_config(kiosk, port))
    server.run()
    kiosk.vision_worker.close()
    return LEFT if has_left else 0


def _give_up() -> None:
    """A thread that hangs in the pose model cannot be ended, only the process can."""
    print("The pose model hangs and cannot be replaced.", file=sys.stderr, flush=True)
    os._exit(HUNG)


if __name__ == "__main__":
    with natives_silenced():
        sys.exit(main())
