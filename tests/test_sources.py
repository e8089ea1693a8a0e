"""`docs/sources.md` explains every code that definition files and code cite, and no other."""

import re
import tomllib

import pytest

from sciatica_coach.paths import ROOT

PACKAGE = ROOT / "src" / "sciatica_coach"
FOLDERS = (ROOT / "exercises", ROOT / "examples", PACKAGE / "safety", PACKAGE / "program")
DEFINITIONS = sorted(path for folder in FOLDERS for path in folder.glob("*.toml"))
CODE = r"\b[A-Z]\d{1,2}\b"
CITATION = re.compile(rf"\(?((?:{CODE}(?:,\s+|\s+and\s+)?)+)\s+in\s+`docs/sources\.md`")
ROW = re.compile(rf"^\| ({CODE}) \| (?:\[[^]]+\]\((\S+)\)|[^|]+) \|", re.MULTILINE)
EXPLAINED = dict(ROW.findall((ROOT / "docs" / "sources.md").read_text(encoding="utf-8")))


def cited_in_code():
    for path in PACKAGE.rglob("*.py"):
        for codes in CITATION.findall(path.read_text(encoding="utf-8")):
            yield from re.findall(CODE, codes)


def sources_of(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))["sources"]


@pytest.mark.parametrize("path", DEFINITIONS, ids=lambda path: path.stem)
def test_codes_of_a_file_are_explained_with_the_same_address(path):
    addresses = {code: source.get("url", "") for code, source in sources_of(path).items()}
    assert {code: EXPLAINED.get(code) for code in addresses} == addresses


def test_codes_in_code_are_explained():
    cited = set(cited_in_code())
    assert {"M3", "M13"} <= cited, "the pattern finds citations"
    assert cited <= EXPLAINED.keys()


def test_nothing_else_is_explained():
    known = {code for path in DEFINITIONS for code in sources_of(path)}
    assert EXPLAINED.keys() == known | set(cited_in_code())
