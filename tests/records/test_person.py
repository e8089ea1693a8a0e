"""Names of people in the records."""

import pytest

from sciatica_coach.records.person import MOST_LETTERS, person_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("  Ann \t Bee ", "Ann Bee", id="spaces"),
        pytest.param("Zoe\u0308", "Zo\u00eb", id="an accent as a sign of its own"),
        pytest.param("O\u2019Hara-Ruiz_2.", "O\u2019Hara-Ruiz_2.", id="signs beside letters"),
        pytest.param(
            "\u0905\u0928\u0940\u0924\u093e", "\u0905\u0928\u0940\u0924\u093e", id="Hindi"
        ),
        pytest.param("x" * MOST_LETTERS, "x" * MOST_LETTERS, id="as long as may be"),
    ],
)
def test_a_name_has_one_way_of_writing(typed, name):
    assert person_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("", "must have a letter or a digit", id="nothing"),
        pytest.param(" -_. ", "must have a letter or a digit", id="no letter"),
        pytest.param("x" * (MOST_LETTERS + 1), "at most 60 letters", id="too long"),
        pytest.param("../ann", "not '/'", id="a path"),
        pytest.param("ann\x00", r"not '\\x00'", id="a sign that is none"),
    ],
)
def test_what_is_no_name_is_refused(typed, told):
    with pytest.raises(ValueError, match=told):
        person_name(typed)
