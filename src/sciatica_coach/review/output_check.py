"""Whether results can be written: found out before the work begins, not after it."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sciatica_coach.atomic_file import output_error
from sciatica_coach.errors import OutputError

_TABLES_BYTES = 2_000_000
"""For the report and the tables of one video: a minute at 30 frames a second takes half of it."""
ANNOTATED_SHARE = 0.25
"""Size of an annotated video against its source, guessed low so that nothing is refused that would
fit: a camera packs its films less tightly than we do."""
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Output:
    """The files that are to be written for one video."""

    source: Path
    files: tuple[Path, ...]
    is_annotated: bool

    @property
    def folder(self) -> Path:
        """The folder of all these files."""
        return self.files[0].parent

    @property
    def needed_bytes(self) -> int:
        """Space that they take at least."""
        source_bytes = self.source.stat().st_size if self.is_annotated else 0
        return _TABLES_BYTES + round(ANNOTATED_SHARE * source_bytes)


def output_problems(outputs: Iterable[Output]) -> dict[Path, str]:
    """Videos whose results cannot be written, and why, in one sentence each.

    Folders that are missing are made. Videos that cannot be read are left out: what is wrong with
    them is found out when they are read.
    """
    by_folder: dict[Path, list[Output]] = {}
    for each in outputs:
        if os.path.isfile(each.source):  # noqa: PTH113  # says no, where pathlib raises
            by_folder.setdefault(each.folder, []).append(each)
    problems: dict[Path, str] = {}
    for folder, here in by_folder.items():
        problems |= _problems_of(folder, here)
    return problems


def remove_if_empty(folders: Iterable[Path]) -> None:
    """Remove folders that were made for results that did not come about."""
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


def missing_folders(folder: Path) -> list[Path]:
    """The folders of a path that are still to be made, the innermost first."""
    return [each for each in (folder, *folder.parents) if not os.path.lexists(each)]


def _problems_of(folder: Path, outputs: Sequence[Output]) -> Mapping[Path, str]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _try_to_write(folder)
        _check_space(folder, outputs)
    except OSError as error:
        return dict.fromkeys((each.source for each in outputs), str(output_error(folder, error)))
    except OutputError as error:
        return dict.fromkeys((each.source for each in outputs), str(error))
    is_folder = OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    return {
        each.source: str(output_error(folder, is_folder))
        for each in outputs
        if any(file.is_dir() for file in each.files)
    }


def _try_to_write(folder: Path) -> None:
    """Only writing tells: permissions do not know of a disk that can only be read."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"\0")


def _check_space(folder: Path, outputs: Sequence[Output]) -> None:
    needed = sum(each.needed_bytes for each in outputs)
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise OutputError(
            f"{folder}: the results need at least {needed / _MB:.0f} MB, but only "
            f"{free / _MB:.0f} MB are free; free some space, or choose another folder with --out."
        )
