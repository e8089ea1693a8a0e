"""What a canvas draws, looked at pixel by pixel."""

import numpy as np
import pytest

from sciatica_coach.review.canvas import MARK, PAPER, Canvas

RED = (0, 0, 255)


@pytest.fixture
def canvas():
    return Canvas(np.zeros((200, 300, 3), np.uint8))


def drawn(canvas):
    """Rows and columns where something is."""
    rows, columns = np.nonzero(canvas.image.any(axis=2))
    return rows, columns


def test_sizes_follow_the_shorter_side(canvas):
    assert (canvas.width, canvas.height, canvas.unit) == (300, 200, 2.0)
    assert Canvas(np.zeros((600, 400, 3), np.uint8)).unit == 4.0


def test_a_panel_lets_what_is_behind_it_through(canvas):
    canvas.image[:] = 100
    canvas.panel(50, 50, 150, 100, PAPER)
    inside = canvas.image[75, 100]
    assert (inside > 150).all()
    assert (inside < 255).all()
    assert (canvas.image[40, 100] == 100).all()


def test_the_corners_of_a_panel_are_round(canvas):
    canvas.panel(50, 50, 150, 100, PAPER)
    assert not canvas.image[50, 50].any()
    assert canvas.image[50, 100].all()


def test_a_panel_outside_of_the_picture_is_cut_off(canvas):
    canvas.panel(-20, -20, 30, 30, PAPER)
    rows, columns = drawn(canvas)
    assert (rows.max(), columns.max()) == (29, 29)
    before = canvas.image.copy()
    canvas.panel(400, 10, 500, 20, PAPER)
    assert (canvas.image == before).all()


@pytest.mark.parametrize(
    ("share", "marked"),
    [
        pytest.param(0.0, [False, False, False, False], id="open"),
        pytest.param(0.3, [True, False, False, False], id="a quarter: to the right of the top"),
        pytest.param(0.6, [True, True, False, False], id="a half"),
        pytest.param(1.0, [True, True, True, True], id="closed"),
        pytest.param(7.0, [True, True, True, True], id="more than closed"),
        pytest.param(-1.0, [False, False, False, False], id="less than nothing"),
    ],
)
def test_a_ring_closes_clockwise_from_the_top(canvas, share, marked):
    canvas.ring((150, 100), share, 20, MARK)
    corners = [(1, -1), (1, 1), (-1, 1), (-1, -1)]
    places = [(150 + round(28 * x), 100 + round(28 * y)) for x, y in corners]
    around = [canvas.image[y - 2 : y + 3, x - 2 : x + 3] for x, y in places]
    assert [bool((part == MARK).all(axis=2).any()) for part in around] == marked


def test_words_are_wrapped_where_they_no_longer_fit(canvas):
    words = "Stay there and keep breathing calmly"
    lines = canvas.wrapped(words, 6, 120)
    assert " ".join(lines) == words
    assert len(lines) > 1
    assert all(canvas.text_width(line, 6) <= 120 for line in lines)
    assert canvas.wrapped("Physiotherapeutically", 6, 10) == ["Physiotherapeutically"]


def test_outlined_words_stay_in_the_picture(canvas):
    canvas.outlined("118°", (299, 0), RED, 6)
    rows, columns = drawn(canvas)
    assert columns.size > 50
    assert columns.min() > 300 - canvas.text_width("118°", 6, bold=True) - 8
    assert rows.max() < 30


def test_even_a_thin_line_is_seen(canvas):
    canvas.line((10, 10), (100, 10), RED, 0.01)
    canvas.dot((200, 150), RED, 0.01)
    assert canvas.image[10, 50].any()
    assert canvas.image[150, 200].any()
