"""The spreadsheet holds numbers as numbers, and runs nothing."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from sciatica_coach.review import spreadsheet
from sciatica_coach.review.spreadsheet import require_spreadsheets, write_xlsx
from sciatica_coach.review.tables import header, rows

TEXT = re.compile(r"<si><t[^>]*>(.*?)</t></si>")
CELL = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*?(?: t="(\w+)")?>(.*?)</c>')


def cells(path, sheet):
    """Kind and content of the cells of a sheet, by column and row; texts as they are shown."""
    with zipfile.ZipFile(path) as book:
        text = book.read(f"xl/worksheets/sheet{sheet}.xml").decode()
        shared = TEXT.findall(book.read("xl/sharedStrings.xml").decode())
    return {
        (column, int(row)): (kind, shared[int(value(content))] if kind == "s" else content)
        for column, row, kind, content in CELL.findall(text)
    }


def value(content):
    return re.fullmatch(r"<v>(.*)</v>", content)[1]


def number(cell):
    kind, content = cell
    assert kind == ""
    return float(value(content))


def test_every_angle_is_there_as_a_number(analysis, tmp_path):
    write_xlsx(analysis, tmp_path / "x.xlsx")
    found = cells(tmp_path / "x.xlsx", 4)
    assert found["B", 1] == ("s", header()[1])
    for line, row in enumerate(rows(analysis.result.record), start=2):
        assert number(found["A", line]) == row[0]
        assert (number(found["D", line]) if ("D", line) in found else None) == row[3]
    assert ("A", line + 1) not in found
    assert [path.name for path in tmp_path.iterdir()] == ["x.xlsx"]


def test_repetitions_and_faults_have_sheets(analysis, tmp_path):
    write_xlsx(analysis, tmp_path / "x.xlsx")
    reps, faults = cells(tmp_path / "x.xlsx", 2), cells(tmp_path / "x.xlsx", 3)
    assert number(reps["C", 2]) == round(analysis.result.record.reps[0].start_s, 3)
    assert reps["H", 2][0] == "b"
    assert faults["A", 2] == ("s", "hold_too_short")


@pytest.mark.parametrize("name", ["=1+1.mp4", "+1.mp4", "-1.mp4", "@SUM(A1).mp4", "a\x1b.mp4"])
def test_a_name_is_a_text_and_no_formula(analysis, tmp_path, name):
    write_xlsx(replace(analysis, path=Path(name)), tmp_path / "x.xlsx")
    found = cells(tmp_path / "x.xlsx", 1)
    assert found["A", 5] == ("s", "video file")
    assert found["B", 5] == ("s", name.replace("\x1b", r"\x1b"))
    assert not any("<f>" in content for _, content in found.values())


def test_more_frames_than_a_sheet_holds_go_on_another_one(analysis, tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheet, "_ROWS", 75)
    write_xlsx(analysis, tmp_path / "x.xlsx")
    first, second = cells(tmp_path / "x.xlsx", 4), cells(tmp_path / "x.xlsx", 5)
    assert ("A", 76) in first
    assert ("A", 77) not in first
    assert number(second["A", 2]) > number(first["A", 76])


def test_what_cannot_be_written_is_told(analysis, tmp_path):
    (tmp_path / "x.xlsx").mkdir()
    with pytest.raises(IsADirectoryError):
        write_xlsx(analysis, tmp_path / "x.xlsx")


def test_without_the_package_it_is_said_what_to_install(monkeypatch):
    require_spreadsheets()
    monkeypatch.setattr("sys.path", [])
    monkeypatch.delitem(__import__("sys").modules, "xlsxwriter", raising=False)
    with pytest.raises(Exception, match=r"needs the package XlsxWriter.*pip install XlsxWriter"):
        require_spreadsheets()
