"""Photographs in groups: how far off, how much refused, and what is worse than the model alone."""

import math

import numpy as np
import pytest

from sciatica_coach.evaluation.photo_score import cases, groups, names
from sciatica_coach.evaluation.photos import Measured, Photo, PhotoResult
from sciatica_coach.motion.landmarks import Side


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
