"""The staff's PIN: compared in constant time, and not at all for a while after wrong ones."""

import os
import re
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sciatica_coach.errors import CoachError

PIN_VARIABLE = "SCIATICA_COACH_KIOSK_PIN"
"""Environment variable that holds the PIN."""
MOST_WRONG = 5
WAIT_S = 60.0
"""After so many wrong PINs every PIN is refused for so long."""
_STAFF_S = 300.0
"""A staff menu that nobody touches for so long is closed."""
_PIN = re.compile(r"[0-9]{4,12}")
_MADE_DIGITS = 6
"""Length of a PIN that nobody chose."""


def chosen_pin(file: Path | None) -> str | None:
    """The PIN that a file or the environment holds; None if nobody chose one.

    Raises
    ------
    CoachError
        If the file cannot be read, or what it holds is no PIN.
    """
    if file is not None:
        try:
            written = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CoachError(f"the PIN file {file} cannot be read.") from error
        return _checked(written, f"the PIN file {file}")
    given = os.environ.get(PIN_VARIABLE)
    return _checked(given, PIN_VARIABLE) if given is not None else None


def made_pin() -> str:
    """A PIN that nobody can guess in the tries there are."""
    return "".join(secrets.choice("0123456789") for _ in range(_MADE_DIGITS))


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
    clock_s
        Rises steadily.
    """

    def __init__(self, pin: str, *, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._pin = pin.encode()
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._wrong = 0
        self._closed_until_s = float("-inf")
        self._pass: str | None = None
        self._used_s = 0.0

    @property
    def wait_s(self) -> float:
        """How long every PIN is still refused; 0 if the next one is compared."""
        return max(0.0, self._closed_until_s - self._clock_s())

    def enter(self, pin: str) -> str | None:
        """A new pass, which ends the one before; None if the PIN is wrong or refused."""
        with self._lock:
            if self.wait_s > 0:
                return None
            if not secrets.compare_digest(pin.encode(), self._pin):
                self._wrong += 1
                if self._wrong >= MOST_WRONG:
                    self._wrong = 0
                    self._closed_until_s = self._clock_s() + WAIT_S
                return None
            self._wrong = 0
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
