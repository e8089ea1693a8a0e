"""Whatever the standard streams are, there is no traceback, and the exit code is right."""

import os
import subprocess
import sys

import pytest

from tests.cli.calling import in_shell

CALL = f"{sys.executable} -m sciatica_coach.cli"
LOST = "standard output cannot be written to, and what was to be shown there is lost"


@pytest.mark.parametrize("command", ["--version", "--help", "check --schema", "analyse --help"])
@pytest.mark.parametrize(
    ("place", "reason"),
    [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")],
)
def test_an_output_that_cannot_be_written_to(command, place, reason):
    done = in_shell(f"exec {CALL} {command} {place}")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"sciatica-coach: {LOST} ({reason}); files that were to be written are there."
    ]


def test_wrong_use_stays_wrong_use_without_an_output():
    done = in_shell(f"exec {CALL} analyse >&-")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_nobody_reads_the_errors():
    assert in_shell(f"exec {CALL} analyse 2>&-").returncode == 2
    assert in_shell(f"exec {CALL} analyse 2>/dev/full").returncode == 2
    assert in_shell(f"exec {CALL} check <&- >&- 2>&-").returncode == 1


def test_a_reader_that_leaves_early_costs_nothing():
    done = in_shell(f"{CALL} check --schema | head -1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "{\n", "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-16"])
def test_letters_that_the_encoding_lacks_are_written_as_escapes(encoding):
    name = "niño \udcff\x1b[31m 界.mp4"
    done = subprocess.run(
        [sys.executable, "-m", "sciatica_coach.cli", "check", os.fsencode(name)],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    shown = done.stderr.decode(encoding)
    assert done.returncode == 1
    assert "Traceback" not in shown
    assert r"\xff\x1b[31m" in shown
    assert ("界" in shown) is (encoding == "utf-16")
    assert ("niño" in shown) is (encoding != "ascii")


def test_results_are_written_as_far_as_the_encoding_goes():
    done = in_shell(f"LC_ALL=C PYTHONIOENCODING=ascii exec {CALL} check")
    assert (done.returncode, done.stderr) == (0, "")
    assert r"Espa\xf1ol: in order" in done.stdout


def test_in_the_plain_locale_help_is_shown():
    done = in_shell(f"LC_ALL=C PYTHONIOENCODING=ascii exec {CALL} analyse --help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "figure-4" in done.stdout
