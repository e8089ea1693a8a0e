"""Starts the app's server, on this computer only."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from sciatica_coach.errors import CoachError

_HOST = "127.0.0.1"


def serve(root: Path, *, port: int, open_browser: bool) -> None:
    """Serve `app.py` of a folder until Ctrl-C.

    Nothing is sent to Streamlit's makers, and nobody is asked for an address.

    Raises
    ------
    CoachError
        If the app is missing, the port is taken, or the server ends by itself.
    """
    if not (root / "app.py").is_file():
        raise CoachError("the app's pages are missing: install the coach again.")
    _claim(port)
    command = [
        *(sys.executable, "-m", "streamlit", "run", "app.py"),
        *("--server.address", _HOST),
        *("--server.port", str(port)),
        *("--server.headless", str(not open_browser).lower()),
        *("--server.showEmailPrompt", "false"),
        *("--browser.gatherUsageStats", "false"),
    ]
    # Streamlit reads its settings from the folder it is started in.
    with subprocess.Popen(command, cwd=root, env=_environment()) as server:
        try:
            code = server.wait()
        except KeyboardInterrupt:  # the terminal has told the server as well
            server.wait()
            raise
    if code > 0:
        raise CoachError("the app ended by itself: the lines above say why.")


def _claim(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_HOST, port))
        except OSError as error:
            raise CoachError(
                f"port {port} is in use: is the coach running already? "
                "Else choose another with --port."
            ) from error


def _environment() -> dict[str, str]:
    """Ours, and the package where it is found now: the server starts in another folder."""
    package = str(Path(__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([package, *([known] if known else [])])}
