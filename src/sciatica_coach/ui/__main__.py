"""Streamlit's command line, with bounded connections, and the pose library's notes kept off."""

from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.http_server.connections import bound_connections
from sciatica_coach.parent_watch import end_with_standard_input

if __name__ == "__main__":
    end_with_standard_input()
    bound_connections()
    with natives_silenced():  # before Streamlit's log takes hold of standard error
        from streamlit.web.cli import main

        main(prog_name="streamlit")
