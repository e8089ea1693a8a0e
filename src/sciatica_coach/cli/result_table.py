"""What was found in the videos of one call: a table, or blocks on a narrow terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.table import Table
from rich.text import Text

from sciatica_coach.review.batch import VideoResult
from sciatica_coach.visible_text import visible

_NAME = "Video"
_FAULTS = "Faults"
_OWN_RANGE = "Against own range"
_WIDTHS = {"Complete": 8, "Not counted": 11, "Leg": 5, "Longest hold": 12, _OWN_RANGE: 17}
"""Columns of a terminal that headings and usual cells take. Names and faults share what is left."""
_LEAST_WIDTHS = _WIDTHS | {"Not counted": 7, "Longest hold": 7, _OWN_RANGE: 9}
"""The same with headings of two lines."""
_WORDS = frozenset({_NAME, "Leg", _FAULTS, _OWN_RANGE})
"""Columns of words; the others hold figures, which stand to the right."""
_LEAST_NAME, _LEAST_FAULTS = 13, 12
"""Less would break words."""
_GAP = 2
"""Between two columns."""


def print_results(console: Console, results: Sequence[VideoResult]) -> None:
    """Print the results of several videos, as wide as the terminal is.

    Where words would not fit into the columns of a table, each video has a block of lines.
    """
    headings = ["Complete", "Not counted", "Leg", "Longest hold", _FAULTS]
    if any(result.comparisons for result in results):
        headings.append(_OWN_RANGE)
    longest = max((len(_complete(result)) for result in results), default=0)
    whole = _WIDTHS | {"Complete": max(longest, _WIDTHS["Complete"])}
    for widths in (whole, _WIDTHS, _LEAST_WIDTHS):
        left = console.width - sum(_GAP + widths.get(heading, 0) for heading in headings)
        if left >= _LEAST_NAME + _LEAST_FAULTS:
            console.print(_table(headings, results, _shared(left, results) | widths))
            return
    for result in results:
        for line in _block(headings, result):
            console.print(line, overflow="fold", soft_wrap=False)


def _shared(left: int, results: Sequence[VideoResult]) -> dict[str, int]:
    """How wide names and faults are: faults are folded between words, long names are not."""
    faults = max((len(_faults(result)) for result in results), default=0)
    names = max((cell_len(_shown_name(result)) for result in results), default=0)
    names = min(max(names, len(_NAME)), left - _LEAST_FAULTS)
    return {_NAME: names, _FAULTS: min(max(faults, len(_FAULTS)), left - names)}


def _table(
    headings: Sequence[str], results: Sequence[VideoResult], widths: dict[str, int]
) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in (_NAME, *headings):
        justify: JustifyMethod = "left" if heading in _WORDS else "right"
        table.add_column(heading, justify=justify, overflow="fold", width=widths[heading])
    for result in results:
        table.add_row(Text(_shown_name(result)), *map(Text, _cells(headings, result)))
    return table


def _shown_name(result: VideoResult) -> str:
    return visible(result.source.name)


def _block(headings: Sequence[str], result: VideoResult) -> Iterator[Text]:
    yield Text(_shown_name(result))
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
        _FAULTS: _faults(result),
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
