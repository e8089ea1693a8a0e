"""The benchmark of photographs measures what it says; a frame of a sample clip stands for one."""

import json
import math

import pytest

from sciatica_coach.capture.model import Model
from sciatica_coach.cli import main
from sciatica_coach.errors import SourceError
from sciatica_coach.evaluation.photos import look_at_photos, read_photos
from sciatica_coach.motion.landmarks import Side
from tests.evaluation.photographs import photo_folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return photo_folder(tmp_path_factory.mktemp("photos"))


def test_a_photograph_is_measured_in_three_ways(folder):
    (result,) = look_at_photos(read_photos(folder), Model.FULL)
    knee = Side.RIGHT, "knee"
    for way in (result.raw, result.live, result.recorded):
        assert abs(way.angles_deg[knee] - result.photo.angles_deg[knee]) < 15
        assert way.swapped is False
    assert math.isnan(result.raw.standard_error_deg[knee])
    assert 3 < result.recorded.standard_error_deg[knee] < 20


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


def test_what_was_not_annotated_is_left_out(folder, tmp_path):
    """One leg, one joint of it; somebody whose near side nobody can tell."""
    told = json.loads((folder / "truth.json").read_text())
    (about,) = told["photos"].values()
    del about["legs"]["left"], about["legs"]["right"]["angles_deg"]["hip"]
    about["near_side"] = "neither"
    (tmp_path / "lying__1.jpg").write_bytes((folder / "lying__1.jpg").read_bytes())
    (tmp_path / "truth.json").write_text(json.dumps(told))
    (photo,) = read_photos(tmp_path)
    assert set(photo.angles_deg) == {(Side.RIGHT, "knee")}
    assert (photo.near_side, photo.legs_px) == (None, None)


def test_reading_tells_the_folder(tmp_path):
    with pytest.raises(SourceError, match=r"truth\.json"):
        read_photos(tmp_path)
