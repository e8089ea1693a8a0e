"""How errors of a pose model are reckoned, on photographs and rendered people alike."""

import csv

import numpy as np
import pytest

from sciatica_coach.motion.landmarks import Side
from tools.studio.pose_errors import (
    JointError,
    Subject,
    bias_gap_deg,
    flexion_deg,
    joint_errors,
    summary,
    table,
    write_rows,
)

STRAIGHT = np.array([(0, 100), (100, 100), (200, 100), (300, 100)], dtype=float)
"""Lying, the head to the left of the picture: the right side is near, if the face is up."""
DRAWN_UP = np.array([(0, 100), (100, 100), (100, 0), (200, 0)], dtype=float)
BENT_BACK = np.array([(0, 100), (100, 100), (200, 140), (300, 140)], dtype=float)
MIRROR = np.array([-1.0, 1.0])


@pytest.mark.parametrize(
    ("leg", "hip_deg", "knee_deg"),
    [
        pytest.param(STRAIGHT, 0, 0, id="straight"),
        pytest.param(DRAWN_UP, 90, 90, id="drawn up"),
        pytest.param(BENT_BACK, -21.8, -21.8, id="extended"),
    ],
)
def test_flexion_is_positive_whichever_way_the_head_lies(leg, hip_deg, knee_deg):
    assert flexion_deg(leg, Side.RIGHT) == pytest.approx((hip_deg, knee_deg), abs=0.1)
    assert flexion_deg(leg * MIRROR, Side.LEFT) == pytest.approx((hip_deg, knee_deg), abs=0.1)


def subject(**legs):
    true = {Side(name): leg for name, leg in legs.items()}
    angles = {side: (85.0, 90.0) for side in true}
    return Subject("ktc", "lying", Side.RIGHT, true, angles)


def test_a_right_pose_has_no_error():
    rows = joint_errors(
        subject(right=DRAWN_UP, left=STRAIGHT), {Side.RIGHT: DRAWN_UP, Side.LEFT: STRAIGHT}
    )
    assert [(row.joint, row.near, row.off_deg, row.swapped) for row in rows] == [
        ("hip", True, 0, False),
        ("knee", True, 0, False),
        ("hip", False, 0, False),
        ("knee", False, 0, False),
    ]
    assert rows[0].definition_deg == pytest.approx(5)


def test_swapped_legs_are_told_and_then_named_rightly():
    rows = joint_errors(
        subject(right=DRAWN_UP, left=STRAIGHT), {Side.RIGHT: STRAIGHT, Side.LEFT: DRAWN_UP}
    )
    assert {row.swapped for row in rows} == {True}
    assert [row.off_deg for row in rows] == pytest.approx([0] * 4)


def test_where_one_leg_is_known_nothing_is_said_of_swaps():
    rows = joint_errors(subject(right=DRAWN_UP), {Side.RIGHT: STRAIGHT, Side.LEFT: DRAWN_UP})
    assert [row.swapped for row in rows] == [None, None]
    assert [row.off_deg for row in rows] == pytest.approx([0, 0])


def test_a_joint_without_its_points_has_no_row():
    leg = DRAWN_UP.copy()
    leg[3] = np.nan
    rows = joint_errors(subject(right=leg), {Side.RIGHT: DRAWN_UP, Side.LEFT: STRAIGHT})
    assert [row.joint for row in rows] == ["hip"]


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param(None, id="nobody"),
        pytest.param({side: DRAWN_UP + 900 for side in Side}, id="elsewhere"),
    ],
)
def test_a_lost_pose_is_counted_apart(seen):
    found = summary(joint_errors(subject(right=DRAWN_UP, left=STRAIGHT), seen))
    assert (found.count, found.lost_share) == (0, 1)


def row(off_deg, true_deg=100.0, *, swapped=False):
    return JointError("a", "lying", "hip", True, true_deg, true_deg + off_deg, swapped)


def test_a_summary_has_bias_and_spread():
    found = summary([row(10), row(-4), row(0, swapped=True), row(2, swapped=True)])
    assert (found.count, found.bias_deg, found.mean_absolute_deg) == (4, 2, 4)
    assert found.spread_deg == pytest.approx(np.std([10, -4, 0, 2]))
    assert found.swapped_share == 0.5


def test_the_table_names_only_groups_that_have_somebody():
    lines = table([row(10)], [row(3), row(5, 20.0)]).splitlines()[2:]
    assert [line.split(" | ")[:5] for line in lines] == [
        ["| lying", "near hip", "-60..180", "1", "+10.0"],
        ["| lying", "near hip", "-60..45", "0", ""],
        ["| lying", "near hip", "90..180", "1", "+10.0"],
    ]


def test_the_gap_weighs_groups_by_the_smaller_number_and_leaves_out_few():
    rendered = [row(3)] * 10 + [row(-1, 10.0)] * 30 + [row(90, 60.0)] * 4
    photographs = [row(1)] * 20 + [row(4, 10.0)] * 5 + [row(0, 60.0)] * 40
    assert bias_gap_deg(rendered, photographs) == pytest.approx((10 * 2 + 5 * 5) / 15)


def test_rows_are_written(tmp_path):
    write_rows(tmp_path / "rows.csv", [row(10)])
    with (tmp_path / "rows.csv").open(encoding="utf-8") as file:
        (written,) = csv.DictReader(file)
    assert (written["joint"], written["measured_deg"]) == ("hip", "110.0")
