"""`sciatica-coach run --kiosk`: starts the server and the browser, and supervises them."""

import os
import signal
import sys
from pathlib import Path

from sciatica_coach.kiosk.browser import Profile, command, find_chromium
from sciatica_coach.kiosk.pin import PIN_VARIABLE, SAFE_DIGITS, chosen_pin, made_pin
from sciatica_coach.kiosk.supervised_process import SupervisedProcess
from sciatica_coach.kiosk.supervisor import Supervisor
from sciatica_coach.serving import HOST, claim_port, environment

_NO_CHROMIUM = (
    "Chromium is not installed, which the kiosk shows itself in: on Debian, "
    "apt-get install chromium. Until then open {url} in a browser by hand, in full screen."
)

_SHORT_PIN = "The staff's PIN has {digits} digits: choose {safe} or more, they are hard to guess."


def run_kiosk(*, port: int, pin_file: Path | None, open_browser: bool) -> None:
    """Run the kiosk until the staff leaves it, or Ctrl-C.

    Raises
    ------
    CoachError
        If the port is taken, or the PIN that was chosen is none.
    """
    pin = chosen_pin(pin_file)
    if pin is None:
        pin = made_pin()
        print(f"The staff's PIN: {pin} (choose your own with --pin-file or {PIN_VARIABLE})")
    elif len(pin) < SAFE_DIGITS:
        print(_SHORT_PIN.format(digits=len(pin), safe=SAFE_DIGITS))
    claim_port(port)
    url = f"http://{HOST}:{port}"
    program = find_chromium() if open_browser else None
    if open_browser and program is None:
        print(_NO_CHROMIUM.format(url=url), file=sys.stderr)
    else:
        print(f"The kiosk begins at {url}; it is left by the staff menu, or here with Ctrl-C.")
    sys.stdout.flush()
    server = SupervisedProcess(
        "The server", lambda: _server(port), environment(), standard_input=f"{pin}\n"
    )
    profile = Profile(url, name=str(port))
    browser = _browser(program, url, profile) if program is not None else None
    signal.signal(signal.SIGTERM, _stop)
    try:
        Supervisor(server, browser, figures_url=f"{url}/live-figures", tell=_tell).run()
    finally:
        profile.delete()


def _server(port: int) -> list[str]:
    return [sys.executable, "-m", "sciatica_coach.ui.kiosk", "--port", str(port)]


def _browser(program: str, url: str, profile: Profile) -> SupervisedProcess:
    def prepared_command() -> list[str]:
        profile.make()
        return command(program, url, profile.folder)

    return SupervisedProcess("The browser", prepared_command, dict(os.environ), is_quiet=True)


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


def _stop(_number: int, _frame: object) -> None:
    """Treat the request of a service manager to end the kiosk like Ctrl-C."""
    raise KeyboardInterrupt
