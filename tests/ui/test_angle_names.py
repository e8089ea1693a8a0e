"""Each angle that a movement may be told by has a name, with its leg."""

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.motion.quantities import ANGLES

MOVEMENT = load_exercises()["single-knee-to-chest"].movements[0]


@pytest.fixture(scope="module")
def names() -> dict[tuple[str, str, str], str]:
    """By quantity, the leg that is meant, and the working side."""

    def script(movement, quantities) -> None:
        from itertools import product

        import streamlit as st

        from sciatica_coach.exercise.limit import Leg
        from sciatica_coach.motion.landmarks import SIDES
        from sciatica_coach.ui.angle_names import angle_name, motion_name

        found = {}
        for quantity, leg, side in product(quantities, Leg, SIDES):
            told = movement.model_copy(update={"quantity": quantity, "leg": leg})
            found[str(quantity), str(leg), str(side)] = angle_name(told, side)
            st.session_state[f"either {quantity}"] = motion_name(told)
        st.session_state.found = found

    kwargs = {"movement": MOVEMENT, "quantities": ANGLES}
    app = AppTest.from_function(script, default_timeout=60, kwargs=kwargs).run()
    assert not app.exception
    either = {str(quantity): app.session_state[f"either {quantity}"] for quantity in ANGLES}
    return app.session_state["found"] | either


@pytest.mark.parametrize(
    ("quantity", "leg", "side", "name"),
    [
        ("hip_flexion", "working", "left", "Hip flexion (thigh to trunk), left"),
        ("hip_flexion", "other", "left", "Hip flexion (thigh to trunk), right"),
        ("knee_flexion", "working", "right", "Knee flexion, right"),
        ("ankle_dorsiflexion", "working", "left", "Ankle, toes up, left"),
        ("thigh_elevation", "working", "right", "Lift of the thigh, right"),
        ("leg_elevation", "other", "right", "Lift of the leg, left"),
        ("neck_flexion", "working", "left", "Head, chin down"),
        ("trunk_inclination", "other", "right", "Lean of the trunk"),
    ],
)
def test_an_angle_is_called_by_what_it_is_and_its_leg(names, quantity, leg, side, name):
    assert names[quantity, leg, side] == name


@pytest.mark.parametrize("quantity", ANGLES)
def test_every_angle_has_a_name(names, quantity):
    legs = {name for key, name in names.items() if len(key) == 3 and key[0] == quantity}
    middle = quantity in ("neck_flexion", "trunk_inclination")
    assert len(legs) == (1 if middle else 2)


def test_of_either_leg_the_name_has_no_side(names):
    for quantity in ANGLES:
        of_either = names[str(quantity)]
        assert names[quantity, "working", "left"] in (of_either, f"{of_either}, left")
