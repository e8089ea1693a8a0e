"""The benchmark of photographs measures what it says; a frame of a sample clip stands for one."""

import json
import math

import cv2
import numpy as np
import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.cli import main
from sciatica_coach.errors import SourceError
from sciatica_coach.evaluation.photo_score import cases, groups, names
from sciatica_coach.evaluation.photos import (
    Measured,
    Photo,
    PhotoResult,
    look_at_photos,
    read_photos,
)
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.paths import SAMPLES

POINTS = ("shoulder", "hip", "knee", "ankle")
CLIP, FRAME = "knee_to_chest_side", 120


def flexion_deg(a, b, c):
    """180 degrees less the angle at b."""
    one, other = np.asarray(a) - b, np.asarray(c) - b
    cos = one @ other / np.linalg.norm(one) / np.linalg.norm(other)
    return 180 - math.degrees(math.acos(cos))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with one photograph and its truth."""
    folder = tmp_path_factory.mktemp("photos")
    told = json.loads((SAMPLES / f"{CLIP}.truth.json").read_text())
    video = cv2.VideoCapture(str(SAMPLES / f"{CLIP}.mp4"))
    video.set(cv2.CAP_PROP_POS_FRAMES, FRAME)
    picture = video.read()[1]
    video.release()
    cv2.imwrite(str(folder / "lying__1.jpg"), picture)
    legs = {}
    for side in SIDES:
        at = {
            point: told["pixels"][FRAME][told["landmarks"].index(f"{side}_{point}")]
            for point in POINTS
        }
        legs[side.value] = {
            "near": side is Side.RIGHT,
            "points": {point: {"xy": xy, "visible": True} for point, xy in at.items()},
            "angles_deg": {
                "hip": flexion_deg(at["shoulder"], at["hip"], at["knee"]),
                "knee": flexion_deg(at["hip"], at["knee"], at["ankle"]),
            },
        }
    about = {"position": "lying", "near_side": "right", "yaw_deg": 0, "person": "A", "people": 1}
    truth = {"photos": {"lying/1": {**about, "legs": legs}}}
    (folder / "truth.json").write_text(json.dumps(truth))
    return folder


def test_a_photograph_is_measured_in_three_ways(folder):
    (result,) = look_at_photos(read_photos(folder), Model.FULL)
    knee = Side.RIGHT, "knee"
    for way in (result.raw, result.live, result.recorded):
        assert abs(way.angles_deg[knee] - result.photo.angles_deg[knee]) < 15
        assert way.swapped is False
    assert math.isnan(result.raw.standard_error_deg[knee])
    assert 3 < result.recorded.standard_error_deg[knee] < 20


def test_the_command_shows_and_writes_it(folder, capsys, tmp_path):
    target = tmp_path / "figures.json"
    options = ["--model", "lite", "--json", str(target)]
    assert main(["bench", "--photos", str(folder), *options]) == 0
    shown = capsys.readouterr().out
    for text in ("Live:", "Recorded:", "near hip", "far knee", "renamed wrongly", "lying"):
        assert text in shown
    figures = json.loads(target.read_text())
    assert figures["model"] == "pose_landmarker_lite"
    assert len(figures["angles"]["live"]) == 4


@pytest.mark.parametrize(
    ("files", "says"),
    [
        pytest.param({}, "cannot be read as the truth of photographs", id="no truth"),
        pytest.param({"truth.json": "{}"}, "cannot be read as the truth", id="another file"),
        pytest.param(
            {"truth.json": '{"photos": {"a/0": {"position": "lying", "legs": {}}}}'},
            "1 photographs are missing, first a__0.jpg",
            id="no picture",
        ),
        pytest.param(
            {
                "truth.json": '{"photos": {"a/0": {"position": "lying", "legs": {}}}}',
                "a__0.jpg": "no picture",
            },
            "a__0.jpg: is no picture that can be read",
            id="damaged picture",
        ),
    ],
)
def test_what_cannot_be_measured_is_told(tmp_path, capsys, files, says):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert main(["bench", "--photos", str(tmp_path), "--model", "lite"]) == 1
    assert says in capsys.readouterr().err.replace("\n", " ")


def test_clips_and_photographs_are_measured_one_after_the_other(tmp_path, capsys):
    assert main(["bench", "--photos", str(tmp_path), "--set", str(tmp_path)]) == 2
    assert "one after the other" in capsys.readouterr().err


def test_reading_tells_the_folder(tmp_path):
    with pytest.raises(SourceError, match=r"truth\.json"):
        read_photos(tmp_path)


def photo(true_deg, yaw_deg=0.0, people=1, position="lying", name="p"):
    return Photo(
        name,
        path=None,
        position=position,
        near_side=Side.LEFT,
        yaw_deg=yaw_deg,
        person="A",
        people=people,
        angles_deg={(Side.LEFT, "hip"): true_deg},
        legs_px=np.zeros((2, 2, 2)),
    )


def measured(hip_deg, standard_error_deg=5.0, swapped=False):
    key = Side.LEFT, "hip"
    return Measured({key: hip_deg}, {key: standard_error_deg}, swapped)


def result(true_deg, raw_deg, ours_deg, *, standard_error_deg=5.0, swapped=(False, False), **about):
    raw, ours = measured(raw_deg, swapped=swapped[0]), measured(ours_deg, standard_error_deg)
    ours = Measured(ours.angles_deg, ours.standard_error_deg, swapped[1])
    return PhotoResult(photo(true_deg, **about), raw=raw, live=ours, recorded=ours)


def live(result):
    return result.live


def test_groups_hold_the_error_of_both_and_what_was_refused():
    found = groups(
        cases(
            [
                result(10, 14, 8),
                result(20, 20, 32),
                result(100, 130, math.nan),
                result(50, 60, 55, yaw_deg=-45),
                result(50, 0, 50, people=2),
            ],
            live,
        )
    )
    by_name = {each.name: each for each in found}
    whole = by_name["all, side-on"]
    assert (whole.angles, whole.refused) == (3, 1)
    assert whole.raw.mean_deg == pytest.approx(34 / 3)
    assert whole.raw_where_given.mean_deg == pytest.approx(2.0)
    assert (whole.ours.mean_deg, whole.ours.bias_deg) == (7.0, 5.0)
    assert whole.covered == 0.5
    assert by_name["0 to 30 deg"].angles == 2
    assert by_name["90 to 120 deg"].refused == 1
    assert by_name["yaw over 30"].ours.mean_deg == 5.0
    assert not whole.is_worse  # too few to tell


def test_a_group_of_ten_that_is_worse_is_named():
    worse = groups(cases([result(10, 11, 12)] * 10, live))
    assert {each.name for each in worse if each.is_worse} >= {"all, side-on", "lying"}
    as_good = groups(cases([result(10, 11, 11.4)] * 10, live))
    assert not any(each.is_worse for each in as_good)


def test_an_angle_over_the_half_turn_is_off_by_the_short_way():
    (case,) = cases([result(175, -175, 179)], live)
    assert (case.raw_off_deg, case.off_deg) == (10.0, 4.0)


def test_names_tell_who_was_renamed():
    told = names(
        [
            result(10, 10, 10, swapped=(False, True)),
            result(10, 10, 10, swapped=(True, False)),
            result(10, 10, 10, swapped=(True, None)),
            result(10, 10, 10, swapped=(True, True), people=2),
        ],
        live,
    )
    assert (told.photos, told.raw_swapped, told.swapped) == (3, 2, 1)
    assert (told.renamed_wrongly, told.renamed_rightly, told.not_given) == (1, 1, 1)
