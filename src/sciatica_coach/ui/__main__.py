"""Streamlit's command line, with the pose library's notes kept off the terminal."""

from sciatica_coach.capture.native_logs import natives_silenced

if __name__ == "__main__":
    with natives_silenced():  # before Streamlit's log takes hold of standard error
        from streamlit.web.cli import main

        main(prog_name="streamlit")
