"""The configuration that docs/deployment.md gives, as it stands there, before two instances."""

import json
import re
import shutil
import ssl
import subprocess
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection
from typing import NamedTuple

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from sciatica_coach.http_server.own_requests import HOSTS_VARIABLE
from sciatica_coach.live.protocol import CloseCode
from sciatica_coach.live.scheduler import SEATS_VARIABLE
from tests.browser.driving import (
    ELSEWHERE,
    App,
    choose,
    free_port,
    opened_page,
    running_app,
    settled,
    wait_until_open,
)

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "nginx.conf"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
FRAME = """
daemon off;
pid nginx.pid;
error_log stderr;
events {{ }}
http {{
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    access_log off;
    {example}
}}
"""
"""What Debian's own nginx.conf puts around a site, in a folder of the test's."""


class Front(NamedTuple):
    """nginx, and what is behind it."""

    port: int
    plain_port: int
    instances: dict[str, App]

    @property
    def url(self) -> str:
        return f"https://{ELSEWHERE}:{self.port}"

    def get(self, path: str, *, plain: bool = False, **headers: str):
        """Ask as a browser would that knows the name."""
        scheme, port = ("http", self.plain_port) if plain else ("https", self.port)
        headers = {"Host": f"{ELSEWHERE}:{port}", **headers}
        request = urllib.request.Request(f"{scheme}://127.0.0.1:{port}{path}", headers=headers)
        opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusting()), NoRedirect
        )
        return opener.open(request, timeout=60)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def http_error_301(self, req, fp, code, msg, headers):
        return fp


def trusting() -> ssl.SSLContext:
    """Nobody vouches for the test's certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Two instances that can be told apart by their seats."""
    folder = tmp_path_factory.mktemp("nginx")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SEATS_VARIABLE, "3")
        https_port, http_port = free_port(), free_port()
        patch.setenv(HOSTS_VARIABLE, f"{ELSEWHERE}:{https_port}")
        with running_app() as one:
            patch.setenv(SEATS_VARIABLE, "5")
            with (
                running_app() as two,
                nginx(folder, https_port, http_port, {"one": one, "two": two}) as running,
            ):
                yield running


@contextmanager
def nginx(folder: Path, port: int, plain_port: int, instances: dict[str, App]):
    front = Front(port, plain_port, instances)
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"),
            *("-subj", f"/CN={ELSEWHERE}", "-out", certificate, "-keyout", key),
        ],
        check=True,
        capture_output=True,
    )
    example = EXAMPLE.read_text(encoding="utf-8")
    for written, here in (
        (r"127\.0\.0\.1:8501", f"127.0.0.1:{instances['one'].port}"),
        (r"127\.0\.0\.1:8502", f"127.0.0.1:{instances['two'].port}"),
        (r"listen 443", f"listen 127.0.0.1:{front.port}"),
        (r"listen 80", f"listen 127.0.0.1:{front.plain_port}"),
        (r"listen \[::\].*", ""),  # there may be no IPv6
        (r"/etc/ssl/certs/coach\.example\.pem", str(certificate)),
        (r"/etc/ssl/private/coach\.example\.key", str(key)),
    ):
        example, found = re.subn(written, here, example)
        assert found
    (folder / "nginx.conf").write_text(FRAME.format(example=example))
    command = [NGINX, "-p", str(folder), "-c", "nginx.conf", "-e", "stderr"]
    with subprocess.Popen(command) as process:
        try:
            wait_until_open(front.port, process)
            yield front
        finally:
            process.terminate()


def test_over_https_the_page_has_its_camera_its_coach_and_its_place(front, artefacts):
    with opened_page(trusts_anybody=True) as page:
        page.goto(front.url)
        assert page.evaluate("isSecureContext && !!navigator.mediaDevices")
        choose(page, "Single knee-to-chest")
        page.get_by_role("button", name="Try it without a camera").click()
        page.wait_for_function("window.heard.length > 5", timeout=60_000)
        page.screenshot(path=artefacts / "deployment.png")
        assert page.evaluate("window.sockets.every(({ url }) => url.startsWith('wss:'))")

        cookies = {each["name"]: each for each in page.context.cookies()}
        visit = cookies["__Host-sciatica_coach_visit"]
        assert (visit["secure"], visit["httpOnly"], visit["sameSite"]) == (True, True, "Strict")
        cookie = cookies["sciatica_coach_instance"]["value"]
        assert figures(front.instances[cookie])["people"] == 1
        page.reload()
        page.wait_for_function("window.heard.length > 5", timeout=60_000)
        page.keyboard.press("Escape")
        settled(page)
    assert sum(figures(each)["frames"] > 0 for each in front.instances.values()) == 1


def figures(app: App) -> dict:
    with urllib.request.urlopen(f"{app.url}/live-figures", timeout=60) as response:
        return json.load(response)


SEATS = {"one": 3, "two": 5}


def test_strangers_are_spread_and_told_which_instance_is_theirs(front):
    met = set()
    for _ in range(20):
        with front.get("/live-figures") as response:
            cookie = response.headers["Set-Cookie"]
            instance = cookie.removeprefix("sciatica_coach_instance=").split(";")[0]
            assert "Secure; HttpOnly; SameSite=Lax" in cookie
            assert json.load(response)["seats"] == SEATS[instance]
            met.add(instance)
    assert met == {"one", "two"}


@pytest.mark.parametrize("instance", ["one", "two"])
def test_who_has_an_instance_keeps_it(front, instance):
    for _ in range(5):
        with front.get(
            "/live-figures", Cookie=f"a=b; sciatica_coach_instance={instance}"
        ) as response:
            assert json.load(response)["seats"] == SEATS[instance]


def test_a_made_up_instance_leads_nowhere_else(front):
    with front.get("/live-figures", Cookie="sciatica_coach_instance=10.0.0.1:22") as response:
        assert json.load(response)["seats"] in SEATS.values()


def test_http_leads_to_https(front):
    with front.get("/review", plain=True) as response:
        assert response.status == 301
        assert response.headers["Location"] == f"https://{ELSEWHERE}/review"


def test_only_the_page_at_this_address_may_open_a_live_socket(front):
    own = f"https://{ELSEWHERE}:{front.port}"
    with (
        live_socket(front, own) as socket,
        pytest.raises(ConnectionClosed, match="received 44") as closed,
    ):
        socket.recv(timeout=60)
    assert closed.value.rcvd.code == CloseCode.UNKNOWN_SESSION
    for foreign in ("https://evil.example", f"http://{ELSEWHERE}:{front.port}"):
        with pytest.raises(InvalidStatus, match="403"):
            live_socket(front, foreign)


def live_socket(front: Front, origin: str) -> ClientConnection:
    """The live socket of no set, as a page of this origin opens it."""
    address = f"wss://{ELSEWHERE}:{front.port}/live/no-such-token"
    way = create_connection(("127.0.0.1", front.port), timeout=60)
    return connect(address, sock=way, ssl=trusting(), origin=origin, open_timeout=60)
