"""How long every PIN is refused after wrong ones: longer each time, and also after a restart.

The kiosk keeps its wrong PINs in a file (`LockOut`), because a visitor might pull the plug; a
clinic keeps those of its therapists in the records (`records/guesses.py`). Both go by the time of
day. It never lasts longer than an hour: a child at the screen must not shut the staff out for a
day.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sciatica_coach.atomic_file import write_atomic

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class WaitingRule:
    """How long one has to wait after wrong guesses."""

    free_tries: int
    """So many wrong ones, the last of which closes the door for the first time."""
    first_wait_s: float
    """Each further one doubles it."""
    longest_wait_s: float
    forgotten_after_s: float
    """After so long without a wrong one they are counted anew."""

    def wait_after_s(self, wrong: int) -> float:
        """How long everything is refused after so many wrong ones in a row."""
        if wrong < self.free_tries:
            return 0.0
        # From 2 ** 20 times on it is the longest; a large power would be no float any more.
        doubled = 2.0 ** min(wrong - self.free_tries, 20)
        return min(self.first_wait_s * doubled, self.longest_wait_s)


PIN_RULE = WaitingRule(
    free_tries=5, first_wait_s=60.0, longest_wait_s=3600.0, forgotten_after_s=86_400.0
)
"""1, 2, 4 ... minutes. With one try an hour, half of all PINs of four digits take 208 days, of six
digits 57 years."""


class WrongGuesses(BaseModel):
    """How many wrong ones there were in a row, and when the last one was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wrong: int = Field(0, ge=0)
    last_s: float = Field(0.0, allow_inf_nan=False)
    """The time of day, in seconds since 1970."""

    def wait_s(self, rule: WaitingRule, now_s: float) -> float:
        """How long everything is still refused; 0 if the next guess is compared."""
        # If somebody has set the clock back, the wait begins anew, at most.
        elapsed_s = max(0.0, now_s - self.last_s)
        return max(0.0, rule.wait_after_s(self.wrong) - elapsed_s)

    def with_another(self, rule: WaitingRule, now_s: float) -> "WrongGuesses":
        """The same with one more, made now."""
        is_old = now_s - self.last_s > rule.forgotten_after_s
        return WrongGuesses(wrong=1 if is_old else self.wrong + 1, last_s=now_s)


class LockOut:
    """Counts the wrong PINs of one kiosk.

    Parameters
    ----------
    file
        Where they are kept; None to keep them in memory only.
    now_s
        The time of day in seconds.
    """

    def __init__(self, file: Path | None = None, *, now_s: Callable[[], float] = time.time) -> None:
        self._file = file
        self._now_s = now_s
        self._pins = _kept(file)

    @property
    def wait_s(self) -> float:
        """How long every PIN is still refused; 0 if the next one is compared."""
        now_s = self._now_s()
        if now_s < self._pins.last_s:  # somebody has set the clock back
            self._pins = WrongGuesses(wrong=self._pins.wrong, last_s=now_s)
        return self._pins.wait_s(PIN_RULE, now_s)

    def note_wrong(self) -> None:
        """Count a wrong PIN."""
        self._pins = self._pins.with_another(PIN_RULE, self._now_s())
        self._keep()

    def note_right(self) -> None:
        """Forget the wrong ones."""
        if self._pins.wrong:
            self._pins = WrongGuesses()
            self._keep()

    def _keep(self) -> None:
        if self._file is None:
            return
        try:
            write_atomic(self._file, self._pins.model_dump_json(), is_private=True)
        except OSError as error:
            _LOG.warning("%s: wrong PINs cannot be kept: %s", self._file, error.strerror)


def _kept(file: Path | None) -> WrongGuesses:
    if file is None:
        return WrongGuesses()
    try:
        return WrongGuesses.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return WrongGuesses()
