"""An own range measured from a video, and kept."""

import json
from datetime import date, timedelta

import pytest

from sciatica_coach.history import SessionSource
from tests.cli.calling import QUICK, call
from tests.films import thinned_clip
from tests.kept import kept_of


def test_an_own_range_is_measured_kept_used_and_forgotten(capsys, tmp_path, kept):
    clip = thinned_clip("knee_to_chest_side", tmp_path / "knee_to_chest_side.mp4")
    ann = ("--person", "Ann Bee")
    asked = ("--exercise", "single-knee-to-chest", "--model", "full")
    code, out, err = call(capsys, "baseline", clip, *asked, *ann, "--date", "2026-10-03")
    assert (code, err) == (0, [])
    assert out[0].startswith("Right side: the comfortable end is 1")
    assert out[-1].endswith("forget --person 'Ann Bee'")
    (own,) = kept_of("Ann Bee").own_ranges()
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
    assert out[-1] == "Kept in the records of Ann Bee: 1 session."
    (session,) = kept_of("Ann Bee").sessions()
    assert (session.source, session.complete_reps) == (SessionSource.VIDEO, 2)
    # The second repetition reaches 86 % of the movement: short of the own target.
    assert [rep["complete"] for rep in report["reps"]] == [True, False, True]

    code, out, _ = call(capsys, "forget", *ann, "--yes")
    assert (code, out) == (
        0,
        ["All that was kept of Ann Bee is deleted. Backups that you made are not."],
    )
    assert kept_of("Ann Bee") is None


def test_what_is_no_baseline_is_refused_and_nothing_is_kept(capsys, room, kept):
    code, out, err = call(
        capsys, "baseline", room, "--exercise", "figure-4", "--person", "Ann", *QUICK
    )
    assert (code, out) == (1, [])
    note, problem = err
    assert "is too small to judge a movement" in note
    assert "You were not seen resting in the start position" in problem
    assert kept_of("Ann") is None


def test_damaged_records_are_told_before_the_video_is_looked_at(capsys, kept):
    kept.mkdir(exist_ok=True)
    path = kept / "records.sqlite3"
    path.write_text("{" * 5000)
    for command in ("baseline", "analyse"):
        code, _, err = call(
            capsys, command, "missing.mp4", "--exercise", "figure-4", "--person", "Ann"
        )
        assert code == 1
        assert len(err) == 1
        assert "this file of records is damaged" in err[0]
    assert path.read_text() == "{" * 5000


@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param("2999-01-01", "2999-01-01 is still to come", id="a slip of a finger"),
        pytest.param(str(date.today() + timedelta(days=2)), "is still to come", id="soon"),
        pytest.param("1926-11-01", "1926-11-01 is too long ago", id="another century"),
        pytest.param("0001-01-01", "is too long ago", id="the first day of all"),
        pytest.param("2026-02-30", "does not match the format", id="no day"),
    ],
)
def test_a_day_on_which_nobody_was_filmed_is_refused(capsys, kept, day, told):
    code, _, err = call(
        capsys, "baseline", "x.mp4", "--exercise", "figure-4", "--person", "Ann", "--date", day
    )
    assert code == 2
    assert len(err) == 1
    assert "--date" in err[0]
    assert told in err[0]
    assert not kept.exists()
