"""Recorded videos analysed: words, exit codes, files."""

import json
import os
import pty
import shutil
import signal
import subprocess

import pytest

from sciatica_coach.cli import main
from sciatica_coach.paths import SAMPLES
from sciatica_coach.review.output_names import video_sha256
from tests.cli.calling import QUICK, analyse_command, call, in_shell, names, obey_ctrl_c
from tests.films import beginning, film, sound_only, thinned_clip
from tests.kept import kept_of, known

FIGURE_4 = ("--exercise", "figure-4", *QUICK)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param([], "Missing argument 'VIDEO...'", id="no video"),
        pytest.param(
            ["x.mp4"], "Missing option '--exercise': one of figure-4, nerve-", id="no exercise"
        ),
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
        pytest.param(
            ["x.mp4", "--exercise", "figure-4", "--csv-decimal", "dot"],
            "'point', 'comma'",
            id="mark",
        ),
        pytest.param(
            ["x.mp4", "--exercise", "figure-4", "--json", "--annotated"],
            "--json: writes files only with --out",
            id="files without a folder",
        ),
        pytest.param(["x.mp4", "--\x1b[2J\u202e"], r"--\x1b[2J\u202e", id="an option that clears"),
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
    clip = thinned_clip("nerve_floss_side", tmp_path / "clip.mp4")
    out = tmp_path / "results" / "today"
    options = ("--exercise", "nerve-floss", "--reps", "2", "--side", "right", "--out", out)
    code, lines, _ = call(capsys, "analyse", clip, *options, "--model", "full")
    assert code == 0
    assert "3, 2 asked for" in lines[1]
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
    told = "\n".join(err)
    assert "'Ann' is new in the records" in told
    assert "nothing is kept of 'Ann' for figure-4: the usual target is used" in told
    assert "Nobody was found in the video, and so nothing of it was kept." in told
    assert code == 1, "it was asked to be kept, and is not"


NAMES = [
    b"Ann [left].mp4",
    b"\x1b[31mred\x1b[0m\x07.mp4",
    b"two\nlines.mp4",
    b"caf\xe9.mp4",
    "\u202egpj.mp4".encode(),
    b"-x.mp4",
    b"%03d {y}.mp4",
    b"=1+1.mp4",
    b".mp4",
    b"a" * 251 + b".mp4",
]


@pytest.fixture
def odd_names(tmp_path, room):
    folder = tmp_path / "odd"
    folder.mkdir()
    found = [folder / os.fsdecode(name) for name in NAMES]
    for number, path in enumerate(found):
        film(path, [0.0, 0.1 + number / 100])
    return found


def test_odd_names_are_shown_whole_analysed_and_written(capsys, odd_names, monkeypatch):
    folder = odd_names[0].parent
    monkeypatch.chdir(folder)
    relative = [each.name for each in odd_names]
    code, out, err = call(capsys, "analyse", *FIGURE_4, "--csv-decimal", "comma", "--", *relative)
    assert (code, err) == (0, [])
    told = "".join("".join(out).split())
    for shown in (
        *("Ann[left].mp4", r"\x1b[31mred\x1b[0m\x07.mp4", r"two\nlines.mp4", r"caf\xe9.mp4"),
        *(r"\u202egpj.mp4", "-x.mp4", "%03d{y}.mp4", "=1+1.mp4", "a" * 251 + ".mp4"),
    ):
        assert f"{shown}:nobodywasfoundinthepicture" in told
    assert not any(ord(letter) < 32 or ord(letter) == 127 for line in out for letter in line)
    for path in odd_names[:-1]:
        report = json.loads((folder / f"{path.stem}.coach.json").read_text(encoding="utf-8"))
        assert report["video"]["file"].encode().decode() == path.name.replace("\udce9", r"\xe9")
        assert (folder / f"{path.stem}.angles.csv").read_text().startswith("time_s;tracked;")
    assert "as a longer name cannot be written" in "".join(out)
    assert len([name for name in names(folder) if name.startswith("a" * 200)]) == 3


def test_an_odd_name_that_cannot_be_read_is_told_in_one_harmless_line(capsys, tmp_path):
    bad = tmp_path / os.fsdecode(b"\x1b[2J\n[b]\xff.mp4")
    code, _, err = call(capsys, "analyse", bad, *FIGURE_4)
    assert code == 1
    assert err == [
        rf"sciatica-coach: {tmp_path}/\x1b[2J\n[b]\xff.mp4: does not exist; "
        "check the name and the folder."
    ]


def test_a_file_that_may_not_be_read_costs_only_itself(tmp_path, room):
    locked = shutil.copy(room, tmp_path / "locked.mp4")
    os.chmod(locked, 0)  # noqa: PTH101
    # Root may read everything, unless it gives that right away.
    prefix = "setpriv --bounding-set -all --inh-caps -all " if os.geteuid() == 0 else ""
    command = analyse_command(locked, room).replace("exec ", f"exec {prefix}")
    done = in_shell(command)
    assert done.returncode == 1
    assert done.stderr.startswith(f"sciatica-coach: {locked}: ")
    assert len(done.stderr.splitlines()) == 1
    assert "room.coach.json" in names(tmp_path)


def test_results_of_another_video_and_inputs_are_not_overwritten(capsys, tmp_path, room):
    (tmp_path / "other").mkdir()
    other = film(tmp_path / "other" / "room.mp4", [0.0, 0.1, 0.3])
    out = tmp_path / "out"
    for _ in range(2):  # the second time its own results are replaced
        assert call(capsys, "analyse", room, *FIGURE_4, "--out", out)[0] == 0
    assert names(out) == ["room.angles.csv", "room.coach.json"]
    first = (out / "room.coach.json").read_bytes()
    _, told, _ = call(capsys, "analyse", other, *FIGURE_4, "--out", out)
    assert (out / "room.coach.json").read_bytes() == first
    assert names(out)[:2] == ["room-2.angles.csv", "room-2.coach.json"]
    assert any("room.mp4: the results are called room-2: under the name" in line for line in told)
    report = json.loads((out / "room-2.coach.json").read_text())
    assert report["video_sha256"] == video_sha256(other)
    assert report["files"] == ["room-2.angles.csv", "room-2.coach.json"]


def test_an_input_with_the_name_of_a_result_stays(capsys, tmp_path, room):
    drawn = shutil.copy(room, tmp_path / "room.annotated.mp4")
    before = drawn.read_bytes()
    code, _, _ = call(capsys, "analyse", drawn, room, *FIGURE_4, "--annotated")
    assert code == 0
    assert drawn.read_bytes() == before
    assert "room-2.annotated.mp4" in names(tmp_path)


def test_a_folder_that_cannot_be_used_is_told_once_and_nothing_is_analysed(capsys, tmp_path, room):
    videos = [room, shutil.copy(room, tmp_path / "b.mp4")]
    code, out, err = call(capsys, "analyse", *videos, *FIGURE_4, "--out", "/proc/self")
    assert code == 1
    assert len(err) == 1
    assert "/proc/self: cannot be written to" in err[0]
    assert [line.split()[-1] for line in out[1:3]] == ["failed", "failed"]


def test_json_is_one_document_on_standard_output(capsys, tmp_path, room):
    code = main(["analyse", str(room), "missing.mp4", *FIGURE_4, "--json"])
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert code == 1
    assert told.err.splitlines() == [f"sciatica-coach: {document['results'][1]['error']}"]
    done, failed = document["results"]
    assert (done["path"], done["error"], done["written"]) == (str(room), None, [])
    assert done["video"]["file"] == "room.mp4"
    assert done["reps"] == []
    assert set(failed) == {"path", "error", "not_kept", "written"}
    assert names(tmp_path) == ["room.mp4"], "without --out no file is written"


def test_json_and_files_go_together_with_a_folder(capsys, tmp_path, room):
    out = tmp_path / "out"
    options = ("--json", "--out", out, "--xlsx")
    code, lines, err = call(capsys, "analyse", room, *FIGURE_4, *options)
    assert (code, err) == (0, [])
    (done,) = json.loads("\n".join(lines))["results"]
    assert done["written"] == [str(out / name) for name in WRITTEN]
    assert names(out) == sorted(WRITTEN)
    written = json.loads((out / "room.coach.json").read_text())
    assert written["files"] == sorted(WRITTEN)
    same = {name for name, value in written.items() if done.get(name) == value}
    assert set(written) - same <= {"files"}


WRITTEN = ["room.coach.json", "room.angles.csv", "room.angles.xlsx"]


def test_help_names_the_exercises_and_gives_an_example(capsys):
    _, out, _ = call(capsys, "analyse", "--help")
    told = " ".join(" ".join(out).replace("│", " ").split())
    for exercise in ("figure-4", "nerve-floss", "single-knee-to-chest"):
        assert exercise in told
    assert "Example: sciatica-coach analyse clip.mp4 --exercise figure-4 --annotated" in told


def test_who_is_new_in_the_records_is_told_and_files_are_written_all_the_same(
    capsys, room, tmp_path, kept
):
    ann = ("--person", "Ann", "--out", tmp_path / "out", "--date", "2024-02-29")
    code, _, err = call(capsys, "analyse", room, *FIGURE_4, *ann)
    assert code == 1, "it is not in the records as was asked for"
    assert err[0].endswith(
        "'Ann' is new in the records: sessions are kept under that name from now on."
    )
    assert err[-1].endswith("Nobody was found in the video, and so nothing of it was kept.")
    assert names(tmp_path / "out") == ["room.angles.csv", "room.coach.json"]
    assert kept_of("Ann").sessions() == ()


def test_sessions_are_kept_by_processes_beside_us(capsys, tmp_path, kept):
    known("Ann")
    clips = [
        beginning(SAMPLES / f"{name}_side.mp4", tmp_path / f"{name}.mp4", frames=40)
        for name in ("knee_to_chest", "figure_4")
    ]
    asked = (*FIGURE_4, "--person", "Ann", "--jobs", 2, "--date", "2024-02-29", "--json")
    code, out, _ = call(capsys, "analyse", *clips, *asked)
    assert code == 0
    assert [each["not_kept"] for each in json.loads("\n".join(out))["results"]] == [None, None]
    sessions = kept_of("Ann").sessions()
    assert [str(each.day) for each in sessions] == ["2024-02-29", "2024-02-29"]
    assert len({each.id for each in sessions}) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--date", "2026-01-01"], "--date", id="of nobody"),
        pytest.param(["--date", "2999-01-01", "--person", "Ann"], "still to come", id="to come"),
    ],
)
def test_a_day_goes_with_a_person_and_is_over(capsys, kept, arguments, told):
    code, _, err = call(capsys, "analyse", "x.mp4", *FIGURE_4, *arguments)
    assert code == 2
    assert told in err[0]
    assert not kept.exists()
