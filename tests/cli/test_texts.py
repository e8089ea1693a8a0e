"""The command that brings the languages' files up to date."""

import polib
import pytest

from sciatica_coach.language.catalog import TEXTS
from tests.cli.calling import call


@pytest.mark.parametrize("given", [("--add", "fr"), ("--name", "Français")])
def test_a_code_without_a_name_is_wrong_use(capsys, given):
    code, _, err = call(capsys, "texts", *given)
    assert code == 2
    assert "give both --add and --name" in err[0]


def test_a_file_gets_what_is_new_and_loses_what_is_dead(capsys, tmp_path, monkeypatch):
    texts = polib.pofile(str(TEXTS / "es.po"))
    texts.remove(texts.find("Repetitions"))
    texts.append(polib.POEntry(msgid="Nobody says this", msgstr="Nadie"))
    texts.save(str(tmp_path / "es.po"))
    monkeypatch.setattr("sciatica_coach.language.catalog.TEXTS", tmp_path)
    monkeypatch.setattr("sciatica_coach.texts.TEXTS", tmp_path)
    code, out, _ = call(capsys, "texts")
    assert code == 0
    assert out == [f"{tmp_path / 'es.po'}: 1 texts to translate or to mend; check names them"]
    renewed = polib.pofile(str(tmp_path / "es.po"))
    assert renewed.find("Repetitions").msgstr == ""
    assert renewed.find("Nobody says this") is None
