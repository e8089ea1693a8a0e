"""Chromium as the kiosk's screen: it shows one page, and gives the camera to that page alone."""

import json
import os
import shutil
import tempfile
from pathlib import Path

CHROMIUM_VARIABLE = "SCIATICA_COACH_CHROMIUM"
"""Environment variable that names the browser's program, where it has another name."""
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_SWITCHES = (
    "--kiosk",
    # A bar over the page, a question, or a notice would be a way out.
    "--no-first-run",
    "--no-default-browser-check",
    "--noerrdialogs",
    "--hide-crash-restore-bubble",
    "--disable-features=Translate,MediaRouter,GlobalMediaControls,OptimizationHints",
    # Neither a pinch nor a swipe from the edge moves the page away.
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    # A lobby is not the place to ask for a wallet's password, and nothing is fetched from outside.
    "--password-store=basic",
    "--disable-sync",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    # The demonstrations have sound before anybody has touched the screen.
    "--autoplay-policy=no-user-gesture-required",
)
_ALLOWED = 1
"""How Chromium's preferences write a permission that is given."""


def find_chromium() -> str | None:
    """The program to start; None if none is installed."""
    given = os.environ.get(CHROMIUM_VARIABLE)
    return next(filter(None, map(shutil.which, [given] if given else _NAMES)), None)


def command(program: str, url: str, profile: Path) -> list[str]:
    """The program and its switches.

    As an app's window it has no tabs, and no key that the page could not refuse.
    """
    return [program, *_SWITCHES, f"--user-data-dir={profile}", f"--app={url}"]


class Profile:
    """The browser's profile, which exists only while the browser runs.

    It is new each time and deleted at the end: an incognito window would not keep more, but refuse
    the camera without asking.

    Parameters
    ----------
    origin
        Where the kiosk's page is: it, and no other, may use the camera.
    name
        Tells several kiosks on one computer apart.
    """

    def __init__(self, origin: str, *, name: str) -> None:
        self._origin = origin
        self.folder = Path(tempfile.gettempdir()) / f"sciatica-coach-{os.getuid()}-{name}"

    def make(self) -> None:
        """Make it anew, even if a browser that was killed has left an old one.

        It holds the camera's permission: a switch would give the camera to every page.
        """
        self.delete()
        self.folder.mkdir(mode=0o700)
        (self.folder / "Default").mkdir()
        settings = {"profile": {"content_settings": {"exceptions": self._permissions()}}}
        (self.folder / "Default" / "Preferences").write_text(json.dumps(settings), encoding="utf-8")

    def delete(self) -> None:
        """Delete it; a file that the browser is still writing goes with the next one."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _permissions(self) -> dict[str, object]:
        return {"media_stream_camera": {f"{self._origin},*": {"setting": _ALLOWED}}}
