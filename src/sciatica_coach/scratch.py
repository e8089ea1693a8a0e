"""Folders for files that are worked on and then deleted, even if the process is killed meanwhile.

A video that was sent to be looked at must not stay on the disk. Its folder lies in the state
folder, readable by its owner only, beside a file that is held by the process (`held_file`). Every
start, and every new scratch folder, deletes those that nobody holds any more: after a kill, a crash
or a power cut, what was promised to be deleted is deleted then.
"""

import os
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Self

from sciatica_coach.errors import OutputError
from sciatica_coach.held_file import hold, remove_if_abandoned
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.paths import STATE_VARIABLE, state_folder

_ROOM = "scratch"
_HELD = ".held"
"""Ending of the file that tells whether a folder's process still lives."""


class ScratchFolder:
    """A private folder that goes with its process, or before.

    Attributes
    ----------
    path
        The folder; empty at first.

    Parameters
    ----------
    state
        Where scratch folders are; None for the user's state folder.

    Raises
    ------
    OutputError
        If it cannot be made.
    """

    def __init__(self, state: Path | None = None) -> None:
        room = _room(state)
        self.path = room / secrets.token_hex(8)
        self._held = self.path.with_suffix(_HELD)
        try:
            room.mkdir(parents=True, exist_ok=True, mode=0o700)
            sweep_scratch(state)
            # Before the folder, which nobody may take for one that was left behind.
            self._descriptor = hold(self._held)
            self.path.mkdir(mode=0o700)
        except OSError as error:
            raise OutputError(
                TranslatableText(
                    "{folder}: nothing can be kept there: {reason}. "
                    "Free some space, or choose another folder with {variable}.",
                    folder=room,
                    reason=error.strerror,
                    variable=STATE_VARIABLE,
                )
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Delete the folder and all in it; a second time, nothing happens."""
        if self._descriptor < 0:
            return
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._descriptor)
        self._descriptor = -1
        if not self.path.exists():  # else the next start tries again
            self._held.unlink(missing_ok=True)


def sweep_scratch(state: Path | None = None) -> None:
    """Delete the scratch folders of processes that have ended; silent if that cannot be done.

    Parameters
    ----------
    state
        Where scratch folders are; None for the user's state folder.
    """
    with suppress(OSError):
        for folder in sorted(_room(state).iterdir()):
            if folder.suffix == _HELD:
                if not folder.with_suffix("").exists():
                    remove_if_abandoned(folder)
            elif _is_left_behind(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_left_behind(folder: Path) -> bool:
    """Whether a folder's process has ended; then the file that told so is gone as well."""
    held = folder.with_suffix(_HELD)
    return not held.exists() or remove_if_abandoned(held)


def _room(state: Path | None) -> Path:
    return (state or state_folder()) / _ROOM
