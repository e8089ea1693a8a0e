"""The exercise screen in a real Chromium, with a coach behind it who says what a test wants."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from sciatica_coach.live.protocol import hello, parse_capture
from sciatica_coach.ui.camera import STYLES
from sciatica_coach.ui.camera.texts import TEXTS
from sciatica_coach.ui.files import MODULES, PICTURES, file_routes, read_web_file
from tests.browser.driving import opened_page
from tests.live.server import served

UPDATE = {
    "kind": "update",
    "people": 1,
    "bystanders": None,
    "pace": None,
    "session_phase": "exercise",
    "stage": "moving",
    "message": {"tone": "plain", "text": ""},
    "says": [],
    "set_plan": {"index": 0, "count": 4, "side": "right", "title": "Right leg, set 1 of 2"},
    "count_down_s": None,
    "rest_s": None,
    "may_go_on": False,
    "paused_by": None,
    "advice": None,
    "cue": None,
    "side": "right",
    "phase": "out",
    "angle_deg": 71.2,
    "start_deg": 45.0,
    "target_deg": 90.0,
    "progress": 0.6,
    "hold_s": 0.0,
    "hold_asked_s": 20.0,
    "reps": 1,
    "attempts": 0,
    "reps_asked": 3,
    "highlight": None,
    "pose": None,
    "target_overlay": None,
}
"""Somebody on the way to the target."""
CHAPTERS: dict[str, dict[str, Any]] = {
    "set_up": {"session_phase": "set_up", "stage": "looking", "may_go_on": True},
    "count_down": {"session_phase": "count_down", "stage": "ready", "count_down_s": 2.4},
    "exercise": {"stage": "holding", "hold_s": 8.3},
    "paused": {"session_phase": "paused", "stage": "paused", "paused_by": "button"},
    "away": {"session_phase": "paused", "stage": "paused", "paused_by": "away", "people": 0},
    "rest": {"session_phase": "rest", "rest_s": 11.2, "may_go_on": True},
    "finished": {"session_phase": "finished", "stage": "done", "reps": 3},
}
_LIGHT, _DARK = (
    {"background": "#f7f8f5", "secondary-background": "#e9efec", "text": "#14282c"},
    {"background": "#0f1a1d", "secondary-background": "#1b2a2e", "text": "#e8f0ee"},
)
_MOUNT = """
<script type="module">
  import {{ mount }} from "{modules}/session_page.js";
  const data = {data};
  window.stopped = false;
  const setTriggerValue = () => {{ window.stopped = true; }};
  mount({{ parentElement: document.querySelector("#place"), data, setTriggerValue }});
</script>
"""


class Coach:
    """Answers every frame with what it has been given to say."""

    def __init__(self) -> None:
        self.update = UPDATE
        self.told: list[dict[str, Any]] = []
        """What the page has said besides its frames."""

    def routes(self, page: str) -> list[Route | WebSocketRoute]:
        """The page and its socket."""

        async def serve(_: Request) -> Response:
            return HTMLResponse(page)

        return [Route("/", serve), WebSocketRoute("/live/token", self._answer)]

    async def _answer(self, socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_text(hello())
        try:
            while (message := await socket.receive())["type"] == "websocket.receive":
                if message.get("text"):
                    self.told.append(json.loads(message["text"]))
                else:
                    sequence = parse_capture(message["bytes"]).sequence
                    await socket.send_text(json.dumps(self.update | {"sequence": sequence}))
        except WebSocketDisconnect:
            return


class Screen:
    """The page, and the coach behind it."""

    def __init__(self, page: Page, coach: Coach, url: str) -> None:
        self.page = page
        self.coach = coach
        self._url = url

    def begin(self, *, waits: bool = True) -> None:
        """Load the page, anew if need be."""
        self.coach.update = UPDATE
        self.coach.told.clear()
        self.page.goto(self._url)
        if waits:
            self.page.wait_for_function("window.heard.length > 0")

    def show(self, **changed: Any) -> None:
        """Let the coach say this until it is on the screen."""
        self.coach.update = UPDATE | changed
        self.page.evaluate("window.heard.length = 0")
        self.page.wait_for_function(
            "wanted => window.heard.some((update) => JSON.stringify(update.message) === wanted[0]"
            " && update.session_phase === wanted[1] && update.paused_by === wanted[2])",
            arg=[
                json.dumps(self.coach.update["message"], ensure_ascii=False, separators=(",", ":")),
                self.coach.update["session_phase"],
                self.coach.update["paused_by"],
            ],
        )

    def say(self, tone: str, text: str, **changed: Any) -> None:
        """A message of the coach."""
        self.show(message={"tone": tone, "text": text}, **changed)


@contextmanager
def opened_screen(
    *,
    size_px: tuple[int, int] = (1366, 768),
    dark: bool = False,
    cameras: int = 1,
    script: str = "",
    waits: bool = True,
) -> Iterator[Screen]:
    """The screen as the app mounts it, with Chromium's own test picture as the webcam.

    Parameters
    ----------
    script
        Runs in the browser before the page.
    waits
        Whether the first picture is waited for.
    """
    coach = Coach()
    routes = [*file_routes(), *coach.routes(_document(dark=dark))]
    with (
        served(routes) as port,
        opened_page(size_px=size_px, dark=dark, cameras=cameras) as page,
    ):
        page.add_init_script(script)
        screen = Screen(page, coach, f"http://localhost:{port}")
        screen.begin(waits=waits)
        yield screen


def _document(*, dark: bool) -> str:
    colours = _DARK if dark else _LIGHT
    theme = "".join(f"--st-{name}-color:{value};" for name, value in colours.items())
    theme += f"color-scheme:{'dark' if dark else 'light'};"
    theme += f"--st-primary-color:{'#7fd8d0' if dark else '#0b5560'}"
    styles = "\n".join(read_web_file(f"css/{name}") for name in STYLES)
    data = {
        "socket": "/live/token",
        "clip": None,
        "mirrored": True,
        "lies_down": True,
        "language": "en",
        "texts": TEXTS,
        "voice": "/coach-voice/en",
        "set_up_pictures": {side: f"{PICTURES}/supine_{side}.svg" for side in ("right", "left")},
        "name": "Single knee-to-chest",
        "side": "right leg",
        "hold_s": 20.0,
        "reps": 3,
        "linger_ms": 60_000,
    }
    return (
        "<!doctype html><html lang='en'><title>Exercise</title>"
        f"<style>:root{{{theme}}}{styles}</style>"
        "<main><h1 id='behind'><a href='/'>Behind</a></h1>"
        f"<div id='place'>{read_web_file('session.html')}</div></main>"
        + _MOUNT.format(modules=MODULES, data=json.dumps(data))
    )
