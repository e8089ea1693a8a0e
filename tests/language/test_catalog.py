"""Languages: what is said in them, and what is wrong with a file of texts."""

import pickle
from datetime import date

import polib
import pytest

from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.errors import LanguageFileError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.translation import translated
from sciatica_coach.language.catalog import ENGLISH, language_for, languages, read_language
from sciatica_coach.language.checking import SPOKEN, problems_of
from sciatica_coach.language.marking import SPOKEN_WORDS
from sciatica_coach.language.source_texts import Text, texts_of
from sciatica_coach.language.translatable_text import TranslatableText, one_after_another
from sciatica_coach.safety.pain import Pain, judge_pain, load_pain_rules
from sciatica_coach.safety.pain import reworded as reworded_pain
from sciatica_coach.safety.screening import Answer, assess, load_screening, reworded
from sciatica_coach.texts import begin, known_texts, language_problems, renew

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


def test_every_language_has_every_text():
    assert language_problems() == {path: [] for path in language_problems()}
    assert language_problems()


def test_a_count_has_its_own_form():
    assert ENGLISH.count("{number} attempt", "{number} attempts", 1) == "1 attempt"
    assert ENGLISH.count("{number} attempt", "{number} attempts", 0) == "0 attempts"
    assert SPANISH.count("{number} attempt", "{number} attempts", 1) == "1 intento"
    assert SPANISH.count("{number} attempt", "{number} attempts", 3) == "3 intentos"


def test_days_have_their_month_in_words():
    day = date(2026, 11, 5)
    assert ENGLISH.day(day) == "5 November 2026"
    assert SPANISH.day(day) == "5 de noviembre de 2026"


def test_what_the_core_tells_is_english_and_can_be_said_otherwise():
    since = TranslatableText("Left side: clearly less since {day}", day=date(2026, 1, 2))
    assert since == "Left side: clearly less since 2 January 2026"
    assert since.in_(SPANISH) == "Lado izquierdo: claramente menos desde el 2 de enero de 2026"
    both = one_after_another(since, TranslatableText("Go out, stay, and come back, twice."))
    assert both.endswith("2026 Go out, stay, and come back, twice.")
    assert both.in_(SPANISH).endswith("2026 Vaya, quédese y vuelva, dos veces.")
    again = pickle.loads(pickle.dumps(both))
    assert (again, again.in_(SPANISH)) == (both, both.in_(SPANISH))


@pytest.mark.parametrize("exercise", load_exercises().values(), ids=lambda each: each.id)
def test_an_exercise_is_translated_and_stays_the_same_exercise(exercise):
    said = translated(exercise, SPANISH)
    assert type(exercise).model_validate(said.model_dump()) == said
    assert (said.id, said.dose, said.sources) == (exercise.id, exercise.dose, exercise.sources)
    assert not {exercise.name, exercise.set_up, *exercise.instructions} & {
        said.name,
        said.set_up,
        *said.instructions,
    }


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


@pytest.mark.parametrize("text", phrase_book(load_exercises().values()))
def test_what_is_said_aloud_is_short_in_every_language(text):
    for language in languages().values():
        assert len(language.say(text).split()) <= SPOKEN_WORDS
    assert SPANISH.say(text) != text


def test_texts_are_found_in_code_by_the_functions_that_take_them():
    code = """
say("one {value}", value=say("two"))
speaking.say_count("a", "many", 3)
X = {1: N_("long "
               "text")}
other("not this"); say(variable)
f"{say('inner')}"
"""
    assert list(texts_of(code)) == [
        Text("one {value}"),
        Text("two"),
        Text("a", "many"),
        Text("long text"),
        Text("inner"),
    ]


def test_a_text_that_is_put_together_too_early_is_refused():
    with pytest.raises(ValueError, match="line 2: give the values by name"):
        list(texts_of('\nsay(f"{number} left")'))


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
