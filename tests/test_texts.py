"""Every text that people read or hear, and the files that are brought up to date with them."""

import polib

from sciatica_coach.language.checking import problems_of
from sciatica_coach.texts import begin, known_texts, language_problems, renew
from tests.language.test_checking import entry


def test_every_language_has_every_text():
    assert language_problems() == {path: [] for path in language_problems()}
    assert language_problems()


def test_a_file_is_brought_up_to_date(tmp_path):
    path = begin("xx", "Xx", tmp_path)
    assert all(each.endswith("has no translation") for each in problems_of(path, texts()))
    kept = polib.pofile(str(path))
    kept[0].msgstr = "eins"
    gone = kept.pop(1)
    kept.append(entry("Nobody says this", "tot"))
    kept.save(str(path))
    told = problems_of(path, texts())
    assert any(each.endswith("is not in the file") for each in told)
    assert '"Nobody says this": is said nowhere any more' in told
    renew(path)
    renewed = polib.pofile(str(path))
    assert (renewed[0].msgstr, renewed[1].msgid) == ("eins", gone.msgid)
    assert not renewed.find("Nobody says this")


def texts():
    return [found.text for found in known_texts()]


def test_a_text_knows_where_it_stands_and_whether_it_is_spoken():
    found = {each.text.one: each for each in known_texts()}
    assert found["Stay there and keep breathing."].is_spoken
    assert found["Stay there and keep breathing."].places == ("coaching/own_range/calibration.py",)
    assert not found["Repetitions"].is_spoken
    assert "exercises/figure-4.toml" in found["Figure-4"].places
    assert "safety/pain.toml" in found["Ease off"].places


def test_a_number_has_an_entry_with_both_forms(tmp_path):
    written = polib.pofile(str(begin("xx", "Xx", tmp_path)))
    counted = written.find("{number} attempt")
    assert counted.msgid_plural == "{number} attempts"
    assert counted.msgstr_plural == {0: "", 1: ""}
