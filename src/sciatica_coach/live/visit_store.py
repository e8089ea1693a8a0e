"""Stores visits that are under way in files, so that they go on after a restart of the server.

One file a visit, in the user's state folder, readable by its owner only. It holds what the person
has answered and how far they have come; no picture, no angle of a frame, and not the token by which
the browser is known: the file's name is a fingerprint of it. Files go with the visit.
"""

import hashlib
import json
import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from sciatica_coach.atomic_file import write_atomic
from sciatica_coach.live.visit_schema import VisitFileDamaged, from_json, to_json
from sciatica_coach.live.visits import ABANDONED_S, Visit
from sciatica_coach.paths import state_folder
from sciatica_coach.small_file import read_small

_DAMAGED = ".damaged"
"""Ending of a file that was put aside."""
_LOG = logging.getLogger(__name__)


class VisitStore:
    """The files of all visits.

    Trouble with a file is logged and ends no exercise: the visit goes on without its file.

    Parameters
    ----------
    folder
        Where they are; None for the user's state folder.
    abandoned_s
        Older files are of visits that nobody may go on with.
    now_s
        The time of day in seconds, as files carry it.
    """

    def __init__(
        self,
        folder: Path | None = None,
        *,
        abandoned_s: float = ABANDONED_S,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self._folder = (folder or state_folder()) / "visits"
        self._abandoned_s = abandoned_s
        self._now_s = now_s
        self._lock = threading.Lock()
        self._written: dict[Path, str] = {}

    def keep(self, visit: Visit) -> None:
        """Write the visit's file, if there is anything new to it."""
        path = self._path(visit.token)
        with self._lock:
            text = to_json(visit)
            stored = self._written[path] if path in self._written else _nothing_yet(visit)
            if text == stored:
                return
            try:
                write_atomic(path, text, is_private=True)
            except OSError as error:
                _LOG.warning("%s: the state of a visit cannot be kept: %s", path, error.strerror)
            else:
                self._written[path] = text

    def find(self, token: str) -> Visit | None:
        """The visit as it was stored last; None if there is none that may still go on."""
        path = self._path(token)
        with self._lock:
            try:
                if self._is_abandoned(path):
                    return None
                visit = from_json(read_small(path), token)
            except FileNotFoundError:
                return None
            except OSError as error:
                _LOG.warning("%s: the state of a visit cannot be read: %s", path, error.strerror)
                return None
            except VisitFileDamaged as error:
                _LOG.warning("%s is damaged and put aside, that visit begins anew: %s", path, error)
                _put_aside(path)
                return None
            self._written[path] = to_json(visit)
            return visit

    def refresh(self, token: str) -> None:
        """Mark the visit's file as in use."""
        with suppress(OSError):
            now_s = self._now_s()
            os.utime(self._path(token), (now_s, now_s))

    def forget(self, token: str) -> None:
        """Delete the visit's file."""
        path = self._path(token)
        with self._lock:
            self._written.pop(path, None)
            _delete(path)

    def tidy(self) -> None:
        """Delete all files of visits that nobody may go on with, damaged ones among them."""
        with self._lock, suppress(FileNotFoundError, NotADirectoryError):
            for path in self._folder.iterdir():
                with suppress(FileNotFoundError):
                    if self._is_abandoned(path):
                        _delete(path)

    def people(self) -> frozenset[UUID]:
        """Who is named in the files."""
        found = set()
        for path in self._files():
            with suppress(OSError, ValueError, TypeError, KeyError):
                person = json.loads(read_small(path))["person"]
                if person is not None:
                    found.add(UUID(person["id"]))
        return frozenset(found)

    def forget_person(self, person_id: UUID) -> None:
        """Delete all files that name this person, and damaged ones, which may do so too."""
        named = str(person_id).encode()
        with self._lock:
            for path in self._files():
                with suppress(OSError):
                    if path.suffix == _DAMAGED or named in read_small(path):
                        self._written.pop(path, None)
                        _delete(path)

    def _files(self) -> list[Path]:
        try:
            return [path for path in self._folder.iterdir() if path.is_file()]
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _is_abandoned(self, path: Path) -> bool:
        return self._now_s() - path.stat().st_mtime > self._abandoned_s

    def _path(self, token: str) -> Path:
        return self._folder / f"{hashlib.sha256(token.encode()).hexdigest()[:32]}.json"


def _nothing_yet(visit: Visit) -> str:
    """A visit that has only been opened: it needs no file, and its language alone needs none."""
    return to_json(Visit("", language=visit.language))


def _put_aside(path: Path) -> None:
    """Rename a damaged file: a new one can take its name, and somebody may still repair it."""
    with suppress(OSError):
        path.replace(path.with_suffix(_DAMAGED))


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning("%s: cannot be deleted: %s", path, error.strerror)
