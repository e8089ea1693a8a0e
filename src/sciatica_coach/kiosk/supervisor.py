"""Keeps the kiosk running: starts server and browser again when they end or do not answer."""

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
_CHECK_EVERY_S = 0.25
"""Time between two checks whether both processes run."""
_ASK_EVERY_S = 2.0
"""Time between two requests for the server's figures."""
_ANSWER_S = 5.0
"""Time that the server has to answer."""


@dataclass(frozen=True, slots=True)
class RestartPolicy:
    """How long a process may stay silent before it is restarted."""

    start_s: float = 60.0
    """From the start to the first answer."""
    server_s: float = 15.0
    """From one answer to the next."""
    page_s: float = 25.0
    """From one report of the page to the next."""


class Supervisor:
    """Keeps server and browser running until the staff leaves, or Ctrl-C.

    Parameters
    ----------
    server
        Answers at `figures_url`.
    browser
        None if somebody opens the page by hand.
    restart_policy
        How long they may stay silent; None for the usual times.
    tell
        Gets a sentence whenever something is started again.
    """

    def __init__(
        self,
        server: SupervisedProcess,
        browser: SupervisedProcess | None,
        *,
        figures_url: str,
        restart_policy: RestartPolicy | None = None,
        tell: Callable[[str], None] = print,
    ) -> None:
        self._server = server
        self._browser = browser
        self._figures_url = figures_url
        self._restart_policy = restart_policy or RestartPolicy()
        self._tell = tell
        self._asked_s = float("-inf")
        self._answered_s: float | None = None
        self._has_been_ready = False

    def run(self) -> None:
        """Keep them running; return when the staff has left."""
        try:
            while self._server.exit_code != LEFT:
                self._check()
                time.sleep(_CHECK_EVERY_S)
        finally:
            for process in filter(None, (self._browser, self._server)):
                process.end()

    def _check(self) -> None:
        if not self._server.is_running:
            self._restart(self._server, f"exit code {self._server.exit_code}")
            self._answered_s = None
        elif time.monotonic() - self._asked_s >= _ASK_EVERY_S or self._answered_s is None:
            self._ask()
        # A browser that starts before the server shows an error page, and stays there.
        if self._browser is not None and self._answered_s is not None:
            self._restart(self._browser, f"exit code {self._browser.exit_code}")

    def _restart(self, process: SupervisedProcess, why: str) -> None:
        ended = process.exit_code is not None
        if process.ensure_running() and ended:
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
            self._check_page(figures)
            return
        if self._answered_s is None:
            is_late = self._server.age_s > self._restart_policy.start_s
        else:
            is_late = now_s - self._answered_s > self._restart_policy.server_s
        if is_late and self._server.is_running:
            self._tell(f"{self._server.name} does not answer.")
            self._server.end()

    def _check_page(self, figures: dict[str, Any]) -> None:
        """End a browser that runs but does not show the page, so that it is restarted."""
        browser, page_s = self._browser, self._restart_policy.page_s
        if browser is None or min(browser.age_s, self._server.age_s) <= page_s:
            return
        silent_s = figures.get("page_silent_s")
        if silent_s is None or silent_s > page_s:
            self._tell(f"{browser.name} does not show the page.")
            browser.end()


def _answer(url: str) -> dict[str, Any] | None:
    try:
        with urllib.request.urlopen(url, timeout=_ANSWER_S) as answer:
            figures = json.load(answer)
    except (urllib.error.URLError, ConnectionError, TimeoutError, ValueError):
        return None
    return figures if isinstance(figures, dict) else None
