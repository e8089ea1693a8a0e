"""Recorded videos analysed: words, exit codes, files."""

import json
import os
import pty
import shutil
import signal
import subprocess

import pytest

from sciatica_coach.paths import SAMPLES
from tests.cli.calling import QUICK, analyse_command, call, in_shell, names, obey_ctrl_c
from tests.films import sound_only


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "Missing argument 'VIDEO...'", id="no video"),
        pytest.param(["x.mp4"], "Missing option '--exercise'", id="no exercise"),
        pytest.param(
            ["x.mp4", "--exercise", "plank"],
            "no exercise 'plank'; the known ones are figure-4, nerve-floss, single-knee-to-chest",
            id="unknown exercise",
        ),
        pytest.param(["x.mp4", "--exercise", "figure-4", "--reps", "0"], "'--reps'", id="reps"),
        pytest.param(
            ["x.mp4", "--exercise", "figure-4", "--hold-s", "-1"], "'--hold-s'", id="hold"
        ),
        pytest.param(["x.mp4", "--exercise", "figure-4", "--hold-s", "nan"], "--hold-s", id="nan"),
        pytest.param(
            ["x.mp4", "--exercise", "figure-4", "--side", "up"], "'up' is not one", id="side"
        ),
        pytest.param(["x.mp4", "--exercise", "figure-4", "--jobs", "0"], "'--jobs'", id="jobs"),
        pytest.param(
            ["x.mp4", "--exercise", "figure-4", "--person", "a/b"], "not '/'", id="no name"
        ),
    ],
)
def test_wrong_use_is_told_in_one_line(capsys, arguments, told):
    code, out, err = call(capsys, "analyse", *arguments)
    assert code == 2
    assert not out
    assert len(err) == 1
    assert told in err[0]


@pytest.mark.parametrize("place", ["0.4", "0.4,1.2", "here", "0.4,0.5,0.6", "nan,0.5"])
def test_a_place_that_is_none_is_wrong_use(capsys, room, place):
    code, _, err = call(capsys, "analyse", room, "--exercise", "figure-4", "--person-at", place)
    assert code == 2
    assert "must be two numbers from 0 to 1, such as 0.4,0.6" in err[0]


def test_analyse_writes_beside_the_video(capsys, room):
    code, out, err = call(capsys, "analyse", room, "--exercise", "figure-4", *QUICK)
    assert (code, err) == (0, [])
    assert names(room.parent) == ["room.angles.csv", "room.coach.json", "room.mp4"]
    assert all(len(line) <= 80 for line in out[:2])
    assert any("nobody was found in the picture" in line for line in out)


def test_dose_and_side_are_taken_over(capsys, tmp_path):
    clip = tmp_path / "clip.mp4"
    shutil.copy(SAMPLES / "nerve_floss_side.mp4", clip)
    out = tmp_path / "results" / "today"
    options = ("--exercise", "nerve-floss", "--reps", "2", "--side", "right", "--out", out)
    code, lines, _ = call(capsys, "analyse", clip, *options, "--model", "full")
    assert code == 0
    assert "3 (dose 2)" in lines[1]
    assert "right" in lines[1]
    report = json.loads((out / "clip.coach.json").read_text())
    assert report["dose"] == {"hold_s": 0.0, "reps": 2}
    assert report["side"] == "right"


def test_one_bad_video_does_not_stop_the_others(capsys, tmp_path, room):
    bad = [tmp_path / "missing.mp4", sound_only(tmp_path / "song.mp4")]
    code, out, err = call(capsys, "analyse", bad[0], room, bad[1], "--exercise", "figure-4", *QUICK)
    assert code == 1
    assert err == [
        f"sciatica-coach: {bad[0]}: does not exist; check the name and the folder.",
        f"sciatica-coach: {bad[1]}: holds sound but no picture; give a video of the exercise.",
    ]
    assert [line.split()[0] for line in out[1:4]] == ["missing.mp4", "room.mp4", "song.mp4"]
    assert "room.coach.json" in names(tmp_path)


def test_output_folder_that_cannot_be_made(capsys, room):
    code, _, err = call(
        capsys, "analyse", room, "--exercise", "figure-4", *QUICK, "--out", room / "below"
    )
    assert code == 1
    assert len(err) == 1
    assert "a part of its path is a file" in err[0]
    assert names(room.parent) == ["room.mp4"]


def test_a_full_disk(room):
    done = in_shell(f"ulimit -f 1; {analyse_command(room)} --annotated")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be written to" in done.stderr
    assert names(room.parent) == ["room.mp4"]


def test_nothing_but_our_words_on_stderr(room):
    done = in_shell(analyse_command(room, room.with_name("missing.mp4")))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"sciatica-coach: {room.with_name('missing.mp4')}: does not exist; "
        "check the name and the folder."
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_nothing_half_written(tmp_path, jobs):
    clips = [tmp_path / "a.mp4", tmp_path / "b.mp4"]
    for clip in clips:
        shutil.copy(SAMPLES / "figure_4_side.mp4", clip)
    command = f"{analyse_command(tmp_path / 'missing.mp4', *clips)} --annotated --jobs {jobs}"
    with subprocess.Popen(
        ["sh", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=obey_ctrl_c,
    ) as process:
        assert "does not exist" in process.stderr.readline()  # from now on it is at work
        os.killpg(process.pid, signal.SIGINT)
        _, rest = process.communicate(timeout=60)
    assert process.returncode == 130
    assert rest.splitlines() == ["sciatica-coach: stopped; what was finished before is kept."]
    # On a busy machine one of them may just have been finished: then it is whole.
    whole = {"angles.csv", "annotated.mp4", "coach.json"}
    for stem in ("a", "b"):
        written = {name.partition(".")[2] for name in names(tmp_path) if name.startswith(stem)}
        assert written in ({"mp4"}, {"mp4", *whole})
    assert {name.partition(".")[0] for name in names(tmp_path)} == {"a", "b"}


def test_progress_is_shown_on_a_terminal_only(room):
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["sh", "-c", analyse_command(room)], stdout=subprocess.PIPE, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        while chunk := read_terminal(ours):
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    assert b"room.mp4" in shown
    assert "━".encode() in shown
    assert in_shell(analyse_command(room)).stderr == ""


def read_terminal(descriptor):
    try:
        return os.read(descriptor, 4096)
    except OSError:  # Linux says so when the other end has closed
        return b""


def test_an_exercise_that_cannot_be_found_out_must_be_named(capsys, room):
    code, _, err = call(capsys, "analyse", room, "--exercise", "auto", *QUICK)
    assert code == 1
    assert "none of the known exercises was recognised" in err[0]


def test_a_stranger_is_analysed_by_the_usual_target(capsys, room, kept):
    code, _, err = call(
        capsys, "analyse", room, "--exercise", "figure-4", "--person", "Ann", *QUICK
    )
    assert code == 0
    assert len(err) == 1
    assert "nothing is kept of 'Ann' for figure-4: the usual target is used" in err[0]
