"""Every figure of the table is the same number in spreadsheets of all three languages."""

import csv
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.review.decimal_mark import DecimalMark
from sciatica_coach.review.report import write_csv
from sciatica_coach.review.tables import cell, header, rows

MARKS = {"en": (".", ","), "es": (",", "."), "de": (",", ".")}
"""Decimal mark, and what separates thousands."""


def read_in(language, text):
    """What a spreadsheet makes of a cell: a number, or else the text.

    The rules of LibreOffice for files of columns: digits, thousands in groups of three, one decimal
    mark, and an exponent behind a whole number. Its conversions with the settings of the three
    languages were compared with this.
    """
    mark, group = (re.escape(each) for each in MARKS[language])
    number = rf"[+-]?(\d+|\d{{1,3}}({group}\d{{3}})+)({mark}\d+)?"
    if re.fullmatch(rf"{number}|[+-]?\d+E[+-]?\d+", text) is None:
        return text
    return float(text.replace(MARKS[language][1], "").replace(",", "."))


def test_the_rules_know_what_went_wrong_before():
    assert read_in("en", "2.402") == 2.402
    assert read_in("de", "2.402") == 2402
    assert read_in("es", "0.0400") == "0.0400"


@pytest.mark.parametrize(
    ("mark", "language"),
    [(DecimalMark.POINT, "en"), (DecimalMark.COMMA, "es"), (DecimalMark.COMMA, "de")],
)
@given(value=st.floats(-100_000, 100_000))
def test_with_its_own_mark_a_language_reads_the_number(mark, language, value):
    assert read_in(language, cell(value, mark)) == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize("mark", DecimalMark)
@pytest.mark.parametrize("language", MARKS)
@given(value=st.floats(-100_000, 100_000))
def test_no_language_reads_another_number(mark, language, value):
    read = read_in(language, cell(value, mark))
    assert isinstance(read, str) or read == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize(("value", "written"), [(None, ""), (1, "1"), (-118.402, "-118.4020")])
def test_a_cell(value, written):
    assert cell(value, DecimalMark.POINT) == written


@pytest.mark.parametrize("decimal", DecimalMark)
def test_a_written_table_holds_what_was_measured(analysis, tmp_path, decimal):
    record = analysis.result.record
    path = tmp_path / "x.csv"
    write_csv(record, path, decimal=decimal)
    language = "de" if decimal is DecimalMark.COMMA else "en"
    with path.open(encoding="utf-8", newline="") as file:
        names, *lines = csv.reader(file, delimiter=decimal.separator)
    assert names == header()
    for line, row in zip(lines, rows(record), strict=True):
        assert [text == "" for text in line] == [value is None for value in row]
        read = [read_in(language, text) for text in line if text]
        assert read == pytest.approx([value for value in row if value is not None], abs=5e-4)
    times_s = [read_in(language, line[0]) for line in lines]
    assert times_s == pytest.approx(list(record.angle_series.time_s), abs=1e-4)
    assert np.all(np.diff(times_s) > 0)
