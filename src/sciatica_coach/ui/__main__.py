"""Streamlit's command line, with the pose library's notes kept off the terminal."""

from sciatica_coach.capture.native_logs import natives_silenced
from sciatica_coach.parent_watch import end_with_standard_input

if __name__ == "__main__":
    end_with_standard_input()
    with natives_silenced():  # before Streamlit's log takes hold of standard error
        from streamlit.web.cli import main

        main(prog_name="streamlit")
