"""The analysis as a spreadsheet, which every program reads alike whatever its language."""

import importlib.util
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.errors import CoachError
from sciatica_coach.review.analyse import Analysis
from sciatica_coach.review.report import report
from sciatica_coach.review.tables import header, rows
from sciatica_coach.visible_text import visible

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_REP_COLUMNS = (
    *("side", "movement", "start_s", "end_s", "peak_deg"),
    *("hold_s", "reached", "complete", "faults"),
)
_ROWS = 1_000_000
"""Frames on one sheet: spreadsheets hold 1,048,576 rows, and drop the others without a word."""
_FAULT_COLUMNS = ("rule", "side", "start_s", "end_s", "severity", "rep")


def require_spreadsheets() -> None:
    """Make sure that spreadsheets can be written.

    Raises
    ------
    CoachError
        If the package for it is not installed.
    """
    if importlib.util.find_spec("xlsxwriter") is None:
        raise CoachError(
            "--xlsx needs the package XlsxWriter, which is not installed; install it with: "
            f"{sys.executable} -m pip install XlsxWriter, or leave --xlsx out."
        )


def write_xlsx(analysis: Analysis, path: Path) -> None:
    """Write a spreadsheet: about the video, its repetitions, its faults, and every frame's angles.

    Every text is written as a text: a file name that begins with = is no formula.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    told = report(analysis)
    sheets = [
        ("about", _about(told)),
        ("repetitions", _listed(told["reps"], _REP_COLUMNS)),
        ("faults", _listed(told["faults"], _FAULT_COLUMNS)),
        *_angles(analysis.result.record),
    ]
    # In memory: about 200 bytes a figure, and no files of its own that an end might leave behind.
    try:
        with Workbook(str(path), {"in_memory": True}) as book:
            for name, table in sheets:
                _fill(book.add_worksheet(name), table)
    except FileCreateError as error:
        cause = error.args[0] if error.args else error
        raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error


def _angles(record: SetRecord) -> Iterator[tuple[str, Iterable[Sequence[object]]]]:
    """The frames, on as many sheets as they need."""
    frames = rows(record)
    for number in count(1):
        here = list(islice(frames, _ROWS))
        if here or number == 1:
            yield "angles" if number == 1 else f"angles {number}", [header(), *here]
        if len(here) < _ROWS:
            return


def _about(told: dict[str, object]) -> list[Sequence[object]]:
    video, dose, warnings = told["video"], told["dose"], told["warnings"]
    assert isinstance(video, dict)
    assert isinstance(dose, dict)
    assert isinstance(warnings, list)
    return [
        *((name, told[name]) for name in ("app", "model", "exercise", "tracked_share")),
        *((f"video {name}", value) for name, value in video.items()),
        *((f"dose {name}", value) for name, value in dose.items()),
        *(("warning", warning) for warning in warnings),
    ]


def _listed(entries: Iterable[dict[str, object]], columns: Sequence[str]) -> list[Sequence[object]]:
    return [columns, *([entry[name] for name in columns] for entry in entries)]


def _fill(sheet: "Worksheet", table: Iterable[Sequence[object]]) -> None:
    for row, values in enumerate(table):
        for column, value in enumerate(values):
            _write(sheet, row, column, value)


def _write(sheet: "Worksheet", row: int, column: int, value: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = ", ".join(value) if isinstance(value, list) else str(value)
        sheet.write_string(row, column, visible(text))
