import os
import stat
import sys
from collections import namedtuple

import pytest

from sciatica_coach.errors import CoachError
from sciatica_coach.ui import upload_store
from sciatica_coach.ui.upload_store import (
    MB,
    SIZE_VARIABLE,
    Refusal,
    UploadError,
    UploadLimits,
    Uploads,
)

LIMITS = UploadLimits(
    file_bytes=100, senders=2, files=3, all_bytes=250, spare_disk_bytes=0, quiet_s=30
)


class Scene:
    """Uploads, with a clock and pages that open and close when the test says so."""

    def __init__(self, folder, limits=LIMITS):
        self.now_s = 0.0
        self.pages = {"page"}
        self.receptions = []
        self.folder = folder / "uploads"
        self.uploads = Uploads(
            state=folder,
            limits=limits,
            is_present=lambda session: session in self.pages,
            clock_s=lambda: self.now_s,
        )

    def begin(self, visit="visit", session="page", name="clip.mp4", size=10):
        return self.uploads.begin(self.uploads.ticket(visit, session), name, size)

    def take(self, key):
        self.receptions.append(self.uploads.sending(key))
        return self.receptions[-1]

    def sent(self, visit="visit", session="page", content=b"0123456789", name="clip.mp4"):
        key = self.begin(visit, session, name, len(content))
        self.take(key).upload.write(content)
        self.uploads.end(key, is_whole=True)
        return self.uploads.find(visit, session)

    def close(self):
        """Nobody sends any more, and all is dropped."""
        for reception in self.receptions:
            reception.is_sending = False
        self.uploads.close()

    def later(self, seconds):
        self.now_s += seconds
        self.uploads.tidy()


@pytest.fixture
def scene(tmp_path):
    scene = Scene(tmp_path)
    yield scene
    scene.close()


def read(upload):
    with upload.opened() as path:
        return path.read_bytes()


def refusal(action) -> Refusal:
    with pytest.raises(UploadError) as refused:
        action()
    return refused.value.refusal


def test_a_video_is_read_as_often_as_wanted_and_has_no_name_on_the_disk(scene):
    upload = scene.sent()
    assert read(upload) == read(upload) == b"0123456789"
    assert list(scene.folder.iterdir()) == []
    assert stat.S_IMODE(scene.folder.stat().st_mode) == 0o700
    with upload.opened() as path:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_open_files_to_name_it_is_a_private_file_until_it_is_dropped(tmp_path, monkeypatch):
    monkeypatch.setattr(upload_store, "_OPEN_FILES", tmp_path / "none")
    scene = Scene(tmp_path)
    upload = scene.sent()
    with upload.opened() as path:
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read(upload) == b"0123456789"
    scene.uploads.drop("visit")
    assert not path.parent.exists()


def test_who_reads_a_video_keeps_it_until_done_though_it_is_dropped(scene):
    upload = scene.sent()
    with upload.opened() as path:
        scene.uploads.drop("visit")
        os.close(os.open(os.devnull, os.O_RDONLY))  # a number that is free would be given anew
        assert path.read_bytes() == b"0123456789"
    assert not path.exists()
    with pytest.raises(CoachError, match="choose it again"), upload.opened():
        pass


def test_a_ticket_is_the_pages_own_and_serves_once(scene):
    ticket = scene.uploads.ticket("visit", "page")
    assert scene.uploads.ticket("visit", "page") == ticket
    assert scene.uploads.ticket("visit", "other") != ticket
    key = scene.uploads.begin(ticket, "clip.mp4", 10)
    assert refusal(lambda: scene.uploads.begin(ticket, "clip.mp4", 10)) is Refusal.UNKNOWN_TICKET
    assert scene.uploads.ticket("visit", "page") != ticket
    scene.take(key)
    for used in (key, "made-up", ""):
        assert refusal(lambda used=used: scene.uploads.sending(used)) is Refusal.UNKNOWN_TICKET


@pytest.mark.parametrize(
    ("size", "why"),
    [
        (0, Refusal.EMPTY),
        (-1, Refusal.EMPTY),
        (101, Refusal.TOO_LARGE),
        (10**15, Refusal.TOO_LARGE),
    ],
)
def test_a_size_that_is_not_taken(scene, size, why):
    assert refusal(lambda: scene.begin(size=size)) is why
    assert not scene.folder.exists()


def test_only_a_few_send_at_once(scene):
    key = scene.begin("a")
    scene.begin("b")
    assert refusal(lambda: scene.begin("c")) is Refusal.BUSY
    scene.take(key)
    scene.uploads.end(key, is_whole=False)
    scene.begin("c")


def test_only_a_few_videos_and_so_much_of_them_are_there(scene):
    for visit in "abc":
        scene.sent(visit)
    assert refusal(lambda: scene.begin("d")) is Refusal.BUSY
    scene.uploads.drop("a")
    scene.uploads.drop("b")
    scene.sent("a", content=bytes(100))
    scene.uploads.drop("c")
    scene.sent("b", content=bytes(100))
    assert refusal(lambda: scene.begin("c", size=51)) is Refusal.BUSY
    scene.begin("c", size=50)


def test_the_disk_is_not_filled(scene, monkeypatch):
    usage = namedtuple("usage", "free")
    scene.uploads.limits = UploadLimits(file_bytes=100, spare_disk_bytes=1000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(free=1100))
    scene.begin("a", size=60)
    assert refusal(lambda: scene.begin("b", size=41)) is Refusal.DISK_FULL
    scene.begin("b", size=40)


def test_another_choice_takes_the_place_of_the_video_before(scene):
    first = scene.sent()
    key = scene.begin()
    with pytest.raises(CoachError), first.opened():
        pass
    reception = scene.take(key)
    scene.begin()
    assert not reception.is_wanted
    scene.uploads.end(key, is_whole=True)
    assert scene.uploads.find("visit", "page") is None
    with pytest.raises(CoachError), reception.upload.opened():
        pass


def test_a_page_that_is_loaded_again_finds_its_video(scene):
    upload = scene.sent()
    scene.pages = set()
    scene.later(10)
    scene.pages = {"again"}
    assert scene.uploads.find("visit", "again") is upload
    scene.later(100)
    assert read(upload)


def test_of_two_pages_one_is_enough(scene):
    upload = scene.sent()
    scene.pages = {"page", "second"}
    scene.uploads.find("visit", "second")
    scene.pages = {"page"}
    scene.later(100)
    assert read(upload)


def test_a_video_goes_with_its_page(scene):
    upload = scene.sent()
    scene.pages = set()
    scene.later(16)
    assert scene.uploads.find("visit", "page") is None
    with pytest.raises(CoachError), upload.opened():
        pass


def test_a_video_that_nobody_uses_goes_though_the_page_is_open(scene):
    scene.sent()
    for _ in range(31):
        scene.later(60)
    assert scene.uploads.find("visit", "page") is None


def test_what_comes_in_is_given_up_with_its_page(scene):
    key = scene.begin()
    reception = scene.take(key)
    scene.later(60)
    assert reception.is_wanted
    scene.pages = set()
    scene.later(6)
    assert not reception.is_wanted


def test_room_that_nobody_uses_and_tickets_of_closed_pages_are_given_up(scene):
    key = scene.begin()
    ticket = scene.uploads.ticket("visit", "page")
    scene.later(31)
    assert refusal(lambda: scene.uploads.sending(key)) is Refusal.UNKNOWN_TICKET
    assert scene.uploads.ticket("visit", "page") == ticket
    scene.pages = set()
    scene.later(0)
    assert refusal(lambda: scene.uploads.begin(ticket, "a", 1)) is Refusal.UNKNOWN_TICKET


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("Ann [left].mp4", "Ann [left].mp4", id="usual"),
        pytest.param("..", "video", id="folder above"),
        pytest.param("", "video", id="none"),
        pytest.param("../../etc/passwd", "passwd", id="path"),
        pytest.param("C:\\films\\a.mp4", "a.mp4", id="path of Windows"),
        pytest.param("a\0b\n.mp4", "a\\x00b\\n.mp4", id="control characters"),
        pytest.param("a\u202e4pm.exe", "a\\u202e4pm.exe", id="turned round"),
        pytest.param("\udcff.mp4", "\\xff.mp4", id="no UTF-8"),
        pytest.param("é" * 300, "é" * 255, id="long"),
    ],
)
def test_names(scene, given, kept):
    assert scene.sent(name=given).name == kept


@pytest.mark.parametrize(
    ("given", "size_mb"), [("", 2048), ("500", 500), ("0", 2048), ("-1", 2048), ("many", 2048)]
)
def test_the_owner_says_how_large_a_video_may_be(monkeypatch, given, size_mb):
    monkeypatch.setenv(SIZE_VARIABLE, given)
    limits = UploadLimits.asked_for()
    assert (limits.file_bytes, limits.all_bytes) == (size_mb * MB, 4 * size_mb * MB)


def test_linux_needs_no_name():
    assert upload_store._OPEN_FILES.is_dir() == (sys.platform == "linux")


def test_who_is_out_sends_nothing_any_more_with_a_ticket_of_before(tmp_path):
    present = {"visit"}
    uploads = Uploads(
        state=tmp_path, is_present=lambda _: True, may_send=lambda visit: visit in present
    )
    ticket = uploads.ticket("visit", "page")
    present.clear()
    with pytest.raises(UploadError) as refused:
        uploads.begin(ticket, "clip.mp4", 100)
    assert refused.value.refusal is Refusal.UNKNOWN_TICKET
    uploads.close()
