"""What was not measured because the person went on although the view was not right."""

import pytest

from sciatica_coach.coaching.feedback.advice import WAIVABLE, AdviceCode
from sciatica_coach.coaching.feedback.waiver import HIDES_ANGLES, unmeasured


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(AdviceCode.TOO_DARK, "in little light: angles are less sure", id="dark"),
        pytest.param(AdviceCode.TOO_FAR, "far from the camera: angles are less sure", id="far"),
        pytest.param(AdviceCode.NOT_IN_VIEW, "what was out of it was not judged", id="cut off"),
        pytest.param(AdviceCode.WRONG_POSITION, "may have been misjudged", id="other position"),
        pytest.param(AdviceCode.NOT_SIDE_ON, "no range of motion was measured", id="not side-on"),
        pytest.param(AdviceCode.WRONG_SIDE, "the working leg was seen less well", id="other side"),
    ],
)
def test_what_it_costs_to_go_on_anyway(code, words):
    (sentence,) = unmeasured([code])
    assert sentence.startswith("you went on ")
    assert sentence.endswith(words)


def test_all_that_can_be_left_aside_is_told_in_the_order_in_which_it_was():
    codes = sorted(WAIVABLE, reverse=True)
    told = unmeasured(codes)
    assert len(set(told)) == len(WAIVABLE)
    assert told == tuple(unmeasured([code])[0] for code in codes)
    assert unmeasured([]) == ()


def test_only_another_view_than_from_the_side_hides_the_angles_themselves():
    assert HIDES_ANGLES is AdviceCode.NOT_SIDE_ON
