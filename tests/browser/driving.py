"""Starts the app as the README does, and a real Chromium with a clip as its webcam."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import cv2
from playwright.sync_api import ConsoleMessage, Error, Page, sync_playwright

from sciatica_coach import paths
from sciatica_coach.capture.video import Video
from sciatica_coach.http_server.own_requests import HOSTS_VARIABLE
from sciatica_coach.language.catalog import ENGLISH, Language
from sciatica_coach.paths import DATA_VARIABLE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_CAMERA = "--use-fake-device-for-media-stream"
CAMERA_FPS = 30
ELSEWHERE = "coach.example"
"""A name under which this machine looks like another one to the browser; the app is told of it."""
_START_S = 180.0
INIT = """
window.heard = [];
document.addEventListener("coach-update", ({ detail }) => requestAnimationFrame(() => {
  const { pose, ...update } = detail.update;
  window.heard.push({ ...update, found: pose !== null, at_ms: performance.now(),
                      at_s: (performance.timeOrigin + performance.now()) / 1000,
                      lag_ms: performance.now() - detail.shown_ms });
}));

window.sockets = [];
window.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address);
    window.sockets.push(this);
  }
};
window.cameraFails = sessionStorage.getItem("cameraFails");
if (navigator.mediaDevices) {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wishes) => {
    if (window.cameraFails) throw new DOMException("made to fail", window.cameraFails);
    window.wishes = wishes;
    window.camera = await (window.otherCamera?.(wishes) ?? ask(wishes));
    return window.camera;
  };
}
"""
"""Keeps what the component shows (the lag runs until the picture with the skeleton is painted), and
lets a test cut the socket and take the camera away."""

_FUNCTION = re.compile(r"\s*(async\s+)?(\([^()]*\)|\w+)\s*=>")
_LOOK = """async (arg) => {
  const isTrue = %s;
  for (let turn = 0; turn < 20; turn++) {
    if (await isTrue(arg)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}"""
"""Looks for a second; the text is a part of what the browser is told to do, not of the page."""


@dataclass(frozen=True)
class App:
    """The app in a process of its own."""

    port: int
    process: subprocess.Popen

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def memory_mb(self) -> float:
        """What the command and the server that it has started hold in memory."""
        own = self.process.pid
        started = Path(f"/proc/{own}/task/{own}/children").read_text().split()
        return sum(_resident_mb(pid) for pid in (own, *started))

    def kill(self) -> None:
        """End it all at once, as a power cut does: nothing is told to it before."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)


def _resident_mb(pid: int | str) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


@contextmanager
def running_app(
    records: Path | None = None,
    *wishes: str,
    port: int | None = None,
    terminal: Path | None = None,
) -> Iterator[App]:
    """`sciatica-coach run`.

    Parameters
    ----------
    records
        The folder for what is kept of people; None for the user's own.
    wishes
        Options of the command.
    port
        None for a free one.
    terminal
        The file for what it writes; None for nowhere.
    """
    port = port or free_port()
    with (terminal or Path(os.devnull)).open("wb") as written:
        process = subprocess.Popen(
            [*command(port), *wishes],
            stdout=written,
            stderr=written,
            start_new_session=True,
            env={HOSTS_VARIABLE: f"{ELSEWHERE}:{port}"}
            | os.environ
            | {"BROWSER": "true"}  # instead of one that opens on the screen
            | ({DATA_VARIABLE: str(records)} if records else {}),
        )
    app = App(port, process)
    try:
        _wait_until_it_answers(app)
        yield app
    finally:
        with suppress(ProcessLookupError):
            os.killpg(app.process.pid, signal.SIGTERM)
        app.process.wait(20)


def command(port: int) -> list[str]:
    """What the README says, from the environment that runs this."""
    program = Path(sys.executable).with_name("sciatica-coach")
    return [str(program), "run", "--port", str(port)]


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_open(port: int, process: subprocess.Popen) -> None:
    """Until a process that was started takes connections."""
    waiting = _moments()
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except (ConnectionError, TimeoutError):
            next(waiting)
        else:
            return
    raise RuntimeError(f"{process.args!r} ended with exit code {process.returncode}")


def _wait_until_it_answers(app: App) -> None:
    """Until its own route answers; an app that ended says with what."""
    waiting = _moments()
    while app.process.poll() is None:
        try:
            urllib.request.urlopen(f"{app.url}/live-figures", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            next(waiting)
        else:
            return
    raise RuntimeError(f"the app ended with exit code {app.process.returncode}")


def until(is_true: Callable[[], bool]) -> None:
    """Wait for something that comes about outside the page."""
    waiting = _moments()
    while not is_true():
        next(waiting)


def _moments() -> Iterator[None]:
    """A moment at each `next`, until it has been too long."""
    deadline_s = time.monotonic() + _START_S
    while time.monotonic() < deadline_s:
        time.sleep(0.1)
        yield
    raise TimeoutError(f"the app did not answer within {_START_S:.0f} s")


def webcam(clip: str, folder: Path, *, width_px: int = 640, slowed: float = 1.0) -> Path:
    """The clip as a file that Chromium shows as its camera, again and again; made only once.

    Parameters
    ----------
    slowed
        How many times slower it plays.
    """
    path = folder / f"{Path(clip).stem}-{width_px}-{slowed}.mjpeg"
    if path.exists():
        return path
    due_s = 0.0
    with Video(paths.SAMPLES / clip) as video, path.open("wb") as out:
        height_px = 2 * round(video.size_px[1] * width_px / video.size_px[0] / 2)
        for frame in video:
            small = cv2.resize(frame.image, (width_px, height_px), interpolation=cv2.INTER_AREA)
            packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
            while frame.time_s * slowed >= due_s:
                out.write(packed)
                due_s += 1 / CAMERA_FPS
    return path


@contextmanager
def opened_page(
    *,
    camera: Path | None = None,
    cameras: int = 1,
    allowed: bool = True,
    size_px: tuple[int, int] = (1366, 768),
    dark: bool = False,
    locale: str = "en-GB",
    trusts_anybody: bool = False,
    network: str | None = None,
    expects_refusals: bool = False,
) -> Iterator[Page]:
    """A page in a browser with a new profile.

    Parameters
    ----------
    camera
        The file that plays as the webcam; None for Chromium's own test picture.
    cameras
        How many there are, which all show the same.
    allowed
        Whether the camera is allowed; asked for and refused if not.
    locale
        What the browser is set to: the pages speak its language.
    trusts_anybody
        Whether a certificate will do that nobody vouches for.
    network
        This computer's own address in its network, which is as good as localhost.
    expects_refusals
        Whether the page's policy is to refuse something.
    """
    switches = [
        *_SWITCHES,
        f"{_CAMERA}=device-count={cameras}",
        f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1",
    ]
    if allowed:
        switches.append("--use-fake-ui-for-media-stream")
    if camera is not None:
        switches.append(f"--use-file-for-fake-video-capture={camera}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=switches)
        width, height = size_px
        page = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=locale,
            ignore_https_errors=trusts_anybody,
        ).new_page()
        page.wait_for_function = partial(_wait_for_function, page)  # type: ignore[method-assign]
        page.add_init_script(INIT)
        went_out: list[str] = []
        broke: list[str] = []
        page.on("request", lambda request: went_out.append(request.url))
        page.on("pageerror", lambda error: broke.append(str(error)))
        page.on("console", lambda told: broke.append(told.text) if _is_refusal(told) else None)
        try:
            yield page
        finally:
            browser.close()
    if not expects_refusals:
        assert [url for url in went_out if not _is_local(url, network)] == []
        assert broke == [], broke


def _wait_for_function(
    page: Page, expression: str, *, arg: object = None, timeout: float = 120_000
) -> None:
    """Until an expression, or a function of `arg`, is true in the page.

    Playwright's own way makes a function of a text while the page runs, which the page's policy
    forbids.
    """
    test = expression if _FUNCTION.match(expression) else f"() => ({expression})"
    deadline_s = time.monotonic() + timeout / 1000
    while time.monotonic() < deadline_s:
        try:
            if page.evaluate(_LOOK % test, arg):
                return
        except Error as error:  # the page is loaded anew
            if "context was destroyed" not in str(error):
                raise
    raise TimeoutError(f"not true within {timeout / 1000:.0f} s: {expression}")


def _is_refusal(told: ConsoleMessage) -> bool:
    """Whether the browser has refused a page something by the policy that the server sends.

    What a test's own tools are refused, such as copies of styles, has no address.
    """
    policies = ("Content Security Policy", "Permissions policy", "Permissions-Policy")
    return bool(told.location["url"]) and any(each in told.text for each in policies)


def _is_local(url: str, network: str | None) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname in ("localhost", ELSEWHERE, network)


def choose(
    page: Page,
    exercise: str,
    *,
    person: str | None = None,
    hold_s: int | None = 1,
    reps: int = 3,
    rest_s: int | None = None,
    legs: str = "Right",
    model: str | None = None,
    language: Language = ENGLISH,
) -> None:
    """Go through the welcome and choose an exercise with its dose: one set a leg.

    Parameters
    ----------
    person
        Who exercises, of those that are known; None for nobody.
    legs
        As the page calls the choice; people in the sample clips have their right side to the
        camera.
    language
        What the pages speak; all other words given here are English.
    """
    say = language.say
    accept = page.get_by_role("button", name=say("I understand"))
    # Not any button of that name: a picture has one, hidden, to show it in full.
    cards = page.locator('[class*="st-key-choose-"]')
    card = cards.get_by_role("button", name=say(exercise))
    accept.or_(card).first.wait_for()
    if accept.is_visible():
        accept.click()
    if person is not None:
        page.get_by_role("button", name=person, exact=True).click()
        page.get_by_text(say("Hello, {name}", name=person)).wait_for()
        settled(page)
    card.click()
    page.get_by_text(say("How to do it")).wait_for()
    settled(page)
    sides = page.locator('[class*="st-key-coach-sides-"]')
    sides.get_by_role("radio", name=say(legs), exact=True).click()
    settled(page)
    dose = {"Repetitions": reps, "Hold, seconds": hold_s, "Sets": 1, "Rest, seconds": rest_s}
    for label, value in dose.items():
        if value is not None:
            page.get_by_role("spinbutton", name=say(label)).fill(str(value))
            page.keyboard.press("Tab")
            settled(page)
    if model is not None:
        page.get_by_text(say("Settings"), exact=True).click()
        page.get_by_text(say(model)).click()
        settled(page)


def answer_all(page: Page, *, yes_to: str | None = None, language: Language = ENGLISH) -> None:
    """Answer the questions before the first set: no warning sign but one, little pain."""
    say = language.say
    page.get_by_text(say("How does it feel right now?")).wait_for()
    settled(page)
    for choice in page.get_by_role("radio", name=say("No"), exact=True).all():
        choice.click()
    if yes_to is not None:
        row = page.locator(f".st-key-sign-{yes_to}")
        row.get_by_role("radio", name=say("Yes"), exact=True).click()
    feel(page, "before", leg=3, back=2, lowest=say("Thigh"))
    page.get_by_role("button", name=say("Go on")).click()


def feel(page: Page, key: str, *, leg: int, back: int, lowest: str) -> None:
    """Say how it feels."""
    for part, value in (("leg", str(leg)), ("back", str(back)), ("lowest", lowest)):
        pills = page.locator(f".st-key-{key}-pain-{part}")
        pills.get_by_role("radio", name=value, exact=True).click()
        settled(page)


def start(page: Page, *, language: Language = ENGLISH) -> None:
    """From the chosen exercise into the set."""
    page.locator(".st-key-start").get_by_role("button").click()
    go = page.get_by_role("button", name=language.say("Start the exercise"))
    screen = page.locator(".session")
    questions = page.get_by_text(language.say("How does it feel right now?"))
    screen.or_(go).or_(questions).first.wait_for()
    if questions.is_visible():
        answer_all(page, language=language)
        go.click()
    screen.wait_for()


def settled(page: Page) -> None:
    """Until Streamlit has nothing more to draw."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


def heard(page: Page) -> list[dict]:
    """Every update the component has shown since the page was loaded."""
    return page.evaluate("window.heard")


def wait_for_reps(page: Page, reps: int, *, timeout_s: float = 60.0) -> None:
    """Until so many repetitions stand on the page."""
    page.wait_for_function(
        "reps => window.heard.at(-1)?.reps >= reps", arg=reps, timeout=timeout_s * 1000
    )
