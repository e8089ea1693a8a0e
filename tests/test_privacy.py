"""Nothing leaves the machine, and no picture is kept: the operating system forbids it meanwhile.

Each case runs in a process of its own, in which the kernel ends whatever breaks a rule. Imports may
create files (one of the libraries looks for a sound library with a compiler), looking at pictures
may not.
"""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.paths import ROOT, SAMPLES
from tests.films import thinned_clip

HERE = Path(__file__).parents[1]

BEFORE = """
import resource, sys
from tests.forbidden import Rule, forbid
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
"""

ANALYSE = """
forbid(Rule.INTERNET)
import mediapipe.tasks.python.vision
from sciatica_coach import Model, analyse
forbid(Rule.NEW_FILES)
record = analyse(sys.argv[1], "single-knee-to-chest", model=Model.LITE).result.record
print(len(record.reps))
"""

EXERCISE_LIVE = """
forbid(Rule.INTERNET)
import cv2
import mediapipe.tasks.python.vision
from sciatica_coach import Model, load_exercises
from sciatica_coach.capture.jpeg import decode_jpeg
from sciatica_coach.capture.video import Video
from sciatica_coach.live.session import LiveSession, Plan
forbid(Rule.NEW_FILES)
exercise = load_exercises()["single-knee-to-chest"]
live = LiveSession(Plan(exercise, (), exercise.dose, Model.LITE))
lease = live.take_over()
with Video(sys.argv[1]) as video:
    for frame in video:
        jpeg = cv2.imencode(".jpg", frame.image)[1].tobytes()
        live.process_frame(lease, decode_jpeg(jpeg), frame.time_s)
print(len(live.finish()[0].reps))
"""

SERVE = """
forbid(Rule.CONNECTING)
import mediapipe.tasks.python.vision
import streamlit.web.cli
forbid(Rule.NEW_FILES)
sys.argv = ["streamlit", "run", *sys.argv[1:]]
streamlit.web.cli.main()
"""


@pytest.fixture
def home(tmp_path):
    """A home and temporary folder that nobody has written to."""
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clip")
    return thinned_clip("knee_to_chest_side", folder / "clip.mp4")


def command(code, *arguments):
    return [sys.executable, "-c", BEFORE + code, *map(str, arguments)]


def environment(home):
    paths = [str(HERE), *map(os.path.abspath, filter(None, sys.path))]
    return os.environ | {
        "HOME": str(home / "home"),
        "TMPDIR": str(home / "tmp"),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def run(home, code, *arguments):
    return subprocess.run(
        command(code, *arguments),
        env=environment(home),
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


def files_in(*folders):
    return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "code",
    [pytest.param(ANALYSE, id="recorded"), pytest.param(EXERCISE_LIVE, id="live")],
)
def test_pictures_are_looked_at_without_internet_and_without_a_new_file(home, clip, code):
    samples = files_in(SAMPLES)
    done = run(home, code, clip)
    assert (done.returncode, done.stdout) == (0, "3\n"), done.stderr
    assert files_in(home) == []
    assert files_in(SAMPLES) == samples


def test_the_app_serves_its_page_without_calling_anyone_and_without_a_new_file(home):
    with served(home) as (server, port):
        address = f"127.0.0.1:{port}"
        with urlopen(f"http://{address}/", timeout=30) as page:
            assert page.status == 200
        drawn = elements_of_first_page(address)
        assert "exception" not in drawn
        assert "heading" in drawn or "markdown" in drawn
        for path in STREAMLITS_OWN:
            for headers, status in FOREIGN:
                assert answer_to(address, path, headers) == status, (path, headers)
        for origin in ("http://evil.example", "null", None):
            with pytest.raises(InvalidStatus, match="403"):
                connect(f"ws://{address}/_stcore/stream", origin=origin)
        with pytest.raises(InvalidStatus, match="403"):
            rebound_socket(address)
        assert server.poll() is None
    assert files_in(home) == []


STREAMLITS_OWN = (
    "/",
    "/review",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/upload_file/x/y",
    "/_stcore/bidi-components/x/y",
    "/media/x",
    "/component/x/y",
    "/static/js/x.js",
    "/live-figures",
    "/coach-upload",
    "/coach-modules/page.js",
)
"""Routes of Streamlit, and some of ours."""
FOREIGN = (
    ({"Host": "evil.example"}, 421),
    ({"Host": "evil.example", "Origin": "http://evil.example"}, 421),
    ({"Origin": "http://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403),
    ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"}, 403),
)
"""What browsers tell of foreign pages, and of foreign names for this computer."""


def answer_to(address: str, path: str, headers: dict[str, str]) -> int:
    try:
        with urlopen(Request(f"http://{address}{path}", headers=headers), timeout=30) as answer:
            return answer.status
    except HTTPError as error:
        with error:
            return error.code


def rebound_socket(address: str) -> ClientConnection:
    """The page's socket of a foreign name that leads to this computer."""
    host, port = address.split(":")
    way = socket.create_connection((host, int(port)))
    return connect(
        "ws://evil.example/_stcore/stream", sock=way, origin="http://evil.example", proxy=None
    )


@contextmanager
def served(home):
    """The app, ready to answer, and its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = ("--server.headless=true", f"--server.port={port}")
    log = home.parent / f"{home.name}.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command(SERVE, ROOT / "app.py", *settings),
            env=environment(home),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as server,
    ):
        try:
            assert any("URL" in line for line in server.stdout), log.read_text()
            yield server, port
        finally:
            server.terminate()
            server.stdout.read()


def elements_of_first_page(address):
    """The kinds of elements that a browser gets which has just opened, until the page is done."""
    start = BackMsg()
    start.rerun_script.query_string = ""
    kinds = set()
    with connect(f"ws://{address}/_stcore/stream", origin=f"http://{address}") as browser:
        browser.send(start.SerializeToString())
        while True:
            message = ForwardMsg.FromString(browser.recv(timeout=30))
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                return kinds
            if kind == "delta":
                kinds.add(message.delta.new_element.WhichOneof("type"))


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        pytest.param("INTERNET", "socket.socket()", id="socket"),
        pytest.param("INTERNET", "socket.socket(socket.AF_INET6)", id="socket of the new kind"),
        pytest.param("INTERNET", "socket.getaddrinfo('example.org', 80)", id="name"),
        pytest.param("CONNECTING", "socket.create_connection(('127.0.0.1', 9))", id="connection"),
        pytest.param(
            "CONNECTING",
            "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))",
            id="message",
        ),
        pytest.param("NEW_FILES", "open('picture.jpg', 'wb')", id="file"),
        pytest.param("NEW_FILES", "cv2.imwrite('picture.jpg', np.zeros((9, 9)))", id="by OpenCV"),
        pytest.param("NEW_FILES", "av.open('video.mp4', 'w').start_encoding()", id="by FFmpeg"),
        pytest.param("NEW_FILES", "go.set(); thread.join()", id="by an older thread"),
    ],
)
def test_the_rules_bite(home, rule, code):
    before = "import socket, threading, av, cv2, numpy as np\n"
    older = "go = threading.Event()\n"
    older += "write = lambda: go.wait() and open('picture.jpg', 'wb')\n"
    older += "thread = threading.Thread(target=write); thread.start()\n"
    done = run(home, before + older + f"forbid(Rule.{rule})\n{code}\n")
    assert done.returncode == -signal.SIGSYS, done.stderr
    assert files_in(home) == []
