"""The programs in `examples/` do what they say, run as their readers run them."""

import runpy
import sys

import pytest

from sciatica_coach.cli import main
from sciatica_coach.paths import ROOT
from tests.films import thinned_clip

EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="module")
def one_repetition(tmp_path_factory):
    """The first of the three repetitions of a sample clip; it ends at 5.0 s."""
    target = tmp_path_factory.mktemp("clip") / "one_repetition.mp4"
    return thinned_clip("knee_to_chest_side", target, every=3, of=145)


@pytest.fixture
def run(monkeypatch, capsys):
    def run_example(name, *arguments):
        monkeypatch.setattr(sys, "argv", [name, *map(str, arguments)])
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
        return capsys.readouterr().out.splitlines()

    return run_example


def test_count_repetitions(run, one_repetition):
    lines = run("count_repetitions.py", one_repetition, "single-knee-to-chest", 1)
    assert len(lines) == 2
    assert "right leg, complete, held for 1." in lines[0]
    assert lines[1] == "1 complete repetitions, 3 were asked for"


def test_coach_live_counts_and_ends_with_the_file(run, one_repetition):
    lines = run("coach_live.py", one_repetition, "single-knee-to-chest", 1)
    assert [line.split("s  ", 1)[1] for line in lines[:-1]] == ["count: 1 of 3, attempts: 0"]
    assert lines[-1] == "1 complete repetitions"


def test_coach_live_says_the_cue_of_a_hold_that_is_too_short(run, one_repetition):
    lines = run("coach_live.py", one_repetition, "single-knee-to-chest", 5)
    assert any("cue: Stay there a little longer." in line for line in lines)
    assert any("count: 0 of 3, attempts: 1" in line for line in lines)


def test_own_exercise_is_in_order(run):
    assert run("own_exercise.py") == ["Gentle knee-to-chest: in order"]


def test_own_exercise_counts_in_a_video(run, one_repetition):
    lines = run("own_exercise.py", one_repetition)
    assert lines[1] == f"{one_repetition}: 1 complete repetitions"


def test_own_exercise_names_every_problem_of_its_file(run, tmp_path, monkeypatch):
    program, definition = "own_exercise.py", "gentle-knee-to-chest.toml"
    for name in (program, definition):
        (tmp_path / name).write_text((EXAMPLES / name).read_text())
    text = (EXAMPLES / definition).read_text()
    text = text.replace("reps = 3", "reps = 0").replace('quantity = "hip_flexion"', "", 1)
    (tmp_path / definition).write_text(text)
    monkeypatch.setattr("tests.examples.test_examples.EXAMPLES", tmp_path)
    with pytest.raises(SystemExit, match=r"dose\.reps.*\n.*movements\.0\.quantity: is missing"):
        run(program)


def test_the_command_checks_it_too(capsys):
    assert main(["check", str(EXAMPLES / "gentle-knee-to-chest.toml")]) == 0
    assert "in order" in capsys.readouterr().out
