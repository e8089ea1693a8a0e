"""The files of an analysis hold what is promised."""

import csv
import hashlib
import json
import math
import os
from dataclasses import replace
from pathlib import Path

import pytest

from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.quantities import Quantity
from sciatica_coach.review.report import report, write_csv, write_json

PROMISED = {
    "schema": int,
    "app": str,
    "model": str,
    "exercise": str,
    "exercise_sha256": str,
    "video": dict,
    "dose": dict,
    "tracked_share": float,
    "viewpoint": dict,
    "reps": list,
    "faults": list,
    "range_of_motion": dict,
    "own_range": list,
    "warnings": list,
}


@pytest.fixture(scope="module")
def written(analysis, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "clip.coach.json"
    write_json(analysis, path, files=["clip.coach.json"])
    return json.loads(path.read_text(encoding="utf-8"))


def test_promised_fields(analysis, written):
    for name, kind in PROMISED.items():
        assert isinstance(written[name], kind), name
    assert written["schema"] == 1
    assert written["model"] == "pose_landmarker_full"
    assert written["video"] == {
        "file": "knee_to_chest_side.mp4",
        "width": 854,
        "height": 480,
        "fps": 6.25,
        "duration_s": 16.48,
        "frames": 103,
    }
    content = analysis.path.read_bytes()
    assert written["video_sha256"] == hashlib.sha256(content).hexdigest()
    assert written["files"] == ["clip.coach.json"]
    assert written["dose"] == {"hold_s": 20.0, "reps": 3}
    assert written["tracked_share"] > 0.95
    assert written["viewpoint"]["position"] == "supine"
    assert written["viewpoint"]["near_side"] == "right"
    assert written["viewpoint"]["notes"] == []


def test_repetitions_and_faults(written):
    assert len(written["reps"]) == 3
    for number, rep in enumerate(written["reps"], start=1):
        assert rep["side"] == "right"
        assert rep["complete"] is False, "20 seconds were asked for"
        assert "hold_too_short" in rep["faults"]
        assert 0 <= rep["start_s"] < rep["end_s"] <= 16.48
        assert 1.0 < rep["hold_s"] < 2.0
        faults = [each for each in written["faults"] if each["rep"] == number]
        assert {each["rule"] for each in faults} == set(rep["faults"])
    assert all(each["severity"] in ("info", "correct", "stop") for each in written["faults"])


def test_range_of_motion(written):
    hip = written["range_of_motion"]["right"]["hip_flexion"]
    assert hip["min_deg"] < 20
    assert hip["max_deg"] > 100
    assert hip["uncertainty_deg"] > 0


def test_what_was_not_measured_is_null(analysis):
    record = analysis.result.record
    nobody = replace(
        analysis,
        result=replace(
            analysis.result,
            record=replace(
                record,
                viewpoint=replace(record.viewpoint, yaw_deg=math.nan, share_of_width=0.1),
                reps=(replace(record.reps[0], peak_deg=math.nan),),
            ),
        ),
    )
    told = json.loads(json.dumps(report(nobody), allow_nan=False))
    assert told["viewpoint"]["yaw_deg"] is None
    assert told["reps"][0]["peak_deg"] is None
    assert "10% of the picture's width" in told["viewpoint"]["notes"][0]


def test_table_has_a_row_a_frame(analysis, tmp_path):
    path = tmp_path / "clip.angles.csv"
    write_csv(analysis.result.record, path)
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header[:10] == [
        "time_s",
        "tracked",
        "left_hip_flexion_deg",
        "right_hip_flexion_deg",
        "left_knee_flexion_deg",
        "right_knee_flexion_deg",
        "left_ankle_dorsiflexion_deg",
        "right_ankle_dorsiflexion_deg",
        "neck_flexion_deg",
        "trunk_inclination_deg",
    ]
    assert len(rows) == analysis.video.frames
    assert {row[1] for row in rows} <= {"0", "1"}
    course = analysis.result.record.angle_series.of(Quantity.HIP_FLEXION, Side.RIGHT)
    for row, expected in zip(rows, course, strict=True):
        assert len(row) == len(header)
        if row[3]:
            assert float(row[3]) == pytest.approx(expected, abs=1e-3)
        else:
            assert math.isnan(expected)
    assert any("" in row for row in rows), "a hand that holds no shin is not measured"


def test_a_name_that_is_no_utf_8_is_written_as_unicode(analysis, tmp_path):
    odd = replace(analysis, path=Path(os.fsdecode(b"caf\xe9\n[b].mp4")))
    write_json(odd, tmp_path / "x.json")
    told = json.loads((tmp_path / "x.json").read_bytes().decode("utf-8"))
    assert told["video"]["file"] == "caf\\xe9\n[b].mp4"
    assert told["video_sha256"] is None, "there is no such file"
