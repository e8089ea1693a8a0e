"""A process that is looked after: begun again when it ends, later each time it ends at once."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

_BACK_OFF_S = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
_STEADY_S = 60.0
"""What ran for so long ended by accident, not by its nature."""
_GRACE_S = 5.0
_PR_SET_PDEATHSIG = 1


class SupervisedProcess:
    """One such process, and all that it has begun itself.

    Parameters
    ----------
    name
        What it is, for the terminal.
    command
        Makes the command line anew for each start.
    environment
        Of the process.
    is_quiet
        Whether what it prints is dropped.
    """

    def __init__(
        self,
        name: str,
        command: Callable[[], Sequence[str]],
        environment: dict[str, str],
        *,
        is_quiet: bool = False,
    ) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._output = subprocess.DEVNULL if is_quiet else None
        self._process: subprocess.Popen[bytes] | None = None
        self._begun_s = 0.0
        self._ended_s: float | None = None
        self._losses = 0

    @property
    def age_s(self) -> float:
        """How long it has been running; 0 while it is not."""
        return time.monotonic() - self._begun_s if self.is_running else 0.0

    @property
    def is_running(self) -> bool:
        """Whether it has been begun and not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """What it ended with; None while it runs, or has not begun."""
        return self._process.poll() if self._process is not None else None

    def keep(self) -> bool:
        """Begin it if it is not running and its time has come; whether that was done."""
        if self.is_running:
            return False
        if self._process is not None:
            self._note_loss()
            assert self._ended_s is not None
            wait_s = _BACK_OFF_S[min(self._losses, len(_BACK_OFF_S)) - 1]
            if time.monotonic() - self._ended_s < wait_s:
                return False
        self._begin()
        return True

    def end(self) -> None:
        """End it and what it has begun, kindly first."""
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            _signal(process, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_S)
        # The group outlives its leader where a helper of the browser hangs.
        _signal(process, signal.SIGKILL)
        process.wait()

    def _begin(self) -> None:
        self._ended_s = None
        self._begun_s = time.monotonic()
        self._process = subprocess.Popen(
            self._command(),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._output,
            stderr=self._output,
            # A group of its own: Ctrl-C is for us alone, and its helpers end with it.
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )

    def _note_loss(self) -> None:
        """Once for each time that it is found ended."""
        if self._ended_s is None:
            assert self._process is not None
            _signal(self._process, signal.SIGKILL)
            self._ended_s = time.monotonic()
            steady = self._ended_s - self._begun_s > _STEADY_S
            self._losses = 1 if steady else self._losses + 1


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _end_with_parent() -> None:
    """Let the kernel end this process with the one that began it, even if that one is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
