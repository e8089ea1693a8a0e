"""The command line as a whole: help, version, what an import costs."""

import os
import subprocess
import sys

import pytest

from sciatica_coach import __version__
from tests.cli.calling import call, in_shell


def test_version_comes_with_the_disclaimer(capsys):
    code, out, _ = call(capsys, "--version")
    assert code == 0
    assert out[0] == f"Sciatica Coach {__version__}"
    assert "not a medical device" in " ".join(out)


def test_only_commands_and_options_that_work_are_offered(capsys):
    _, out, _ = call(capsys, "--help")
    for command in ("run", "analyse", "baseline", "check", "doctor", "forget", "bench", "texts"):
        assert any(f" {command} " in line for line in out)
    assert not any("export" in line for line in out)


def test_importing_the_package_loads_no_camera_and_no_model():
    done = in_shell(
        f"""exec {sys.executable} -c '
import sys, sciatica_coach
heavy = [each for each in ("mediapipe", "cv2", "av", "streamlit") if each in sys.modules]
assert not heavy, heavy
assert set(dir(sciatica_coach)) >= {{"analyse", "load_exercises", "Coach", "Update"}}
'"""
    )
    assert done.returncode == 0, done.stderr


def test_public_names_are_there():
    import sciatica_coach

    for name in sciatica_coach.__all__:
        assert getattr(sciatica_coach, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = sciatica_coach.nonsense


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("analyse --exercise ", ["figure-4", "nerve-floss", "single-knee-to-chest", "auto"]),
        ("baseline --exercise f", ["figure-4"]),
        ("analyse x.mp4 --side ", ["left", "right", "auto"]),
        ("analyse --model l", ["lite"]),
        ("forg", ["forget"]),
    ],
)
def test_a_shell_completes_what_is_typed(typed, offered):
    words = f"sciatica-coach {typed}"
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_coach.cli"],
        env=os.environ
        | {
            "_SCIATICA_COACH_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, offered, "")


def test_the_completion_that_is_installed_asks_the_installed_program(tmp_path):
    command = f"{sys.executable} -m sciatica_coach.cli --install-completion"
    done = in_shell(f"HOME={tmp_path} exec bash -c '{command}; exit $?'")
    assert (done.returncode, done.stderr) == (0, "")
    written = (tmp_path / ".bash_completions" / "sciatica-coach.sh").read_text()
    assert "_SCIATICA_COACH_COMPLETE=complete_bash $1" in written
    assert written.endswith("complete -o default -F _sciatica_coach_completion sciatica-coach")
    assert "sciatica-coach.sh" in (tmp_path / ".bashrc").read_text()
