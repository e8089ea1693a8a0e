"""The command line as users meet it: words, exit codes, files."""

import io
import json
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
from datetime import date

import numpy as np
import pytest

from sciatica_coach import __version__
from sciatica_coach.cli import main
from sciatica_coach.language.catalog import TEXTS
from sciatica_coach.live.scheduler import SEATS_VARIABLE
from sciatica_coach.paths import EXERCISES, ROOT, SAMPLES
from sciatica_coach.records.store import FOLDER_VARIABLE, Records
from sciatica_coach.texts import begin
from tests.films import beginning, film, sound_only

QUICK = ("--model", "lite")


@pytest.fixture
def room(tmp_path):
    return film(tmp_path / "room.mp4", np.arange(12) / 10)


def call(capsys, *arguments):
    """Exit code, lines on stdout, lines on stderr."""
    code = main([str(each) for each in arguments])
    told = capsys.readouterr()
    return code, told.out.splitlines(), told.err.splitlines()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


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
    code, lines, _ = call(capsys, "analyse", clip, *options)
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


def analyse_command(*videos):
    files = " ".join(map(str, videos))
    return (
        f"exec {sys.executable} -m sciatica_coach.cli analyse {files} "
        "--exercise figure-4 --model lite"
    )


def _hears_ctrl_c():
    """A shell that starts us in the background has us ignore it, and our children too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def in_shell(command):
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)


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
        preexec_fn=_hears_ctrl_c,
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


def test_check_finds_the_shipped_definitions_in_order(capsys):
    code, out, err = call(capsys, "check")
    assert (code, err) == (0, [])
    languages = len(list(TEXTS.glob("*.po")))
    assert len(out) == len(list(EXERCISES.glob("*.toml"))) + languages
    assert "Español: in order" in out[-1]


def test_check_tells_what_a_language_lacks(capsys, tmp_path, monkeypatch):
    begin("xx", "Xx", tmp_path)
    monkeypatch.setattr("sciatica_coach.texts.TEXTS", tmp_path)
    code, _, err = call(capsys, "check")
    assert code == 1
    assert "xx.po:" in err[0]
    assert '"Sit tall.": has no translation' in "\n".join(err)


def test_check_tells_every_problem_of_every_file(capsys, tmp_path):
    good = EXERCISES / "figure-4.toml"
    broken = tmp_path / "figure-4.toml"
    text = good.read_text(encoding="utf-8")
    broken.write_text(text.replace('position = "supine"', 'position = "floating"\nmood = 1'))
    code, out, err = call(capsys, "check", broken, good, tmp_path / "missing.toml")
    assert code == 1
    assert len(out) == 1
    told = "\n".join(err)
    assert "position" in told
    assert "floating" in told
    assert "mood: unknown key" in told
    assert "missing.toml" in told


def test_check_of_an_empty_folder(capsys, tmp_path):
    code, _, err = call(capsys, "check", tmp_path)
    assert code == 1
    assert "no exercise file" in err[0]


def test_doctor_tells_what_works(capsys):
    code, out, _ = call(capsys, "doctor")
    assert code == 0
    told = "\n".join(out)
    for what in ("Python", "mediapipe", "Model full", "Camera", "Disk", "http://localhost"):
        assert what in told
    assert out[-1] == "The coach works on this machine."


def test_doctor_fails_without_a_model(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("sciatica_coach.capture.model.MODELS", tmp_path)
    code, out, _ = call(capsys, "doctor")
    assert code == 1
    assert sum("FAILS" in line and "is missing" in line for line in out) == 3
    assert out[-1] == "The coach cannot work here yet."


def test_bench_of_a_short_clip(capsys, tmp_path, monkeypatch):
    name, frames = "knee_to_chest_side", 130
    beginning(SAMPLES / f"{name}.mp4", tmp_path / f"{name}.mp4", frames=frames)
    truth = json.loads((SAMPLES / f"{name}.truth.json").read_text())
    truth |= {"rows": truth["rows"][:frames], "complete_reps": 1}
    (tmp_path / f"{name}.truth.json").write_text(json.dumps(truth))
    monkeypatch.setattr("sciatica_coach.cli.SAMPLES", tmp_path)
    monkeypatch.setattr("sciatica_coach.evaluation.terminal.SAMPLES", tmp_path)
    code, out, err = call(capsys, "bench", "--model", "full", "--json", tmp_path / "bench.json")
    assert (code, err) == (0, [])
    told = "\n".join(out)
    assert "1 of 1" in told
    assert "bare MediaPipe loop" in told
    written = json.loads((tmp_path / "bench.json").read_text())
    (clip,) = written["clips"]
    assert clip["live"]["sides_right"]
    assert clip["recorded"]["hold_error_s"] < 0.6
    hip = clip["recorded"]["joints"][0]
    assert hip["joint"] == "hip_flexion"
    assert 0 < hip["ours"]["mean_deg"] == pytest.approx(hip["raw"]["mean_deg"], abs=5)
    assert written["speed"]["frames"] == frames
    assert written["speed"]["share"] > 0.3
    assert {"pose", "coach"} <= set(written["speed"]["stages_ms"])


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """An empty folder for what is kept of people."""
    folder = tmp_path / "kept"
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return folder


def test_an_own_range_is_measured_kept_used_and_forgotten(capsys, tmp_path, kept):
    clip, ann = SAMPLES / "knee_to_chest_side.mp4", ("--person", "Ann Bee")
    asked = ("--exercise", "single-knee-to-chest")
    code, out, err = call(capsys, "baseline", clip, *asked, *ann, "--date", "2026-10-03")
    assert (code, err) == (0, [])
    assert out[0].startswith("Right side: the comfortable end is 1")
    assert out[-1].endswith("forget --person 'Ann Bee'")
    (own,) = Records(kept).baselines("Ann Bee")
    assert own.measured_on == date(2026, 10, 3)

    code, out, err = call(
        capsys, "analyse", clip, *asked, "--hold-s", 1, *ann, "--out", tmp_path / "out"
    )
    assert (code, err) == (0, [])
    assert all(len(line) <= 80 for line in out[:4])
    assert "Against" in out[0]
    assert any("on 3 October 2026: no clear change" in line for line in out)
    report = json.loads((tmp_path / "out" / "knee_to_chest_side.coach.json").read_text())
    (told,) = report["own_range"]
    assert told["measured_on"] == "2026-10-03"
    assert told["end_deg"] == pytest.approx(own.end_deg, abs=0.05)
    assert told["start_deg"] < told["target_deg"] < told["end_deg"]
    assert told["change"] == "no clear change"
    # The second repetition reaches 86 % of the movement: short of the own target.
    assert [rep["complete"] for rep in report["reps"]] == [True, False, True]

    code, out, _ = call(capsys, "forget", *ann, "--yes")
    assert (code, out) == (0, ["All that was kept of Ann Bee is deleted."])
    assert not list(kept.rglob("*.json"))


def test_what_is_no_baseline_is_refused_and_nothing_is_kept(capsys, room, kept):
    code, out, err = call(
        capsys, "baseline", room, "--exercise", "figure-4", "--person", "Ann", *QUICK
    )
    assert (code, out) == (1, [])
    assert len(err) == 1
    assert "You were not seen resting in the start position" in err[0]
    assert not kept.exists()


def test_a_stranger_is_analysed_by_the_usual_target(capsys, room, kept):
    code, _, err = call(
        capsys, "analyse", room, "--exercise", "figure-4", "--person", "Ann", *QUICK
    )
    assert code == 0
    assert len(err) == 1
    assert "nothing is kept of 'Ann' for figure-4: the usual target is used" in err[0]


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        pytest.param("n\n", "Nothing was deleted.", id="no"),
        pytest.param("", "Nobody answered; give --yes", id="nobody there"),
    ],
)
def test_forget_asks_first(capsys, kept, monkeypatch, reply, told):
    monkeypatch.setattr("sys.stdin", io.StringIO(reply))
    Records(kept).keep("Ann", [])
    code, out, err = call(capsys, "forget", "--person", "Ann")
    assert code == 0
    assert told in "\n".join([*out, *err])
    assert list(kept.rglob("*.json"))


def test_forget_of_a_stranger(capsys, kept):
    code, _, err = call(capsys, "forget", "--person", "Ann", "--yes")
    assert (code, err) == (1, ["sciatica-coach: nothing is kept of 'Ann'."])


def test_damaged_records_are_told_before_the_video_is_looked_at(capsys, kept):
    Records(kept).keep("Ann", [])
    (path,) = kept.rglob("*.json")
    path.write_text("{")
    for command in ("baseline", "analyse"):
        code, _, err = call(
            capsys, command, "missing.mp4", "--exercise", "figure-4", "--person", "Ann"
        )
        assert code == 1
        assert len(err) == 1
        assert "this file of records is damaged" in err[0]
    assert path.read_text() == "{"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_run_serves_the_app_here_alone_until_ctrl_c():
    port = free_port()
    command = [sys.executable, "-m", "sciatica_coach.cli", "run", "--no-browser", "--port", port]
    with subprocess.Popen(
        [str(each) for each in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,
    ) as process:
        told = ""
        for line in process.stdout:
            told += line
            if "URL" in line:
                break
        with socket.create_connection(("127.0.0.1", port), timeout=10):
            os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert f"127.0.0.1:{port}" in told
    assert process.returncode == 130
    assert "Traceback" not in err


def test_run_opens_the_browser_once_the_app_answers(tmp_path):
    port, asked = free_port(), tmp_path / "asked"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >{asked}.new && mv {asked}.new {asked}\n')
    browser.chmod(0o755)
    with subprocess.Popen(
        [sys.executable, "-m", "sciatica_coach.cli", "run", "--port", str(port)],
        env=os.environ | {"BROWSER": f"{browser} %s"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_hears_ctrl_c,
    ) as process:
        while process.poll() is None and not asked.exists():
            os.sched_yield()
        os.killpg(process.pid, signal.SIGINT)
        process.wait(30)
    assert asked.read_text() == f"http://127.0.0.1:{port}\n"


def test_run_with_seats_that_are_no_number(capsys, monkeypatch):
    monkeypatch.setenv(SEATS_VARIABLE, "many")
    code, _, err = call(capsys, "run", "--no-browser", "--port", free_port())
    assert code == 1
    assert "SCIATICA_COACH_SEATS must be a whole number from 1 up, not 'many'" in err[0]


def test_run_on_a_port_that_is_taken(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, _, err = call(capsys, "run", "--no-browser", "--port", port)
    assert code == 1
    assert f"port {port} is in use" in err[0]


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


def test_version_is_that_of_the_package():
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
