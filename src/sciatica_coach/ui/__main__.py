"""Streamlit's command line, with bounded connections, and the pose library's notes kept off."""

import signal
import sys

from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.http_server.connections import bound_connections
from sciatica_coach.parent_watch import end_with_standard_input


def _exit(*_: object) -> None:
    sys.exit(0)


if __name__ == "__main__":
    end_with_standard_input()
    # The server raises the signal that ended it once more: what is to be done at the end, such as
    # writing the last second of a session, would be left undone.
    signal.signal(signal.SIGTERM, _exit)
    bound_connections()
    with natives_silenced():  # before Streamlit's log takes hold of standard error
        from streamlit.web.cli import main

        main(prog_name="streamlit")
