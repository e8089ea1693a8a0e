"""Starts the app's server, on this computer only."""

import os
import socket
import subprocess
import sys
import time
import webbrowser
from contextlib import suppress
from pathlib import Path

from sciatica_coach.errors import CoachError
from sciatica_coach.live.scheduler import asked_slots
from sciatica_coach.parent_watch import WATCH_VARIABLE
from sciatica_coach.paths import data_folder
from sciatica_coach.records.clinic_settings import CLINIC_VARIABLE, ClinicSettings

HOST = "127.0.0.1"
_GRACE_S = 10.0
"""Time that the server has to end by itself."""
PHONE_VARIABLE = "SCIATICA_COACH_PHONE"
"""Set for the server by `run --phone`: its port, at which a phone is to be let in as well."""
_SIGN_IN_FILE = "secrets.toml"
_POLL_S = 0.1
"""Seconds between two attempts to reach the server that is starting."""


def serve(
    root: Path, *, port: int, open_browser: bool, phone: bool = False, clinic: bool = False
) -> None:
    """Serve `app.py` of a folder until Ctrl-C.

    Nothing is sent to Streamlit's makers, and nobody is asked for an address. The server ends with
    this process, even if that is killed.

    Parameters
    ----------
    phone
        Whether a phone of the home network may come in: see `phone/`.
    clinic
        Whether one has to be let in: docs/clinic.md.

    Raises
    ------
    CoachError
        If the app is missing, the port is taken, a setting in the environment is none, or the
        server ends by itself.
    """
    if not (root / "app.py").is_file():
        raise CoachError("the app's pages are missing: install the coach again.")
    claim_port(port)
    asked_slots()
    ClinicSettings.asked_for()
    command = [
        *(sys.executable, "-m", "sciatica_coach.ui", "run", "app.py"),
        *("--server.address", HOST),
        *("--server.port", str(port)),
        # Else Streamlit advertises its tools for programmers to whoever came to exercise.
        *("--server.headless", "true"),
        *("--browser.gatherUsageStats", "false"),
        # The address is told below, in the coach's name.
        *("--logger.hideWelcomeMessage", "true"),
    ]
    wishes = {WATCH_VARIABLE: "1"} | ({PHONE_VARIABLE: str(port)} if phone else {})
    if clinic:
        wishes[CLINIC_VARIABLE] = "1"
        command += ["--secrets.files", str(sign_in_file())]
    # Streamlit reads its settings from the folder it is started in. It ends when the pipe that is
    # its standard input is closed; what it prints is for programmers, its errors go to stderr.
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment() | wishes,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            _welcome(server, f"http://{HOST}:{port}", port, open_browser=open_browser)
            code = server.wait()
        finally:
            _end(server)
    if code > 0:
        raise CoachError("the app ended by itself: the lines above say why.")


def sign_in_file() -> Path:
    """The file that says at which identity provider a clinic's therapists sign in, if at any."""
    return data_folder() / _SIGN_IN_FILE


def _welcome(server: subprocess.Popen[bytes], url: str, port: int, *, open_browser: bool) -> None:
    if not _answers(server, port):
        return
    with suppress(OSError):  # nobody may be there to read it
        print(f"Sciatica Coach is ready. URL: {url} (Ctrl-C here ends it)", flush=True)
    if open_browser:
        webbrowser.open(url)


def _end(server: subprocess.Popen[bytes]) -> None:
    """End the server: by request first, then by force."""
    if server.poll() is not None:
        return
    server.terminate()
    with suppress(subprocess.TimeoutExpired):
        server.wait(_GRACE_S)
    server.kill()


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the server answers; False if it has ended instead."""
    while server.poll() is None:
        try:
            socket.create_connection((HOST, port)).close()
        except ConnectionError:
            time.sleep(_POLL_S)
        else:
            return True
    return False


def claim_port(port: int) -> None:
    """Make sure that nobody else serves there.

    Raises
    ------
    CoachError
        If somebody does.
    """
    with socket.socket() as probe:
        _bind_only_if_free(probe)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CoachError(
                f"port {port} is in use: is the coach running already? "
                "Else choose another with --port."
            ) from error


def _bind_only_if_free(probe: socket.socket) -> None:
    """Let a port be taken that nobody listens on, though it was in use a moment ago.

    On Windows, SO_REUSEADDR would take a port even from somebody who serves there.
    """
    if sys.platform == "win32":
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)


def environment() -> dict[str, str]:
    """Ours, and the package where it is found now: the server starts in another folder."""
    package = str(Path(__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([package, *([known] if known else [])])}
