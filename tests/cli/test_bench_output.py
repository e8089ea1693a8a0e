"""The benchmark's tables and figures, of scores that are known."""

import json
import math
from io import StringIO

import pytest
from rich.console import Console

from sciatica_coach.capture.model import Model
from sciatica_coach.cli import bench_output
from sciatica_coach.cli.bench_output import bench_all, new_table, plain
from sciatica_coach.evaluation.run import ClipResult
from sciatica_coach.evaluation.score import Error, Told
from sciatica_coach.evaluation.speed import Speed
from sciatica_coach.evaluation.summary import summarise
from sciatica_coach.motion.quantities import Quantity
from tests.evaluation.built import clip_score, error, joint_error, short_clip

HIP, KNEE = Quantity.HIP_FLEXION, Quantity.KNEE_FLEXION


def lines(table) -> list[str]:
    """A table as it is printed, one blank between cells that are not empty."""
    out = StringIO()
    Console(file=out, width=200).print(table)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(1.23456, 1.235, id="rounded"),
        pytest.param(math.nan, None, id="no number"),
        pytest.param(math.inf, None, id="infinite"),
        pytest.param((1.0004, "a", True), [1.0, "a", True], id="sequence"),
        pytest.param({"a": {"b": [math.nan, 2]}}, {"a": {"b": [None, 2]}}, id="nested"),
    ],
)
def test_figures_are_plain_json(value, written):
    assert plain(value) == written
    assert json.loads(json.dumps(plain(value), allow_nan=False)) == written


@pytest.mark.parametrize(
    ("live", "recorded", "row"),
    [
        pytest.param({}, {}, "pulls 3 + 0 3 + 0 3 + 0", id="all right"),
        pytest.param({"reps": 2, "attempts": 1}, {}, "pulls 3 + 0 2 + 1 3 + 0", id="live wrong"),
        pytest.param(
            {"sides_right": False}, {}, "pulls 3 + 0 3 + 0 wrong leg 3 + 0", id="wrong leg"
        ),
        pytest.param(
            {"found_faults": (Told("head_lifts", 2), Told("too_fast", 3))},
            {"found_faults": (Told("bouncing", 1),)},
            "pulls 3 + 0 3 + 0 3 + 0 head_lifts 2, too_fast 3",
            id="faults told live",
        ),
        pytest.param(
            {"true_reps": 0, "reps": 1},
            {"true_reps": 0, "reps": 0},
            "pulls as single-knee-to-chest 0 + 0 1 + 0 0 + 0",
            id="nothing is done",
        ),
    ],
)
def test_a_row_of_counts(live, recorded, row):
    table = bench_output._counts([clip_score(**live)], [clip_score(**recorded)])
    assert lines(table)[-1] == row


def test_angles_name_their_clip_once():
    joints = joint_error(HIP, raw=error(9.0, -8.0, 1.0)), joint_error(KNEE)
    recorded = joint_error(HIP, ours=Error(0.0, 0.04, 0.06)), joint_error(KNEE)
    table = bench_output._angles([clip_score(joints=joints)], [clip_score(joints=recorded)])
    assert lines(table)[-2:] == [
        "pulls hip +1.0 / 1.5 / 2.0 +0.0 / 0.0 / 0.1 -8.0 / 1.0 / 9.0",
        "knee +1.0 / 1.5 / 2.0 +1.0 / 1.5 / 2.0 -3.0 / 2.5 / 4.0",
    ]


def test_the_summary_holds_live_recorded_and_the_model_alone():
    nothing_done = clip_score(true_reps=0, reps=1, duration_s=90.0, joints=(), peaks=None)
    live = summarise([clip_score(), clip_score(clip="other", reps=2), nothing_done])
    shown = lines(bench_output._summary(live, summarise([clip_score()])))
    for row in (
        "count, attempts and side right 1 of 2 1 of 1",
        "counted where nothing is done 1 in 1.5 min 0 in 0.0 min",
        "hold error 0.20 s 0.20 s",
        "hip, mean absolute error 2.0 deg 2.0 deg 4.0 deg",
        "neck, angle given 100% 100%",
        "knee, within 2u 90% 90%",
        "bias at the peaks, absolute 1.0 deg 1.0 deg 5.0 deg",
        "worst clip's 1.0 deg 1.0 deg",
        "frames with swapped legs 0.00% 0.00% 10.00%",
        "seeded faults found 0 of 0 0 of 0",
        "clean repetitions faulted 0 of 6 0 of 3",
    ):
        assert row in shown


def test_rules_of_either_way_have_a_row():
    head, fast = Told("head_lifts", 1), Told("too_fast", 2)
    live = summarise([clip_score(true_faults=(head,), found_faults=(head,))])
    recorded = summarise([clip_score(true_faults=(head,), found_faults=(fast,))])
    assert lines(bench_output._rules(live, recorded))[-2:] == [
        "head_lifts 1 of 1 0 of 1",
        "too_fast 0 of 0 0 of 0 1 wrong",
    ]


def test_speed_is_shown_by_rate_and_by_stage():
    speed = Speed("x.mp4", 100, bare_fps=40.0, whole_fps=30.0, stages_ms={"pose": 12.345})
    assert lines(bench_output._rates(speed))[-3:] == [
        "bare MediaPipe loop 40.0",
        "the whole line 30.0",
        "share 0.75",
    ]
    assert lines(bench_output._stages(speed))[-1] == "pose 12.35"


def test_a_table_has_its_title_and_its_headers():
    table = new_table("Angles", "Clip", "true")
    table.add_row("pulls", "3")
    assert lines(table) == ["Angles", "Clip true", "pulls 3"]


@pytest.mark.parametrize("speed", [None, Speed("x.mp4", 100, 40.0, 30.0, {"pose": 12.3})])
def test_the_figures_that_are_written(speed):
    result = ClipResult(clip_score(), clip_score(reps=2))
    summaries = summarise([result.live]), summarise([result.recorded])
    written = plain(bench_output._figures(Model.FULL, [result], summaries, speed))
    assert (written["schema"], written["model"]) == (2, "pose_landmarker_full")
    assert written["summary"]["live"]["right"] == 1
    assert written["summary"]["recorded"]["right"] == 0
    assert written["clips"][0]["recorded"]["reps"] == 2
    assert (written["speed"] and written["speed"]["share"]) == (0.75 if speed else None)


def test_without_speed_no_clip_is_timed(tmp_path, capsys):
    short_clip(tmp_path, 8, complete_reps=0)
    bench_all(tmp_path, Model.LITE, tmp_path / "figures.json", speed=False)
    shown = capsys.readouterr().out
    assert "knee_to_chest_side: done" in shown
    assert "bare MediaPipe loop" not in shown
    assert "Written to" in shown
    assert json.loads((tmp_path / "figures.json").read_text())["speed"] is None
