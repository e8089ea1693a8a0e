"""Results are legible at every width."""

import io
import re

import pytest
from rich.console import Console

from sciatica_coach.cli.result_table import print_results
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.review.batch import VideoResult
from tests.cli.test_analysis_output import COMPARED, RESULT, named

FAILED = named("broken [x].mp4", error="it is damaged")
LONG = named("a very long name of a video, from Ann's own telephone (3rd take) [left].mp4")


def printed(width, *results):
    file = io.StringIO()
    print_results(Console(file=file, width=width, markup=False, highlight=False), results)
    return [line.rstrip() for line in file.getvalue().splitlines()]


def test_a_table_on_a_wide_terminal():
    head, first, last = printed(100, RESULT, FAILED)
    assert head.split() == [
        "Video",
        "Complete",
        "Not",
        "counted",
        "Leg",
        "Longest",
        "hold",
        "Faults",
    ]
    assert "clip.mp4" in first
    assert re.search(r"2 of 3 +1 +right +20\.0 s +head lifts 2, too fast 1$", first)
    assert last.split() == ["broken", "[x].mp4", "failed"]


def test_a_name_without_spaces_stays_whole_beside_faults():
    (_, first, _) = printed(80, named("figure_4_oblique.mp4", faults=RESULT.faults))
    assert first.split()[0] == "figure_4_oblique.mp4"


def test_blocks_on_a_narrow_terminal():
    assert printed(40, RESULT, FAILED) == [
        "clip.mp4",
        "  Complete: 2 of 3",
        "  Not counted: 1",
        "  Leg: right",
        "  Longest hold: 20.0 s",
        "  Faults: head lifts 2, too fast 1",
        "broken [x].mp4",
        "  Complete: failed",
    ]


@pytest.mark.parametrize("width", range(30, 201))
def test_nothing_is_cut_off_or_beyond_the_edge(width):
    """Names and cells may go on in the next line, but no word of them is broken."""
    lines = printed(width, RESULT, FAILED, LONG, COMPARED)
    assert max(map(len, lines)) <= width
    words = " ".join(lines).split()
    for text in ("Complete", "Longest", "lifts", "right", "20.0", "failed", "clear"):
        assert any(text in word for word in words)
    for name in (FAILED.source.name, LONG.source.name):
        assert set(name.split()) <= set(words)


def test_more_than_asked_for_is_said_in_words():
    lines = printed(60, VideoResult(RESULT.source, complete=3, reps_asked=2, sides=(Side.LEFT,)))
    assert "  Complete: 3, 2 asked for" in lines
    more = VideoResult(RESULT.source, complete=3, reps_asked=2, sides=(Side.LEFT,))
    assert "3, 2 asked for" in printed(80, more)[1]


def test_nothing_done():
    assert printed(60, VideoResult(RESULT.source, reps_asked=3))[1:] == [
        "  Complete: 0 of 3",
        "  Not counted: 0",
        "  Leg: -",
        "  Longest hold: -",
        "  Faults: -",
    ]


def test_the_own_range_has_a_column_only_where_there_is_one():
    assert "Against own" in " ".join(printed(100, COMPARED))
    assert "  Against own range: no clear change" in printed(50, COMPARED)
    assert "Against" not in " ".join(printed(100, RESULT))
