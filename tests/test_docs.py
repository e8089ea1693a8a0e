"""What the documents name exists: files, folders, and what links lead to."""

import re

import pytest

from sciatica_coach.evaluation.photos import read_photos
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import ROOT

PACKAGE = ROOT / "src" / "sciatica_coach"
ROOTS = (ROOT, PACKAGE, PACKAGE / "coaching", PACKAGE / "web")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
NAMED_LINK = re.compile(r"\[[^]]*\]\([^)]*\)")
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:\.(?:py|js|d\.ts|toml|po|md|css|html|conf)|/)")


def links(path):
    return LINK.findall(path.read_text(encoding="utf-8"))


def files(path):
    """Paths in code spans; old names in the change log and names to fill in are none."""
    if path.name == "CHANGELOG.md":
        return []
    told = CODE.findall(NAMED_LINK.sub("", path.read_text(encoding="utf-8")))
    return [text for text in told if FILE.fullmatch(text) and "NAME" not in text]


def by_name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_links_lead_somewhere(document):
    assert [link for link in links(document) if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=by_name)
def test_files_exist(document):
    named = files(document)
    assert [each for each in named if not any((root / each).exists() for root in ROOTS)] == []


def test_the_patterns_find_something():
    assert "LICENSE" in links(ROOT / "README.md")
    assert "coaching/movement/reps.py" in files(ROOT / "docs" / "architecture.md")


def test_the_example_of_annotated_photographs_can_be_read(tmp_path):
    text = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
    example = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    (tmp_path / "truth.json").write_text(example[1])
    (tmp_path / "lying__1.jpg").touch()
    (photo,) = read_photos(tmp_path)
    assert photo.near_side is Side.RIGHT
    assert photo.angles_deg == {(Side.RIGHT, "hip"): 91.5, (Side.RIGHT, "knee"): 104.0}
