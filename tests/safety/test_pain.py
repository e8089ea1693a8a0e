from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.errors import SafetyFileError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.safety.pain import (
    PAIN_RULES,
    Pain,
    PainChange,
    PainRise,
    Place,
    half_of,
    judge_pain,
    load_pain_rules,
)

RULES = load_pain_rules()
BACK, BUTTOCK, THIGH, CALF, FOOT = Place

DOWN, TINGLING, CLEAR, SLIGHT, UP, NONE = PainChange


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        pytest.param((4, 2, THIGH), (4, 2, THIGH), [NONE], id="the same"),
        pytest.param((4, 2, THIGH), (2, 2, THIGH), [NONE], id="less"),
        pytest.param((4, 2, THIGH), (5, 2, THIGH), [SLIGHT], id="one point up is not clear"),
        pytest.param((4, 2, THIGH), (6, 2, THIGH), [CLEAR], id="two points in the leg"),
        pytest.param((4, 2, THIGH), (4, 4, THIGH), [CLEAR], id="two points in the back"),
        pytest.param((5, 2, THIGH), (1, 4, BUTTOCK), [CLEAR], id="moved up, back clearly worse"),
        pytest.param((4, 2, THIGH), (4, 2, CALF), [DOWN], id="one place further down"),
        pytest.param((4, 2, BACK), (4, 2, FOOT), [DOWN], id="from back to foot"),
        pytest.param((4, 2, THIGH), (1, 1, FOOT), [DOWN], id="weaker but further down"),
        pytest.param((4, 2, THIGH), (7, 2, FOOT), [DOWN, CLEAR], id="further down and worse"),
        pytest.param((4, 2, FOOT), (3, 2, CALF), [UP], id="moved up"),
        pytest.param((4, 2, CALF), (2, 3, BACK), [UP], id="moved up, back a little worse"),
        pytest.param((4, 2, CALF), (5, 2, THIGH), [SLIGHT, UP], id="moved up, leg a little worse"),
        pytest.param((4, 2, CALF), (0, 0, None), [NONE], id="gone"),
        pytest.param((0, 0, None), (1, 0, BUTTOCK), [DOWN, SLIGHT], id="leg pain begins"),
        pytest.param((0, 0, None), (0, 1, BACK), [SLIGHT], id="back pain begins"),
        pytest.param((0, 0, None), (0, 0, None), [NONE], id="never any"),
        pytest.param((4, 2, None), (4, 2, FOOT), [NONE], id="not told where before"),
        pytest.param((4, 2, FOOT), (3, 2, None), [NONE], id="not told where after"),
        pytest.param((4, 2, FOOT), (6, 2, None), [CLEAR], id="not told where, but worse"),
        pytest.param((0, 0, FOOT), (0, 0, CALF), [UP], id="numbness without pain moves too"),
    ],
)
def test_what_changed(before, after, changes):
    outcome = judge_pain(Pain(*before), Pain(*after))
    assert list(outcome.changes) == changes
    assert outcome.title == RULES.advice[changes[0]].title
    assert list(outcome.texts) == [RULES.advice[each].text for each in changes]


@pytest.mark.parametrize(
    ("change", "ends", "halves"),
    [
        pytest.param(((4, 2, THIGH), (4, 2, CALF), False), True, False, id="moved down: stop"),
        pytest.param(((4, 2, THIGH), (4, 2, THIGH), True), True, False, id="new tingling: stop"),
        pytest.param(((4, 2, THIGH), (6, 2, THIGH), False), True, True, id="clear rise: half"),
        pytest.param(((4, 2, THIGH), (5, 2, THIGH), False), False, False, id="slight rise: go on"),
        pytest.param(((4, 2, THIGH), (4, 3, BACK), False), False, False, id="moved up: go on"),
        pytest.param(((4, 2, THIGH), (4, 2, THIGH), False), False, False, id="no rise: go on"),
    ],
)
def test_what_ends_a_session(change, ends, halves):
    before, after, tingling = change
    outcome = judge_pain(Pain(*before), Pain(*after), new_tingling=tingling)
    assert (outcome.ends_session, outcome.halves_next_dose) == (ends, halves)


PAINS = st.builds(Pain, st.integers(0, 10), st.integers(0, 10), st.sampled_from(list(Place)))


@given(PAINS, PAINS, st.booleans())
def test_worse_never_goes_on(before, after, tingling):
    outcome = judge_pain(before, after, new_tingling=tingling, rules=RULES)
    order = list(PainChange)
    assert list(outcome.changes) == sorted(outcome.changes, key=order.index)
    worse = after.leg >= before.leg + 2 or after.back >= before.back + 2
    lower = list(Place).index(after.lowest) > list(Place).index(before.lowest)
    assert outcome.ends_session is (worse or lower or tingling)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param((11, 0, FOOT), "leg must be a whole number from 0 to 10, not 11", id="above"),
        pytest.param((0, -1, FOOT), "back must be a whole number from 0 to 10", id="below"),
        pytest.param((2.5, 0, FOOT), "leg must be a whole number", id="broken"),
        pytest.param((True, 0, FOOT), "leg must be a whole number", id="a yes is not a number"),
    ],
)
def test_an_impossible_report_is_refused(values, message):
    with pytest.raises(ValueError, match=message):
        Pain(*values)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param("[advice.moved_up]", "[advice.moved]", r"advice\.moved", id="unknown change"),
        pytest.param('foot = "Foot"', "", r"places\.foot: is missing", id="place"),
        pytest.param("points = 2", "points = 0", r"clear_rise\.points: .*found 0", id="limit"),
        pytest.param('["O1"]', '["O7"]', r"clear_rise\.sources: no source 'O7'", id="source"),
    ],
)
def test_a_file_with_a_problem_is_refused(tmp_path, old, new, problem):
    text = PAIN_RULES.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "pain.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SafetyFileError, match=problem):
        load_pain_rules(path)


def test_a_therapist_can_set_the_limit(tmp_path):
    path = tmp_path / "pain.toml"
    text = PAIN_RULES.read_text(encoding="utf-8").replace("points = 2", "points = 1")
    path.write_text(text, encoding="utf-8")
    before, after = Pain(4, 2, THIGH), Pain(5, 2, THIGH)
    assert judge_pain(before, after, rules=load_pain_rules(path)).ends_session


DOSE = load_exercises()["single-knee-to-chest"].dose


@pytest.mark.parametrize(
    ("reps", "hold_s", "half_reps", "half_hold_s"),
    [
        pytest.param(10, 20.0, 5, 20.0, id="half the repetitions, the same hold"),
        pytest.param(3, 20.0, 2, 20.0, id="rounded up"),
        pytest.param(2, 0.0, 1, 0.0, id="never below one repetition"),
        pytest.param(1, 25.0, 1, 13.0, id="one repetition: half the hold"),
        pytest.param(1, 1.0, 1, 1.0, id="never below one second"),
        pytest.param(1, 0.0, 1, 0.0, id="nothing to halve"),
    ],
)
def test_half_as_much(reps, hold_s, half_reps, half_hold_s):
    half = half_of(DOSE.model_copy(update={"reps": reps, "hold_s": hold_s}))
    assert (half.reps, half.hold_s, half.sets) == (half_reps, half_hold_s, DOSE.sets)


def test_another_exercise_is_halved_from_its_own_dose():
    rise = PainRise("figure-4", DOSE.model_copy(update={"reps": 8}), date(2026, 11, 3))
    usual = DOSE.model_copy(update={"reps": 4})
    assert rise.proposal("figure-4", usual).reps == 4
    assert rise.proposal("nerve-floss", usual).reps == 2
