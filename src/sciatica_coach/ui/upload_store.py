"""Videos sent for review: received piece by piece into files that nobody else can open.

A ticket lets one page send one video. The video goes with its page: whoever closes it, chooses
another video or stops sending leaves nothing behind.
"""

import atexit
import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from streamlit import runtime

from sciatica_coach.errors import CoachError
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.live.visits import ABANDONED_S
from sciatica_coach.paths import state_folder
from sciatica_coach.scratch import ScratchFolder
from sciatica_coach.visible_text import visible

SIZE_VARIABLE = "SCIATICA_COACH_UPLOAD_MB"
"""Environment variable: the largest video that is taken, in MB of 1024 x 1024 bytes."""
MB = 1024 * 1024
_USUAL_MB = 2048
"""Half an hour of a phone's film in full HD."""
_LONGEST_NAME = 255
"""Characters of a file name that are kept: file systems know no longer ones."""
_LONGEST_STEM_BYTES = 200
"""Of a name that results are saved under, which gets an ending."""
_NO_NAME = "video"
_DEVICES = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{kind}{n}" for kind in ("COM", "LPT") for n in range(10)),
}
"""No file may be called so on Windows."""
_PRIVATE_FOLDER = 0o700
_OPEN_FILES = Path("/proc/self/fd")
"""Where Linux shows the files that a process has open, those without a name as well."""
_PAGE_AWAY_S = 15.0
"""A page that is loaded again is back within this time, and its video is still there."""
_SENDER_AWAY_S = 5.0
"""The connection of a page comes back sooner; whoever reloads a page has stopped sending."""
_TIDIED_EVERY_S = 2.0
_GONE = N_("the video is not here any more; choose it again.")


class Refusal(StrEnum):
    """Why a video is not taken; the page has a sentence for each."""

    UNKNOWN_TICKET = "unknown_ticket"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BUSY = "busy"
    DISK_FULL = "disk_full"
    TOO_SLOW = "too_slow"
    CUT_OFF = "cut_off"


class UploadError(Exception):
    """A video is not taken."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(str(refusal))


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much is taken."""

    file_bytes: int = _USUAL_MB * MB
    """Of one video."""
    senders: int = 3
    """Videos that are received at once; each takes a third of what a disk of a laptop writes."""
    files: int = 16
    """Videos that wait or are looked at."""
    all_bytes: int = 4 * _USUAL_MB * MB
    """Of all videos together."""
    spare_disk_bytes: int = 1024 * MB
    """Left free on the disk, for all others who use it."""
    quiet_s: float = 30.0
    """Without a byte for so long, a sender is given up."""
    least_bytes_per_s: int = 50_000
    """On average, after a first minute: slower than any connection that carries video."""
    first_s: float = 60.0

    @classmethod
    def asked_for(cls) -> "UploadLimits":
        """The limits with the owner's size; the usual one if that is no number above 0."""
        given = os.environ.get(SIZE_VARIABLE, "")
        size_mb = int(given) if given.isascii() and given.isdigit() and int(given) else _USUAL_MB
        return cls(file_bytes=size_mb * MB, all_bytes=4 * size_mb * MB)


@dataclass(slots=True, eq=False)
class Upload:
    """One video in a file of its own, which is gone as soon as it is closed.

    On Linux the file has no name from the beginning: not even a power cut leaves it behind.
    """

    name: str
    """What it is called, made visible; never a name on this computer's disk."""
    size_bytes: int
    path: Path
    """Where it can be read while it is open."""
    _file: BinaryIO
    _scratch: ScratchFolder | None
    """Holds the file where it needs a name; emptied at the next start if the process is killed."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _readers: int = 0
    _is_dropped: bool = False

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """The video, kept open meanwhile, even if its page goes.

        Raises
        ------
        CoachError
            If it is gone already.
        """
        with self._lock:
            if self._is_dropped:
                raise CoachError(TranslatableText(_GONE))
            self._readers += 1
        try:
            yield self.path
        finally:
            with self._lock:
                self._readers -= 1
            self._close_if_unused()

    def write(self, data: bytes | bytearray) -> None:
        """Add what has come; the system may take it in parts."""
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]

    def drop(self) -> None:
        """Delete it: at once, or when the last reader has let go of it."""
        self._is_dropped = True
        self._close_if_unused()

    def _close_if_unused(self) -> None:
        with self._lock:
            if self._is_dropped and not self._readers and not self._file.closed:
                self._file.close()
                if self._scratch is not None:
                    self._scratch.close()


@dataclass(slots=True, eq=False)
class Reception:
    """A video that is coming in."""

    visit: str
    session: str
    upload: Upload
    begun_s: float
    seen_s: float
    """When its page was connected last."""
    is_sending: bool = False
    is_wanted: bool = True
    """False when another video was chosen, or the page has gone."""


@dataclass(slots=True)
class _Kept:
    upload: Upload
    sessions: set[str]
    """The pages of the visit."""
    seen_s: float
    """When one of them was connected last."""
    used_s: float


def is_connected(session: str) -> bool:
    """Whether the page of a Streamlit session is open."""
    return runtime.exists() and runtime.get_instance().is_active_session(session)


class Uploads:
    """The videos of all visits: one each, and not too many.

    Parameters
    ----------
    state
        The folder for one of files, made when it is needed, for its owner; None for the user's
        state folder.
    is_present
        Whether the page of a session is open.
    may_send
        Whether a visit may still send, which is asked with each video.
    clock_s
        Rises steadily.
    """

    def __init__(
        self,
        *,
        state: Path | None = None,
        limits: UploadLimits | None = None,
        is_present: Callable[[str], bool] = is_connected,
        may_send: Callable[[str], bool] = lambda _visit: True,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or UploadLimits.asked_for()
        self.clock_s = clock_s
        self._state = state or state_folder()
        self._folder = self._state / "uploads"
        self._is_present = is_present
        self._may_send = may_send
        self._lock = threading.RLock()
        self._is_closed = threading.Event()
        self._tickets: dict[str, tuple[str, str, float]] = {}
        self._receptions: dict[str, Reception] = {}
        self._kept: dict[str, _Kept] = {}

    def ticket(self, visit: str, session: str) -> str:
        """What the page of a session needs to send one video: the same until it is used."""
        with self._lock:
            for ticket, (place, owner, _) in self._tickets.items():
                if (place, owner) == (visit, session):
                    return ticket
            ticket = secrets.token_urlsafe(32)
            self._tickets[ticket] = (visit, session, self.clock_s())
            return ticket

    def begin(self, ticket: str, name: str, size_bytes: int) -> str:
        """Take a ticket, and make room for a video; gives the key with which to send it.

        Raises
        ------
        UploadError
            If it is not taken. The ticket is used up all the same.
        """
        with self._lock:
            visit, session, _ = self._tickets.pop(ticket, (None, "", 0.0))
            if visit is None or not self._may_send(visit):
                raise UploadError(Refusal.UNKNOWN_TICKET)
            self.drop(visit)
            self._check(size_bytes)
            now_s = self.clock_s()
            upload = self._new(_clean(name), size_bytes)
            key = secrets.token_urlsafe(32)
            self._receptions[key] = Reception(visit, session, upload, now_s, now_s)
            return key

    def sending(self, key: str) -> Reception:
        """The reception that a key is for; a key is taken once.

        Raises
        ------
        UploadError
            If there is none.
        """
        with self._lock:
            reception = self._receptions.get(key)
            if reception is None or reception.is_sending:
                raise UploadError(Refusal.UNKNOWN_TICKET)
            reception.is_sending = True
            reception.begun_s = self.clock_s()
            return reception

    def end(self, key: str, *, is_whole: bool) -> None:
        """Keep what was received for its visit, or delete it."""
        with self._lock:
            reception = self._receptions.pop(key)
            if not is_whole or not reception.is_wanted:
                reception.upload.drop()
                return
            reception.upload._file.flush()
            now_s = self.clock_s()
            sessions = {reception.session}
            self._kept[reception.visit] = _Kept(reception.upload, sessions, now_s, now_s)

    def find(self, visit: str, session: str) -> Upload | None:
        """The visit's video, for one of its pages; None if there is none."""
        with self._lock:
            kept = self._kept.get(visit)
            if kept is None:
                return None
            kept.sessions.add(session)
            kept.seen_s = kept.used_s = self.clock_s()
            return kept.upload

    def drop(self, visit: str) -> None:
        """Delete the visit's video, and take no more of one that is coming in."""
        with self._lock:
            kept = self._kept.pop(visit, None)
            if kept is not None:
                kept.upload.drop()
            for key, reception in list(self._receptions.items()):
                if reception.visit == visit:
                    self._give_up(key, reception)

    def tidy(self) -> None:
        """Delete what belongs to pages that are gone, and what nobody has used for long."""
        with self._lock:
            now_s = self.clock_s()
            for visit, kept in list(self._kept.items()):
                if any(map(self._is_present, kept.sessions)):
                    kept.seen_s = now_s
                if now_s - kept.seen_s > _PAGE_AWAY_S or now_s - kept.used_s > ABANDONED_S:
                    self.drop(visit)
            for key, reception in list(self._receptions.items()):
                if self._is_present(reception.session):
                    reception.seen_s = now_s
                is_late = not reception.is_sending and now_s - reception.begun_s > (
                    self.limits.quiet_s
                )
                if is_late or now_s - reception.seen_s > _SENDER_AWAY_S:
                    self._give_up(key, reception)
            for ticket, (_, session, given_s) in list(self._tickets.items()):
                if now_s - given_s > _PAGE_AWAY_S and not self._is_present(session):
                    del self._tickets[ticket]

    def tidy_regularly(self) -> None:
        """Do so from now on, until the server ends; nothing is left then."""
        atexit.register(self.close)
        threading.Thread(target=self._tidy, name="tidying uploads", daemon=True).start()

    def close(self) -> None:
        """Delete all videos."""
        self._is_closed.set()
        with self._lock:
            for visit in {*self._kept, *(each.visit for each in self._receptions.values())}:
                self.drop(visit)

    def _tidy(self) -> None:
        while not self._is_closed.wait(_TIDIED_EVERY_S):
            self.tidy()

    def _give_up(self, key: str, reception: Reception) -> None:
        """Who is sending notices and ends it; else nobody would."""
        reception.is_wanted = False
        if not reception.is_sending:
            del self._receptions[key]
            reception.upload.drop()

    def _check(self, size_bytes: int) -> None:
        limits = self.limits
        if size_bytes <= 0:
            raise UploadError(Refusal.EMPTY)
        if size_bytes > limits.file_bytes:
            raise UploadError(Refusal.TOO_LARGE)
        coming = [each.upload for each in self._receptions.values()]
        there = [each.upload for each in self._kept.values()]
        taken_bytes = sum(each.size_bytes for each in [*coming, *there])
        if (
            len(coming) >= limits.senders
            or len(coming) + len(there) >= limits.files
            or taken_bytes + size_bytes > limits.all_bytes
        ):
            raise UploadError(Refusal.BUSY)
        self._folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        promised_bytes = sum(each.size_bytes for each in coming)
        free_bytes = shutil.disk_usage(self._folder).free - promised_bytes
        if free_bytes - size_bytes < limits.spare_disk_bytes:
            raise UploadError(Refusal.DISK_FULL)

    def _new(self, name: str, size_bytes: int) -> Upload:
        """A file for its owner only (mode 600), unbuffered so that all that came can be read."""
        if _OPEN_FILES.is_dir():
            file = tempfile.TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115  # as below
            path = _OPEN_FILES / str(file.fileno())
            return Upload(name, size_bytes, path, file, None)
        scratch = ScratchFolder(self._state)
        path = scratch.path / _NO_NAME
        return Upload(name, size_bytes, path, path.open("wb", buffering=0), scratch)


def _clean(name: str) -> str:
    """The last part of a path, on one line and of a length that names have."""
    last = name.replace("\\", "/").rpartition("/")[2][:_LONGEST_NAME]
    return visible(last) if last.strip(" .") else _NO_NAME


def safe_stem(name: str) -> str:
    """A name without its ending, of signs that every file system takes."""
    kept = re.sub(r"[^\w .()-]", "_", Path(name).stem).strip(" .")
    kept = kept.encode()[:_LONGEST_STEM_BYTES].decode(errors="ignore").strip(" .")
    if not kept or kept.split(".")[0].upper() in _DEVICES:
        return f"{_NO_NAME}-{kept}".strip("-")
    return kept
