"""How long every PIN is refused after wrong ones: longer each time, and also after a restart.

Kept in a file by the time of day, because a visitor might pull the plug. It never lasts longer than
an hour: a child at the screen must not shut the staff out for a day.
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sciatica_coach.atomic_file import write_atomic

FREE_TRIES = 5
"""So many wrong PINs, the last of which closes the door for the first time."""
FIRST_WAIT_S = 60.0
LONGEST_WAIT_S = 3600.0
"""With one try an hour, half of all PINs of four digits take 208 days, of six digits 57 years."""
_FORGOTTEN_AFTER_S = 86_400.0
"""After a day without a wrong PIN the tries are counted anew."""
_LOG = logging.getLogger(__name__)


class _WrongPins(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    wrong: int = Field(0, ge=0)
    """How many in a row."""
    last_s: float = Field(0.0, allow_inf_nan=False)
    """When the last one was typed: the time of day, in seconds since 1970."""


def wait_after_s(wrong: int) -> float:
    """How long every PIN is refused after so many wrong ones in a row: 1, 2, 4 ... minutes."""
    if wrong < FREE_TRIES:
        return 0.0
    # From 2 ** 6 minutes on it is the longest; a large power would be no float any more.
    return min(FIRST_WAIT_S * 2.0 ** min(wrong - FREE_TRIES, 6), LONGEST_WAIT_S)


class LockOut:
    """Counts the wrong PINs.

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
        full_s = wait_after_s(self._pins.wrong)
        elapsed_s = self._now_s() - self._pins.last_s
        if elapsed_s < 0:  # somebody has set the clock back: the wait begins anew, at most
            self._pins = _WrongPins(wrong=self._pins.wrong, last_s=self._now_s())
            elapsed_s = 0.0
        return max(0.0, full_s - elapsed_s)

    def note_wrong(self) -> None:
        """Count a wrong PIN."""
        now_s = self._now_s()
        is_old = now_s - self._pins.last_s > _FORGOTTEN_AFTER_S
        self._pins = _WrongPins(wrong=1 if is_old else self._pins.wrong + 1, last_s=now_s)
        self._keep()

    def note_right(self) -> None:
        """Forget the wrong ones."""
        if self._pins.wrong:
            self._pins = _WrongPins()
            self._keep()

    def _keep(self) -> None:
        if self._file is None:
            return
        try:
            write_atomic(self._file, self._pins.model_dump_json(), is_private=True)
        except OSError as error:
            _LOG.warning("%s: wrong PINs cannot be kept: %s", self._file, error.strerror)


def _kept(file: Path | None) -> _WrongPins:
    if file is None:
        return _WrongPins()
    try:
        return _WrongPins.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return _WrongPins()
