"""Keeps the kiosk running: server and browser are begun again when they end or do not answer."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sciatica_coach.kiosk.supervised_process import SupervisedProcess

LEFT = 10
"""Exit code of a server that the staff has ended: the kiosk is over."""
HUNG = 11
"""Exit code of a server whose pose model hangs and could not be replaced."""
_LOOK_S = 0.25
_ASK_S = 2.0
_ANSWER_S = 5.0


@dataclass(frozen=True, slots=True)
class RestartPolicy:
    """How long what does not answer is waited for."""

    start_s: float = 60.0
    """From the start to the first answer."""
    server_s: float = 15.0
    """From one answer to the next."""
    page_s: float = 25.0
    """From one sign of life of the page to the next."""


class Supervisor:
    """Looks after the two until the staff leaves or Ctrl-C.

    Parameters
    ----------
    server
        Answers at `figures_url`.
    browser
        None if somebody opens the page by hand.
    tell
        Gets a sentence whenever something is begun again.
    """

    def __init__(
        self,
        server: SupervisedProcess,
        browser: SupervisedProcess | None,
        *,
        figures_url: str,
        patience: RestartPolicy | None = None,
        tell: Callable[[str], None] = print,
    ) -> None:
        self._server = server
        self._browser = browser
        self._figures_url = figures_url
        self._patience = patience or RestartPolicy()
        self._tell = tell
        self._asked_s = float("-inf")
        self._answered_s: float | None = None
        self._has_been_ready = False

    def run(self) -> None:
        """Look after them; return when the staff has left."""
        try:
            while self._server.exit_code != LEFT:
                self._look()
                time.sleep(_LOOK_S)
        finally:
            for process in filter(None, (self._browser, self._server)):
                process.end()

    def _look(self) -> None:
        if not self._server.is_running:
            self._revive(self._server, f"exit code {self._server.exit_code}")
            self._answered_s = None
        elif time.monotonic() - self._asked_s >= _ASK_S or self._answered_s is None:
            self._ask()
        # A browser that comes before the page does shows an error, and stays there.
        if self._browser is not None and self._answered_s is not None:
            self._revive(self._browser, f"exit code {self._browser.exit_code}")

    def _revive(self, process: SupervisedProcess, why: str) -> None:
        ended = process.exit_code is not None
        if process.keep() and ended:
            self._tell(f"{process.name} begins again ({why}).")

    def _ask(self) -> None:
        self._asked_s = time.monotonic()
        figures = _answer(self._figures_url)
        now_s = time.monotonic()
        if figures is not None:
            if not self._has_been_ready:
                self._has_been_ready = True
                self._tell("The kiosk is ready.")
            self._answered_s = now_s
            self._look_at_page(figures)
            return
        if self._answered_s is None:
            is_late = self._server.age_s > self._patience.start_s
        else:
            is_late = now_s - self._answered_s > self._patience.server_s
        if is_late and self._server.is_running:
            self._tell(f"{self._server.name} does not answer.")
            self._server.end()

    def _look_at_page(self, figures: dict[str, Any]) -> None:
        """A browser that runs but shows something else, or nothing, is of no use."""
        browser, patience_s = self._browser, self._patience.page_s
        if browser is None or min(browser.age_s, self._server.age_s) <= patience_s:
            return
        silent_s = figures.get("page_silent_s")
        if silent_s is None or silent_s > patience_s:
            self._tell(f"{browser.name} does not show the page.")
            browser.end()


def _answer(url: str) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(url, timeout=_ANSWER_S) as answer:
            told = json.load(answer)
    except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError):
        return None
    return told if isinstance(told, dict) else None
