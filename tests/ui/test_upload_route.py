"""Real connections to a real server, as browsers make them and as others would."""

import http.client
import json
import socket

import pytest

from sciatica_coach.ui.upload_route import KEY, NAME, SIZE, TICKET, UPLOAD, upload_routes
from sciatica_coach.ui.upload_store import UploadLimits, Uploads
from tests.live.server import served

LIMITS = UploadLimits(file_bytes=5_000_000, senders=2, spare_disk_bytes=0, quiet_s=0.5)


class Site:
    def __init__(self, port, uploads):
        self.port, self.uploads = port, uploads

    def ask(self, method, headers, body=b""):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, UPLOAD, body, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        return response.status, json.loads(answer) if answer else None

    def begin(self, size, name="clip.mp4", visit="visit", **headers):
        ticket = self.uploads.ticket(visit, f"page of {visit}")
        given = {TICKET: ticket, NAME: name, SIZE: str(size)}
        return self.ask("POST", given | headers)

    def send(self, content, **headers):
        _, answer = self.begin(len(content), **headers)
        return self.ask("PUT", {KEY: answer["key"]}, content)

    def cut(self, sent: bytes, size: int) -> socket.socket:
        """A sender that has sent a part."""
        _, answer = self.begin(size)
        sender = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        host = f"127.0.0.1:{self.port}"
        head = {"Host": host, KEY: answer["key"]}
        lines = [f"PUT {UPLOAD} HTTP/1.1", *(f"{key}: {value}" for key, value in head.items())]
        lines += [f"Content-Length: {size}", "", ""]
        sender.sendall("\r\n".join(lines).encode() + sent)
        return sender


@pytest.fixture
def site(tmp_path):
    uploads = Uploads(state=tmp_path, limits=LIMITS, is_present=lambda _: True)
    with served(upload_routes(uploads)) as port:
        yield Site(port, uploads)
    uploads.close()


def kept(site, visit="visit"):
    upload = site.uploads.find(visit, "page")
    if upload is None:
        return None
    with upload.opened() as path:
        return path.read_bytes()


def test_a_video_comes_in_whole(site):
    content = bytes(range(256)) * 15_000
    assert site.send(content, name="Ann%20%5Bleft%5D.mp4") == (204, None)
    assert kept(site) == content
    assert site.uploads.find("visit", "page").name == "Ann [left].mp4"


@pytest.mark.parametrize(
    ("headers", "status", "refusal"),
    [
        pytest.param({TICKET: "made-up"}, 404, "unknown_ticket", id="made-up ticket"),
        pytest.param({SIZE: "5000001"}, 413, "too_large", id="too large"),
        pytest.param({SIZE: "0"}, 400, "empty", id="empty"),
        pytest.param({SIZE: "-5"}, 400, "empty", id="less than nothing"),
        pytest.param({SIZE: "9" * 400}, 400, "empty", id="digits"),
        pytest.param({SIZE: "x"}, 400, "empty", id="no number"),
    ],
)
def test_what_is_not_taken(site, headers, status, refusal):
    assert site.begin(10, **headers) == (status, {"refusal": refusal})


def test_a_key_is_needed_and_serves_once(site):
    assert site.ask("PUT", {KEY: "made-up"}, b"x")[0] == 404
    _, answer = site.begin(1)
    assert site.ask("PUT", {KEY: answer["key"]}, b"x") == (204, None)
    assert site.ask("PUT", {KEY: answer["key"]}, b"x")[0] == 404


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(b"0123456789+", "too_large", id="more"),
        pytest.param(b"012345678", "cut_off", id="less"),
        pytest.param(b"", "cut_off", id="nothing"),
    ],
)
def test_a_video_of_another_size_than_was_said_is_not_kept(site, content, refusal):
    _, answer = site.begin(10)
    assert site.ask("PUT", {KEY: answer["key"]}, content)[1] == {"refusal": refusal}
    assert kept(site) is None


def test_one_sender_too_many_is_told_so(site):
    with site.cut(b"abc", 1000):
        site.begin(10, visit="second")
        assert site.begin(10, visit="third") == (503, {"refusal": "busy"})


def test_a_connection_that_is_cut_leaves_nothing_behind_and_frees_its_place(site):
    site.cut(b"abc", 1000).close()
    assert site.send(b"whole", visit="second")[0] == 204
    assert site.begin(10, visit="third")[0] == 200
    assert kept(site) is None


def test_who_sends_nothing_is_given_up(site):
    with site.cut(b"abc", 1000) as sender:
        assert sender.recv(100).startswith(b"HTTP/1.1 408")
    assert kept(site) is None


def test_who_sends_too_slowly_is_given_up(tmp_path):
    slow = UploadLimits(spare_disk_bytes=0, first_s=-10.0, least_bytes_per_s=1000)
    uploads = Uploads(state=tmp_path, limits=slow, is_present=lambda _: True)
    with served(upload_routes(uploads)) as port:
        assert Site(port, uploads).send(bytes(900))[1] == {"refusal": "too_slow"}


def test_another_choice_ends_what_is_being_sent(site):
    with site.cut(b"abc", 1000) as sender:
        site.uploads.drop("visit")
        assert sender.recv(100).startswith(b"HTTP/1.1 4")
    assert kept(site) is None
