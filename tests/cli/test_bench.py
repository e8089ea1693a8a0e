"""Accuracy and speed of a short clip."""

import json

import pytest

from tests.cli.calling import call
from tests.evaluation.built import short_clip


def test_bench_of_a_short_clip(capsys, tmp_path, monkeypatch):
    frames = 44
    short_clip(tmp_path, 130, every=3)
    monkeypatch.setattr("sciatica_coach.evaluation.speed._ROUNDS", 1)
    monkeypatch.setattr("sciatica_coach.cli.bench.SAMPLES", tmp_path)
    monkeypatch.setattr("sciatica_coach.cli.bench_output.SAMPLES", tmp_path)
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
    assert written["speed"]["share"] > 0.15
    assert {"pose", "coach"} <= set(written["speed"]["stages_ms"])
