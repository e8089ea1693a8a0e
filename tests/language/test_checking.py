"""What is wrong with a file of texts."""

import polib
import pytest

from sciatica_coach.language.checking import SPOKEN, problems_of
from sciatica_coach.language.source_texts import Text


def entry(msgid, msgstr="", *, plural=None, forms=("", ""), comment=""):
    made = polib.POEntry(msgid=msgid, msgstr=msgstr, comment=comment)
    if plural:
        made.msgid_plural, made.msgstr_plural = plural, dict(enumerate(forms))
    return made


@pytest.mark.parametrize(
    ("made", "problem"),
    [
        pytest.param(entry("Go on"), '"Go on": has no translation', id="empty"),
        pytest.param(entry("At {a}", "En {b}"), '"At {a}": lacks {a}', id="placeholder"),
        pytest.param(
            entry("At {a}", "En {a} {b}"), '"At {a}": has a {b} that the English', id="more"
        ),
        pytest.param(entry("At {a}", "En {a"), '"At {a}": cannot be filled in', id="brace"),
        pytest.param(
            entry("a", plural="b", forms=("uno", "")), '"a": has no translation', id="plural"
        ),
        pytest.param(
            entry("Go", "uno dos tres cuatro cinco seis siete ocho nueve", comment=SPOKEN),
            '"Go": must have at most 8 words, but has 9',
            id="long",
        ),
    ],
)
def test_a_problem_of_a_file_is_named(tmp_path, made, problem):
    path = tmp_path / "xx.po"
    texts = polib.POFile(encoding="utf-8")
    texts.metadata = {"Language-Team": "Xx", "Content-Type": "text/plain; charset=utf-8"}
    texts.append(made)
    texts.save(str(path))
    told = problems_of(path, [Text(made.msgid, made.msgid_plural or None)])
    assert any(each.startswith(problem) for each in told), told


def test_a_file_in_order_has_no_problem(tmp_path):
    path = tmp_path / "xx.po"
    texts = polib.POFile(encoding="utf-8")
    texts.metadata = {"Language-Team": "Xx", "Content-Type": "text/plain; charset=utf-8"}
    texts.append(entry("At {a}", "En {a}"))
    texts.append(entry("{number} try", plural="{number} tries", forms=("un intento", "{number}")))
    texts.save(str(path))
    assert problems_of(path, [Text("At {a}"), Text("{number} try", "{number} tries")]) == []


def test_a_translation_that_is_not_certain_is_named(tmp_path):
    path = tmp_path / "xx.po"
    texts = polib.POFile(encoding="utf-8")
    texts.metadata = {"Language-Team": "Xx", "Content-Type": "text/plain; charset=utf-8"}
    unsure = entry("Go", "Vaya")
    unsure.flags.append("fuzzy")
    texts.append(unsure)
    texts.save(str(path))
    assert problems_of(path, [Text("Go")]) == ['"Go": is marked as not certain (fuzzy)']
