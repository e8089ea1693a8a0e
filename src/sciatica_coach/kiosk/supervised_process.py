"""A process that is started again when it ends, after a longer wait each time it ends at once."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

_BACK_OFF_S = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Wait before each further start; the last one repeats."""
_STEADY_S = 60.0
"""A process that ran for so long did not end at once: the waits begin anew."""
_GRACE_S = 5.0
"""Time that a process has to end by itself."""
_PR_SET_PDEATHSIG = 1
"""The option of `prctl` that names the signal for the end of the parent process."""


class SupervisedProcess:
    """One such process, with all processes that it has started itself.

    Parameters
    ----------
    name
        Its name on the terminal.
    command
        Makes the command line anew for each start.
    environment
        Of the process.
    is_quiet
        Whether its output is dropped.
    standard_input
        What it reads there at each start: nothing of it can be seen from outside.
    """

    def __init__(
        self,
        name: str,
        command: Callable[[], Sequence[str]],
        environment: dict[str, str],
        *,
        is_quiet: bool = False,
        standard_input: str = "",
    ) -> None:
        self.name = name
        self._command = command
        self._environment = environment
        self._output = subprocess.DEVNULL if is_quiet else None
        self._standard_input = standard_input.encode()
        self._process: subprocess.Popen[bytes] | None = None
        self._begun_s = 0.0
        self._ended_s: float | None = None
        self._ends = 0

    @property
    def age_s(self) -> float:
        """How long it has been running; 0 while it is not."""
        return time.monotonic() - self._begun_s if self.is_running else 0.0

    @property
    def is_running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """Its exit code; None while it runs, or before it was started."""
        return self._process.poll() if self._process is not None else None

    def ensure_running(self) -> bool:
        """Start it if it does not run and the wait is over; True if it was started."""
        if self.is_running:
            return False
        if self._process is not None:
            self._note_end()
            assert self._ended_s is not None
            wait_s = _BACK_OFF_S[min(self._ends, len(_BACK_OFF_S)) - 1]
            if time.monotonic() - self._ended_s < wait_s:
                return False
        self._start()
        return True

    def end(self) -> None:
        """End it and all that it has started: by request first, then by force."""
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

    def _start(self) -> None:
        self._ended_s = None
        self._begun_s = time.monotonic()
        self._process = subprocess.Popen(
            self._command(),
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=self._output,
            stderr=self._output,
            # In a group of its own, Ctrl-C does not reach it, and its helpers end with it.
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as pipe:  # it may have ended at once
            pipe.write(self._standard_input)

    def _note_end(self) -> None:
        """Note that it has ended, once for each end."""
        if self._ended_s is None:
            assert self._process is not None
            _signal(self._process, signal.SIGKILL)
            self._ended_s = time.monotonic()
            steady = self._ended_s - self._begun_s > _STEADY_S
            self._ends = 1 if steady else self._ends + 1


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def _end_with_parent() -> None:
    """Let the kernel end this process when its parent ends, even if the parent is killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
