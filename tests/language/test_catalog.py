"""Languages: what is said in them, and what is wrong with a file of texts."""

from datetime import date

import pytest

from sciatica_coach.errors import LanguageFileError
from sciatica_coach.language.catalog import (
    ENGLISH,
    language_for,
    languages,
    month_names,
    read_language,
)
from sciatica_coach.safety.pain import Pain, judge_pain, load_pain_rules
from sciatica_coach.safety.pain import reworded as reworded_pain
from sciatica_coach.safety.screening import Answer, assess, load_screening, reworded

SPANISH = language_for("es")


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        ("es_ES.UTF-8", "es"),
        ("ES-419", "es"),
        ("de", "en"),
        ("en-GB", "en"),
        (None, "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_locale(wanted, code):
    assert language_for(wanted).code == code


def test_languages_are_called_as_their_speakers_call_them():
    assert [each.name for each in languages().values()][:2] == ["English", "Español"]


def test_a_count_has_its_own_form():
    assert ENGLISH.count("{number} attempt", "{number} attempts", 1) == "1 attempt"
    assert ENGLISH.count("{number} attempt", "{number} attempts", 0) == "0 attempts"
    assert SPANISH.count("{number} attempt", "{number} attempts", 1) == "1 intento"
    assert SPANISH.count("{number} attempt", "{number} attempts", 3) == "3 intentos"


def test_days_have_their_month_in_words():
    day = date(2026, 11, 5)
    assert ENGLISH.day(day) == "5 November 2026"
    assert SPANISH.day(day) == "5 de noviembre de 2026"


def test_the_emergency_number_is_the_countrys_in_any_language():
    text = load_screening(locale="es-ES", language=SPANISH).tiers["emergency"].text
    assert "Llame al 112 o vaya" in text
    text = load_screening(locale="es-MX", language=SPANISH).tiers["emergency"].text
    assert "Llame al número de emergencias de su país (112, 911, 999) o vaya" in text


def test_an_outcome_is_reworded_when_the_language_changes():
    english, spanish = load_screening(), load_screening(language=SPANISH)
    answers = {each.id: Answer.NO for each in english.questions}
    answers[english.questions[0].id] = Answer.YES
    for given in (answers, dict.fromkeys(answers, Answer.NO)):
        assert reworded(assess(english, given), spanish) == assess(spanish, given)
    emergency = assess(english, answers)
    fewer = spanish.model_copy(update={"questions": spanish.questions[1:]})
    assert reworded(emergency, fewer).tier == emergency.tier == "emergency"
    rules, reglas = load_pain_rules(), load_pain_rules(language=SPANISH)
    before, after = Pain(2, 2, None), Pain(5, 2, None)
    told = judge_pain(before, after, new_tingling=True, rules=rules)
    assert reworded_pain(told, reglas) == judge_pain(before, after, new_tingling=True, rules=reglas)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param('msgid "a"\nmsgstr ', "is not a file of texts", id="broken"),
        pytest.param('msgid "a"\nmsgstr "b"\n', "Language-Team: must be", id="nameless"),
    ],
)
def test_a_file_that_is_none_is_said(tmp_path, content, told):
    path = tmp_path / "xx.po"
    path.write_text(content)
    with pytest.raises(LanguageFileError, match=told):
        read_language(path)


def test_months_have_their_names():
    assert month_names(ENGLISH)[:2] == ("January", "February")
    assert month_names(language_for("es"))[11] == "diciembre"
