import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.errors import SafetyFileError
from sciatica_coach.safety.screening import (
    SCREENING,
    Answer,
    Tier,
    assess,
    emergency_number,
    load_screening,
)

SHIPPED = load_screening()
IDS = tuple(question.id for question in SHIPPED.questions)


def answers(**given):
    return dict.fromkeys(IDS, Answer.NO) | {key: Answer(value) for key, value in given.items()}


# The starred rows of the clinical table, in its order.
STARRED = {
    "saddle_numbness": Tier.EMERGENCY,
    "bladder": Tier.EMERGENCY,
    "bowel": Tier.EMERGENCY,
    "genital_feeling": Tier.EMERGENCY,
    "both_legs": Tier.EMERGENCY,
    "fast_weakness": Tier.EMERGENCY,
    "knee_gives_way": Tier.EMERGENCY,
    "foot_drop": Tier.URGENT,
    "slow_weakness": Tier.URGENT,
    "severe_pain": Tier.URGENT,
}


def test_every_starred_sign_is_asked_for_with_its_tier():
    assert {each.id: each.tier for each in SHIPPED.questions} == STARRED


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NOT_SURE])
@pytest.mark.parametrize(("sign", "tier"), STARRED.items())
def test_yes_and_not_sure_lead_to_the_tier_of_the_sign(sign, tier, answer):
    outcome = assess(SHIPPED, answers(**{sign: answer}))
    assert outcome.tier is tier
    assert [each.id for each in outcome.questions] == [sign]
    assert outcome.watch_for == ()


@pytest.mark.parametrize(
    ("given_answers", "tier", "told"),
    [
        pytest.param({}, Tier.OK, [], id="no to all"),
        pytest.param(
            {"foot_drop": "yes", "bladder": "yes"},
            Tier.EMERGENCY,
            ["bladder", "foot_drop"],
            id="the strictest wins, told in the page's order",
        ),
        pytest.param(
            {"severe_pain": "not_sure", "bowel": "not_sure"},
            Tier.EMERGENCY,
            ["bowel", "severe_pain"],
            id="unsure of an emergency and of an urgent sign",
        ),
    ],
)
def test_the_strictest_tier_wins(given_answers, tier, told):
    outcome = assess(SHIPPED, answers(**given_answers))
    assert (outcome.tier, [each.id for each in outcome.questions]) == (tier, told)


@given(st.fixed_dictionaries({each: st.sampled_from(Answer) for each in IDS}))
def test_one_more_yes_never_makes_it_milder(given_answers):
    before = assess(SHIPPED, given_answers).tier.strictness
    for sign in IDS:
        after = assess(SHIPPED, given_answers | {sign: Answer.YES}).tier.strictness
        assert after >= before


@pytest.mark.parametrize(
    ("tier", "locked", "at_once", "once_confirmed"),
    [
        pytest.param(Tier.OK, False, True, True, id="ok: normal"),
        pytest.param(Tier.CLINICIAN, False, False, True, id="clinician: acknowledge"),
        pytest.param(Tier.URGENT, True, False, True, id="urgent: clearance"),
        pytest.param(Tier.EMERGENCY, True, False, False, id="emergency: no way on"),
    ],
)
def test_what_a_tier_locks(edited, tier, locked, at_once, once_confirmed):
    screening = load_screening(edited('tier = "urgent"', f'tier = "{tier}"'))
    given_answers = answers(foot_drop="yes" if tier is not Tier.OK else "no")
    outcome = assess(screening, given_answers)
    assert outcome.tier is tier
    assert outcome.locked is locked
    assert outcome.may_exercise() is at_once
    assert outcome.may_exercise(confirmed=True) is once_confirmed
    # Where something has to be confirmed first, the page is given the words for it.
    assert (outcome.confirm is not None) is (once_confirmed and not at_once)


def test_without_a_warning_sign_all_of_them_are_named_to_watch_for():
    outcome = assess(SHIPPED, answers())
    assert outcome.watch_for == tuple(each.sign for each in SHIPPED.questions)


@pytest.mark.parametrize(
    ("given_answers", "message"),
    [
        pytest.param({}, "not answered: bladder, both_legs", id="none answered"),
        pytest.param(
            {each: Answer.NO for each in IDS if each != "bowel"}, "not answered: bowel", id="one"
        ),
        pytest.param(answers() | {"cough": Answer.NO}, "not asked: cough", id="not a question"),
        pytest.param(answers() | {"bowel": "perhaps"}, "'perhaps' is not", id="not an answer"),
    ],
)
def test_incomplete_answers_are_refused(given_answers, message):
    with pytest.raises(ValueError, match=message):
        assess(SHIPPED, given_answers)


@pytest.mark.parametrize(
    ("locale", "number"),
    [
        pytest.param(None, "your local emergency number (112, 911, 999)", id="not known"),
        pytest.param("en", "your local emergency number (112, 911, 999)", id="no country"),
        pytest.param("ja-JP", "your local emergency number (112, 911, 999)", id="not listed"),
        pytest.param("en-US", "911", id="browser"),
        pytest.param("en_GB.UTF-8", "999", id="system"),
        pytest.param("de_AT@euro", "112", id="variant"),
        pytest.param("en-nz", "111", id="small letters"),
        pytest.param("zh-Hant-GB", "999", id="with script"),
        pytest.param("de", "your local emergency number (112, 911, 999)", id="language only"),
    ],
)
def test_emergency_number_of_a_country(locale, number):
    assert emergency_number(SHIPPED.emergency, locale) == number
    screening = load_screening(locale=locale)
    for text in (screening.tiers[Tier.EMERGENCY].text, screening.disclaimer.text):
        assert f"all {number}" in text
        assert "{" not in text


@pytest.fixture
def edited(tmp_path):
    """A copy of the shipped file with one text in it replaced."""

    def edit(old, new):
        text = SCREENING.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "screening.toml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return edit


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param('title = "Ask first."', "", r"tiers\.clinician\.title: is missing", id="key"),
        pytest.param("[tiers.ok]", "[tiers.fine]", r"tiers\.fine.*'ok'", id="unknown tier"),
        pytest.param('id = "bowel"', 'id = "bladder"', "the id 'bladder' is given twice", id="id"),
        pytest.param(
            '[[questions]]\nid = "foot_drop"',
            '[[questions]]\ncolour = "red"\nid = "foot_drop"',
            r"questions\.7\.colour: unknown key",
            id="unknown key",
        ),
        pytest.param(
            'sources = ["T1", "T3"]', 'sources = ["T99"]', "no source 'T99'", id="unknown source"
        ),
        pytest.param(
            'sources = ["T1", "T3"]', "", r"questions\.3: needs sources", id="no source at all"
        ),
        pytest.param('not_sure = "Not sure"', "", r"answers\.not_sure: is missing", id="answer"),
        pytest.param(
            'Do not drive yourself. Do not exercise."',
            'Do not drive yourself."\nconfirm = "I go on anyway."',
            r"tiers\.emergency\.confirm: emergency leaves nothing to confirm",
            id="an emergency cannot be confirmed away",
        ),
        pytest.param("title = ", "title : ", "is not TOML", id="not TOML"),
    ],
)
def test_a_file_with_a_problem_is_refused(edited, old, new, problem):
    with pytest.raises(SafetyFileError, match=problem):
        load_screening(edited(old, new))


def test_all_problems_are_told_at_once(edited):
    path = edited('sources = ["T', 'sauces = ["T')
    with pytest.raises(SafetyFileError, match="unknown key") as caught:
        load_screening(path)
    assert caught.value.path == path
    assert len(caught.value.problems) == 5


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(SafetyFileError, match="cannot be read: No such file"):
        load_screening(tmp_path / "none.toml")


# Words that would make a medical claim of it.
CLAIMS = re.compile(r"\b(treats|relieves?|diagnoses|cures?|heals?|safe|safely|validated)\b", re.I)


@pytest.mark.parametrize("name", ["screening.toml", "pain.toml"])
def test_texts_claim_nothing_medical(name):
    text = SCREENING.with_name(name).read_text(encoding="utf-8")
    assert CLAIMS.findall("".join(texts(tomllib.loads(text)))) == []


def test_nobody_is_told_what_they_have():
    for advice in SHIPPED.tiers.values():
        assert not re.search(r"you (do not )?have", advice.text, re.I)


def test_texts_are_plain():
    read = [SHIPPED.introduction, *SHIPPED.caveats, SHIPPED.disclaimer.text]
    read += [each.text for each in SHIPPED.questions]
    read += [each.text for each in SHIPPED.tiers.values()]
    assert school_grade(" ".join(read)) <= 8
    assert max(school_grade(each.text) for each in SHIPPED.questions) <= 10


def school_grade(text):
    """Flesch-Kincaid grade; syllables are counted as groups of vowels."""
    words = re.findall(r"[A-Za-z]+", text)
    sentences = len(re.findall(r"[.?!:]", text)) or 1
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", w)))) for w in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def texts(value):
    if isinstance(value, str):
        yield value + "\n"
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
