"""The command line as a whole: help, version, what an import costs."""

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
