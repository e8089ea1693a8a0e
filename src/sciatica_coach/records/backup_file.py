"""The file of a backup: a zip of tables as lines of JSON, and of samples as they are.

`docs/records.md` describes it. A file comes from outside: all of it is looked at before anything of
it is used, nothing of it is ever unpacked to the disk, and what it costs is bounded.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

from alembic.script import ScriptDirectory
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.database import MIGRATIONS
from sciatica_coach.version import __version__

FORMAT = "sciatica-coach-records"
VERSION = 1
"""Of the file; counted up when an older coach could not read it any more."""
MANIFEST, SUMS, EXPLANATION = "manifest.json", "SHA256SUMS", "README.txt"
_NAMES = re.compile(
    rf"{MANIFEST}|{SUMS}|{EXPLANATION}|tables/[a-z_]+\.jsonl"
    r"|samples/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/\d+-[a-z]+--?\d+\.bin"
)
_MOST_FILES = 2_000_000
_LARGEST_MANIFEST = 100_000
_LARGEST_SUMS = 400_000_000
_LARGEST_LINE = 16_000_000
"""The details of a set take some thousand bytes."""
_LARGEST_SAMPLES = 100_000_000
_LARGEST_RATIO = 200
"""So many bytes come of one: what a table of figures never reaches, and a bomb passes at once."""
_SPARE_BYTES = 10_000_000
"""A small file may pass that ratio."""
_CHUNK = 1 << 16
_EXPLANATION = """\
A backup of the records of Sciatica Coach.

manifest.json   which version made it, when, and of whom
tables/         one file a table, one row a line, as JSON; times are in UTC
samples/        angles and poses of each set, ten a second, compressed, by session
SHA256SUMS      checksums: sha256sum --check SHA256SUMS

Put it back with: sciatica-coach restore FILE
What the columns mean, and how samples are packed, stands in docs/records.md of Sciatica Coach.
It holds what you said and did: give it to nobody who is not to know it.
"""


class BackupDamaged(RecordsError):  # noqa: N818  (it names what happened)
    """A file is no backup that can be put back."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem} Nothing was changed.")


class Manifest(BaseModel):
    """What a backup says of itself."""

    model_config = ConfigDict(frozen=True)

    format: Literal["sciatica-coach-records"] = "sciatica-coach-records"
    version: int = VERSION
    tables: str
    """Version of the tables, as the last migration is called."""
    app: str = __version__
    made_at: AwareDatetime
    of: Literal["all", "person"]


class BackupWriter:
    """Writes the parts of a backup.

    Parameters
    ----------
    target
        A new file, or an empty one.
    manifest
        The first part.
    """

    def __init__(self, target: Path, manifest: Manifest) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self._sums: list[str] = []
        self.add(EXPLANATION, _EXPLANATION.encode())
        self.add(MANIFEST, manifest.model_dump_json(indent=1).encode())

    def add(self, name: str, content: bytes, *, is_compressed: bool = False) -> None:
        """One whole part."""
        kind = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
        self._zip.writestr(name, content, kind)
        self._sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}\n")

    def add_lines(self, name: str, lines: Iterator[str]) -> None:
        """One part, line by line."""
        digest = hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as file:
            for line in lines:
                content = f"{line}\n".encode()
                digest.update(content)
                file.write(content)
        self._sums.append(f"{digest.hexdigest()}  {name}\n")

    def close(self) -> None:
        """Write the checksums, and the end of the file."""
        self._zip.writestr(SUMS, "".join(self._sums))
        self._zip.close()


def newest_tables() -> str:
    """The version of the tables that this coach has."""
    return str(ScriptDirectory(str(MIGRATIONS)).get_current_head())


def new_manifest(now: datetime, *, is_of_person: bool) -> Manifest:
    """What a backup that is made now says of itself."""
    return Manifest(tables=newest_tables(), made_at=now, of="person" if is_of_person else "all")


class BackupReader:
    """Reads a backup, of which all parts are whole; made by `opened_backup`."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self.path = path
        self._zip = file
        self._check_costs()
        self.manifest = self._read_manifest()
        self._check_parts()

    def lines(self, table: str) -> Generator[tuple[int, str]]:
        """The lines of a table with their numbers, from 1; none if there is no such table."""
        name = f"tables/{table}.jsonl"
        if name not in self._zip.NameToInfo:
            return
        with self._zip.open(name) as file:
            number = 0
            while line := file.readline(_LARGEST_LINE + 1):
                number += 1
                if len(line) > _LARGEST_LINE or not line.endswith(b"\n"):
                    raise self.damaged(f"{name}, line {number} is too long, or cut.")
                try:
                    yield number, line.decode()
                except UnicodeDecodeError:
                    raise self.damaged(f"{name}, line {number} is no text.") from None

    def samples(self, name: str) -> bytes:
        """One stretch of samples.

        Raises
        ------
        BackupDamaged
            If there is none of this name.
        """
        if not name.startswith("samples/") or name not in self._zip.NameToInfo:
            raise self.damaged(f"the samples {name!r} are missing.")
        return self._read(name, _LARGEST_SAMPLES)

    def damaged(self, problem: str) -> BackupDamaged:
        """The error that says so."""
        return BackupDamaged(self.path, problem)

    def _check_costs(self) -> None:
        """What it unpacks to, by what it says; what it says is held against what comes."""
        parts = self._zip.infolist()
        size = self.path.stat().st_size
        unpacked = sum(each.file_size for each in parts)
        if len(parts) > _MOST_FILES or unpacked > _LARGEST_RATIO * size + _SPARE_BYTES:
            raise self.damaged("it would unpack to far more than a backup does.")
        odd = {each.compress_type for each in parts} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        if odd or any(each.flag_bits & 1 for each in parts):
            raise self.damaged("it is packed or locked in a way that no backup is.")

    def _read_manifest(self) -> Manifest:
        if MANIFEST not in self._zip.NameToInfo:
            raise self.damaged("it is no backup of Sciatica Coach.")
        try:
            manifest = Manifest.model_validate_json(self._read(MANIFEST, _LARGEST_MANIFEST))
        except ValidationError:
            raise self.damaged("it is no backup of Sciatica Coach.") from None
        known = {each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
        if manifest.version > VERSION or manifest.tables not in known:
            raise self.damaged(
                f"it was made by a newer version of Sciatica Coach ({manifest.app[:30]!r}): "
                "put it back with that version."
            )
        return manifest

    def _check_parts(self) -> None:
        """Every part has a name of ours, is there once, and has its checksum."""
        names = self._zip.namelist()
        strange = next((each for each in names if not _NAMES.fullmatch(each)), None)
        if strange is not None or len(set(names)) != len(names) or SUMS not in names:
            raise self.damaged("it holds something that no backup holds, or lacks a part.")
        sums = {}
        for line in self._read(SUMS, _LARGEST_SUMS).decode("utf-8", "replace").splitlines():
            told, _, name = line.partition("  ")
            sums[name] = told
        if sums.keys() != set(names) - {SUMS}:
            raise self.damaged("parts of it are missing, or were added.")
        for name, told in sums.items():
            if self._sha256(name) != told:
                raise self.damaged(f"{name} was changed since the backup was made.")

    def _sha256(self, name: str) -> str:
        digest = hashlib.sha256()
        with self._zip.open(name) as file:
            for chunk in _chunks(file):
                digest.update(chunk)
        return digest.hexdigest()

    def _read(self, name: str, largest: int) -> bytes:
        with self._zip.open(name) as file:
            content = file.read(largest + 1)
        if len(content) > largest:
            raise self.damaged(f"{name} is far larger than in any backup.")
        return content


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


@contextmanager
def opened_backup(path: Path) -> Iterator[BackupReader]:
    """A backup, every part of which has been held against its checksum.

    Raises
    ------
    BackupDamaged
        If it is cut, foreign, changed, made by a newer version, or would cost too much.
    """
    try:
        with zipfile.ZipFile(path) as file:
            yield BackupReader(path, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise BackupDamaged(path, "it is no backup, or it is cut or damaged.") from error
    except OSError as error:
        raise BackupDamaged(path, f"cannot be read: {error.strerror or error}.") from error
