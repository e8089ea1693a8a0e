"""Whose records a command reads or writes."""

import pytest

from sciatica_coach.cli.kept_people import find_person, forget_person, person_for_keeping


@pytest.mark.usefixtures("kept")
def test_a_person_is_known_from_the_first_keeping_on():
    assert find_person("Ann") is None
    first = person_for_keeping("Ann")
    assert person_for_keeping("ANN").id == first.id
    assert find_person("ann").name == "Ann"
    forget_person(first)
    assert find_person("Ann") is None
