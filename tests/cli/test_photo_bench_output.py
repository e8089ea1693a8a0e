"""The benchmark of photographs: its tables and figures, and what is worse is named."""

import json
import math
from io import StringIO

import pytest
from rich.console import Console

from sciatica_coach.cli import main, photo_bench_output
from sciatica_coach.evaluation.photo_score import Group, Names, Off
from tests.evaluation.photographs import photo_folder

NOTHING = Off(math.nan, math.nan, math.nan)


def group(name: str = "lying", **changes) -> Group:
    """A dozen of hips, all given, better than the model alone."""
    usual = {
        "joint": "hip",
        "near": True,
        "angles": 12,
        "refused": 0,
        "raw": Off(6.0, -4.0, 11.0),
        "raw_where_given": Off(5.0, -3.0, 9.0),
        "ours": Off(4.0, 2.0, 8.4),
        "covered": 0.9,
    }
    return Group(name, **{**usual, **changes})


WORSE = group("seated", ours=Off(5.6, 2.0, 8.4))


def lines(table) -> list[str]:
    out = StringIO()
    Console(file=out, width=200).print(table)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("told", "row"),
    [
        pytest.param(
            group(),
            "near hip lying 12 6.0 (-4.0, 11) 5.0 (-3.0, 9) 4.0 (+2.0, 8) 90%",
            id="better",
        ),
        pytest.param(
            WORSE,
            "near hip seated 12 6.0 (-4.0, 11) 5.0 (-3.0, 9) 5.6 (+2.0, 8) worse 90%",
            id="worse",
        ),
        pytest.param(
            group(near=False, refused=12, raw_where_given=NOTHING, ours=NOTHING, covered=math.nan),
            "far hip lying 12 12 6.0 (-4.0, 11)",
            id="all refused",
        ),
    ],
)
def test_a_row_of_a_group(told, row):
    assert lines(photo_bench_output._groups("live", [told]))[-1] == row


def test_groups_name_their_joint_once():
    shown = lines(photo_bench_output._groups("live", [group(), WORSE, group(joint="knee")]))
    assert shown[0].startswith("Live: mean absolute error")
    assert [line.split()[0] for line in shown[-3:]] == ["near", "seated", "near"]
    assert shown[-1].startswith("near knee lying")


def test_names_of_legs_are_counted_both_ways():
    live = Names(9, raw_swapped=5, swapped=1, renamed_wrongly=0, renamed_rightly=4, not_given=2)
    recorded = Names(9, raw_swapped=5, swapped=3, renamed_wrongly=1, renamed_rightly=3, not_given=0)
    shown = lines(photo_bench_output._names({"live": live, "recorded": recorded}))
    assert shown[2:] == [
        "live recorded",
        "photographs 9 9",
        "swapped by the pose model 5 5",
        "swapped by the coach 1 3",
        "renamed wrongly 0 1",
        "renamed rightly 4 3",
        "said not to be known 2 0",
    ]


@pytest.mark.parametrize(
    ("worse", "told"),
    [
        pytest.param([], "no group of ten angles or more", id="none"),
        pytest.param([("live", WORSE)], "live, near hip, seated", id="one"),
        pytest.param(
            [("live", WORSE), ("recorded", group("lying", near=False))],
            "live, near hip, seated; recorded, far hip, lying",
            id="several",
        ),
    ],
)
def test_what_is_worse_is_named(worse, told):
    assert photo_bench_output._worse_groups(worse) == told


def test_the_command_shows_and_writes_it(capsys, tmp_path):
    folder = photo_folder(tmp_path)
    target = tmp_path / "figures.json"
    options = ["--model", "lite", "--json", str(target)]
    assert main(["bench", "--photos", str(folder), *options]) == 0
    shown = capsys.readouterr().out
    for text in ("Live:", "Recorded:", "near hip", "far knee", "renamed wrongly", "lying"):
        assert text in shown
    figures = json.loads(target.read_text())
    assert figures["model"] == "pose_landmarker_lite"
    assert len(figures["angles"]["live"]) == 4
