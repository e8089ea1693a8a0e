"""The staff's PIN: compared in constant time, and not at all for a while after wrong ones."""

import ctypes
import os
import re
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sciatica_coach.errors import CoachError
from sciatica_coach.lock_out import LockOut

PIN_VARIABLE = "SCIATICA_COACH_KIOSK_PIN"
"""Environment variable that holds the PIN when the command is started; it is removed at once."""
SAFE_DIGITS = 6
"""A shorter PIN is taken, and it is said that it is guessed sooner: `PIN_RULE` says how soon."""
_STAFF_S = 300.0
"""A staff menu that nobody touches for so long is closed."""
_PIN = re.compile(r"[0-9]{4,12}")


def chosen_pin(file: Path | None) -> str | None:
    """The PIN that a file or the environment holds; None if nobody chose one.

    It is in no environment any more afterwards, and so in that of no other process.

    Raises
    ------
    CoachError
        If the file cannot be read, or what it holds is no PIN.
    """
    given = _taken_from_environment()
    if file is not None:
        try:
            written = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CoachError(f"the PIN file {file} cannot be read.") from error
        return _checked(written, f"the PIN file {file}")
    return _checked(given, PIN_VARIABLE) if given is not None else None


def _taken_from_environment() -> str | None:
    """The variable's value, which is then gone.

    Linux shows others the environment that a process was started with, as long as it runs: the
    value is overwritten there.
    """
    given = os.environ.get(PIN_VARIABLE)
    if given is None:
        return None
    libc = ctypes.CDLL(None)
    libc.getenv.restype = ctypes.c_void_p
    address = libc.getenv(PIN_VARIABLE.encode())
    if address:
        ctypes.memset(address, ord("-"), len(os.fsencode(given)))
    del os.environ[PIN_VARIABLE]
    return given


def made_pin() -> str:
    """A PIN that nobody can guess in the tries there are."""
    return "".join(secrets.choice("0123456789") for _ in range(SAFE_DIGITS))


def _checked(written: str, where: str) -> str:
    pin = written.strip()
    if not _PIN.fullmatch(pin):
        raise CoachError(f"{where} must hold a PIN of 4 to 12 digits.")
    return pin


class Staff:
    """Lets the staff in by the PIN, and recognises them by a pass while they use the menu.

    Parameters
    ----------
    pin
        What they must type.
    lock_out
        Counts the wrong ones; None to count them in memory.
    clock_s
        Rises steadily.
    """

    def __init__(
        self,
        pin: str,
        lock_out: LockOut | None = None,
        *,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pin = pin.encode()
        self._lock_out = lock_out or LockOut()
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._pass: str | None = None
        self._used_s = 0.0

    @property
    def wait_s(self) -> float:
        """How long every PIN is still refused; 0 if the next one is compared."""
        return self._lock_out.wait_s

    def enter(self, pin: str) -> str | None:
        """A new pass, which ends the one before; None if the PIN is wrong or refused."""
        with self._lock:
            if self.wait_s > 0:
                return None
            if not secrets.compare_digest(pin.encode(), self._pin):
                self._lock_out.note_wrong()
                return None
            self._lock_out.note_right()
            self._pass = secrets.token_urlsafe(32)
            self._used_s = self._clock_s()
            return self._pass

    def knows(self, shown: str) -> bool:
        """Whether this pass is the present one; it then holds for another while."""
        with self._lock:
            known = self._pass is not None and secrets.compare_digest(
                shown.encode(), self._pass.encode()
            )
            if not known or self._clock_s() - self._used_s > _STAFF_S:
                return False
            self._used_s = self._clock_s()
            return True

    def leave(self) -> None:
        """End the pass."""
        with self._lock:
            self._pass = None
