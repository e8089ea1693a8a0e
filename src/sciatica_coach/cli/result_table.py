"""What was found in the videos of one call: a table, or blocks on a narrow terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sciatica_coach.review.batch import VideoResult
from sciatica_coach.visible_text import visible

_NARROW = 72
"""Columns of a terminal under which a table would break words: blocks are easier to read."""
_HEADINGS = ("Complete", "Not counted", "Leg", "Longest hold", "Faults")
_OWN_RANGE = "Against own range"
_WORDS = frozenset({"Leg", "Faults", _OWN_RANGE})
"""Columns of words; the others hold figures, which stand to the right."""
_LEAST_WIDTH = {"Complete": 8, "Leg": 5, "Faults": 14, _OWN_RANGE: 9}
"""Columns of a terminal that keep the usual words of a cell whole."""


def print_results(console: Console, results: Sequence[VideoResult]) -> None:
    """Print the results of several videos, as wide as the terminal is."""
    headings: tuple[str, ...] = _HEADINGS
    if any(result.comparisons for result in results):
        headings = (*_HEADINGS, _OWN_RANGE)
    if console.width >= _NARROW:
        console.print(_table(headings, results))
        return
    for result in results:
        for line in _block(headings, result):
            console.print(line, overflow="fold", soft_wrap=False)


def _table(headings: Sequence[str], results: Sequence[VideoResult]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("Video", overflow="fold", min_width=12)
    for heading in headings:
        table.add_column(
            heading,
            justify="left" if heading in _WORDS else "right",
            overflow="fold",
            min_width=_LEAST_WIDTH.get(heading),
        )
    for result in results:
        table.add_row(Text(visible(result.source.name)), *map(Text, _cells(headings, result)))
    return table


def _block(headings: Sequence[str], result: VideoResult) -> Iterator[Text]:
    yield Text(visible(result.source.name))
    for heading, text in zip(headings, _cells(headings, result), strict=True):
        if text:
            yield Text(f"  {heading}: {text}")


def _cells(headings: Sequence[str], result: VideoResult) -> list[str]:
    """What stands under each heading."""
    if result.error:
        return ["failed", *("" for _ in headings[1:])]
    held_s = result.longest_hold_s
    found = {
        "Complete": _complete(result),
        "Not counted": str(result.attempts),
        "Leg": ", ".join(result.sides) or "-",
        "Longest hold": "-" if held_s is None else f"{held_s:.1f} s",
        "Faults": _faults(result),
        _OWN_RANGE: ", ".join(each.change.verdict for each in result.comparisons) or "-",
    }
    return [found[heading] for heading in headings]


def _complete(result: VideoResult) -> str:
    """A video may show more than was asked for, or than the exercise itself asks for."""
    done, asked = result.complete, result.reps_asked
    return f"{done} of {asked}" if done <= asked else f"{done}, {asked} asked for"


def _faults(result: VideoResult) -> str:
    counted = Counter(result.faults).items()
    return ", ".join(f"{rule.replace('_', ' ')} {times}" for rule, times in counted) or "-"
