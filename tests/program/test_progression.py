import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.errors import SafetyFileError
from sciatica_coach.language.catalog import language_for
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.program.program import WEEKDAYS, ExerciseProgram, default_program, same_amount
from sciatica_coach.program.progression import (
    PROGRESSION,
    ProposalKind,
    first_day,
    last_pain_rise,
    load_progression,
    proposals,
    worded,
)
from sciatica_coach.safety.pain import PainChange
from tests.program.built import (
    EXERCISES,
    FIGURE,
    FIRST,
    FLOSS,
    KNEE,
    at,
    dated,
    day,
    dose,
    item,
    program,
    session,
)

RULES = load_progression()
RISE, DOWN, TINGLING = PainChange.CLEAR_RISE, PainChange.MOVED_DOWN, PainChange.NEW_TINGLING
SLIGHT, UP = PainChange.SLIGHT_RISE, PainChange.MOVED_UP
LESS, MORE, ASK = ProposalKind.LESS, ProposalKind.MORE, ProposalKind.ASK_FIRST
PLAN = [dated(program())]


def only(programs, sessions, number):
    found = proposals(programs, sessions, day(number))
    assert len(found) <= 1
    return found[0] if found else None


def figures(proposal):
    return proposal and (
        proposal.kind,
        proposal.dose and (proposal.dose.reps, proposal.dose.hold_s),
    )


def calm_days(numbers, **values):
    return [session(number, **({"pain": 2} | values)) for number in numbers]


def test_without_a_program_nothing_is_proposed():
    assert proposals([], [session(0, pain=9, changes=(RISE,))], FIRST) == ()
    assert proposals([dated(program(), 5)], [], FIRST) == ()


def test_a_new_program_is_begun_as_it_was_set():
    assert proposals(PLAN, [], FIRST) == ()
    assert proposals(PLAN, [], day(60)) == ()


@pytest.mark.parametrize(
    ("asked", "done", "proposed"),
    [
        pytest.param({}, {}, (2, 20), id="three become two"),
        pytest.param({"reps": 10}, {"asked": 10}, (5, 20), id="ten become five"),
        pytest.param({"reps": 1}, {"asked": 1, "reps": 1}, (1, 10), id="one: half the hold"),
        pytest.param({"reps": 10}, {"asked": 4}, (2, 20), id="half of what raised the pain"),
    ],
)
def test_a_clear_rise_halves_what_raised_the_pain(asked, done, proposed):
    past = [session(0, pain=5, changes=(RISE,), **done)]
    found = only([dated(program(item(**asked)))], past, 1)
    assert figures(found) == (LESS, proposed)
    assert "2 March 2026" in found.reason
    assert "half as much" in found.reason


def test_a_clear_rise_halves_other_exercises_as_well():
    held = [dated(program(item(), item(FLOSS, reps=10, hold_s=0)))]
    past = [session(0, pain=5, changes=(RISE,))]
    assert [figures(each) for each in proposals(held, past, day(1))] == [
        (LESS, (2, 20)),
        (LESS, (5, 0)),
    ]


@pytest.mark.parametrize(
    ("later", "is_proposed"),
    [
        pytest.param([session(1, pain=2)], False, id="a calm session after it"),
        pytest.param([session(1, pain=2, exercise=FIGURE)], False, id="of another exercise"),
        pytest.param([session(1)], True, id="nothing said about pain"),
        pytest.param([session(1, pain=2, changes=(DOWN,))], True, id="stopped for something else"),
        pytest.param([session(1, pain=3, changes=(SLIGHT,))], False, id="one point is no rise"),
    ],
)
def test_a_rise_counts_until_a_session_without_one(later, is_proposed):
    found = only(PLAN, [session(0, pain=3, changes=(RISE,)), *later], 2)
    assert (found is not None and found.dose is not None) == is_proposed


def test_what_was_halved_is_not_halved_again():
    past = [session(0, pain=5, changes=(RISE,))]
    taken = only(PLAN, past, 1).applied_to(PLAN[0].program)
    assert only([*PLAN, dated(taken, 1)], past, 1) is None


def test_a_rise_that_came_from_elsewhere_with_its_program_counts_as_well():
    """An imported program has been set after the session that it asks less for."""
    late = dated(program(), 0, set_at=at(3))
    assert figures(only([late], [session(0, pain=5, changes=(RISE,))], 4)) == (LESS, (2, 20))


def test_the_least_dose_stays():
    past = [session(0, pain=5, changes=(RISE,), asked=1, reps=1, hold_s=1)]
    assert only([dated(program(item(reps=1, hold_s=1)))], past, 1) is None


@pytest.mark.parametrize(
    ("pain", "ceiling", "proposed"),
    [
        pytest.param(3, 3, None, id="at the ceiling"),
        pytest.param(4, 3, (LESS, (2, 20)), id="above it in the leg"),
        pytest.param((0, 4), 3, (LESS, (2, 20)), id="above it in the back"),
        pytest.param(4, 5, None, id="a higher ceiling"),
        pytest.param(1, 0, (LESS, (2, 20)), id="no pain at all is wanted"),
    ],
)
def test_pain_above_the_ceiling_eases_by_a_step(pain, ceiling, proposed):
    held = [dated(program(pain_ceiling=ceiling))]
    assert figures(only(held, [session(0, pain=pain)], 1)) == proposed


@pytest.mark.parametrize(
    ("held", "proposed"),
    [
        pytest.param(item(reps=1), (1, 15), id="one repetition: a shorter hold"),
        pytest.param(item(reps=1, hold_s=5), None, id="no step less"),
        pytest.param(item(FLOSS, reps=10, hold_s=0), (8, 0), id="steps of two"),
        pytest.param(item("unknown", reps=4), (3, 20), id="unknown exercise"),
    ],
)
def test_a_step_less(held, proposed):
    past = [session(0, exercise=held.exercise, pain=6)]
    assert figures(only([dated(program(held))], past, 1)) == (proposed and (LESS, proposed))


def test_a_step_that_was_taken_is_not_proposed_again_for_the_same_session():
    past = [session(0, pain=4)]
    taken = only(PLAN, past, 1).applied_to(PLAN[0].program)
    assert only([*PLAN, dated(taken, 1)], past, 1) is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param((DOWN,), "further down the leg", id="moved down"),
        pytest.param((TINGLING,), "tingling or numbness", id="tingling"),
        pytest.param((DOWN, TINGLING), "further down the leg", id="what matters most"),
    ],
)
def test_symptoms_that_spread_are_for_somebody_who_can_judge_them(changes, told):
    found = only(PLAN, [session(0, pain=2, changes=changes)], 1)
    assert figures(found) == (ASK, None)
    assert told in found.reason
    assert found.applied_to(PLAN[0].program) == PLAN[0].program
    assert only(PLAN, [session(0, pain=2, changes=changes), session(1, pain=2)], 2) is None


def test_symptoms_that_spread_and_a_rise_are_both_told():
    found = only(PLAN, [session(0, pain=6, changes=(DOWN, RISE))], 1)
    assert figures(found) == (LESS, (2, 20))
    assert found.reason.index("further down") < found.reason.index("half as much")
    assert "mitad" in found.reason.in_(language_for("es"))


@pytest.mark.parametrize(
    ("number", "is_proposed"),
    [pytest.param(13, False, id="13 days"), pytest.param(14, True, id="14 days")],
)
def test_after_a_long_pause_the_start_is_gentler(number, is_proposed):
    found = only(PLAN, [session(0)], number)
    assert figures(found) == ((LESS, (2, 20)) if is_proposed else None)


def test_a_pause_that_was_answered_is_over():
    past = [session(0)]
    taken = only(PLAN, past, 20).applied_to(PLAN[0].program)
    assert only([*PLAN, dated(taken, 20)], past, 25) is None


@pytest.mark.parametrize(
    ("sessions", "number", "is_proposed"),
    [
        pytest.param(calm_days(range(5)), 4, True, id="five days, today included"),
        pytest.param(calm_days(range(5)), 5, True, id="five days, today still open"),
        pytest.param(calm_days(range(4)), 4, False, id="four days"),
        pytest.param(calm_days([0, 1, 2, 4, 5]), 5, False, id="a day missed between"),
        pytest.param(calm_days(range(5)), 6, False, id="yesterday missed"),
        pytest.param(calm_days(range(5), reps=2), 4, False, id="not complete"),
        pytest.param(calm_days(range(5), pain=None), 4, False, id="nothing said about pain"),
        pytest.param(calm_days(range(5), judged=False), 4, False, id="not fully judged"),
        pytest.param(calm_days(range(5), changes=(SLIGHT,)), 4, False, id="a little more pain"),
        pytest.param(calm_days(range(5), changes=(UP,)), 4, True, id="moved up"),
        pytest.param(
            [*calm_days(range(5)), session(2, exercise=FIGURE, hour=12, pain=3, changes=(SLIGHT,))],
            *(4, False),
            id="another exercise was not calm",
        ),
    ],
)
def test_five_calm_days_propose_one_step_more(sessions, number, is_proposed):
    assert figures(only(PLAN, sessions, number)) == ((MORE, (4, 20)) if is_proposed else None)


def test_days_without_it_are_not_counted():
    held = [dated(program(item(weekdays=WEEKDAYS[:1])))]
    mondays = [7 * week for week in range(5)]
    assert only(held, calm_days(mondays[:4]), mondays[3]) is None
    assert figures(only(held, calm_days(mondays), mondays[4])) == (MORE, (4, 20))


def test_a_rise_between_is_not_calm_even_on_a_day_of_rest():
    held = [dated(program(item(weekdays=WEEKDAYS[:1])))]
    mondays = [7 * week for week in range(5)]
    between = session(16, exercise=FIGURE, pain=3, changes=(SLIGHT,))
    assert only(held, [*calm_days(mondays), between], mondays[4]) is None


def test_the_days_are_counted_anew_after_a_step():
    past = calm_days(range(5))
    taken = only(PLAN, past, 4).applied_to(PLAN[0].program)
    held = [*PLAN, dated(taken, 5, set_at=at(4, 20))]
    past += calm_days(range(5, 9), reps=4, asked=4)
    assert only(held, past, 8) is None
    past += calm_days([9], reps=4, asked=4)
    assert figures(only(held, past, 9)) == (MORE, (5, 20))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(program(item(), note="Slowly."), id="the note"),
        pytest.param(program(item(sides=SIDES[::-1])), id="the order of the sides"),
        pytest.param(program(item(), item(FIGURE, start=day(30))), id="another exercise"),
    ],
)
def test_a_change_of_something_else_does_not_begin_anew(other):
    other = dated(other, 3)
    assert figures(only([*PLAN, other], calm_days(range(5)), 4)) == (MORE, (4, 20))


@pytest.mark.parametrize(
    ("held", "proposed"),
    [
        pytest.param(item(reps=4), (5, 20), id="as many as K7 prints"),
        pytest.param(item(reps=5), None, id="more than five are printed for short holds only"),
        pytest.param(item(reps=4, hold_s=25), (4, 30), id="a longer hold, as K8 prints"),
        pytest.param(item(reps=4, hold_s=30), None, id="the longest of K8"),
        pytest.param(item(reps=9, hold_s=5), (10, 5), id="short holds, as K10 prints"),
        pytest.param(item(sets=2), None, id="no source prints two sets"),
        pytest.param(item(FIGURE, reps=2, hold_s=30), (3, 30), id="figure-4"),
        pytest.param(item(FIGURE, reps=3, hold_s=30), None, id="the most of figure-4"),
        pytest.param(item(FLOSS, reps=10, hold_s=0), (12, 0), id="floss"),
        pytest.param(item(FLOSS, reps=14, hold_s=0), None, id="the most of the floss"),
        pytest.param(item("unknown"), None, id="nothing is known of it"),
    ],
)
def test_no_step_leads_beyond_what_is_printed(held, proposed):
    figures_done = {"reps": held.dose.reps, "asked": held.dose.reps, "hold_s": held.dose.hold_s}
    past = calm_days(range(5), exercise=held.exercise, sets=held.dose.sets, **figures_done)
    assert figures(only([dated(program(held))], past, 4)) == (proposed and (MORE, proposed))


def test_what_has_ended_is_left_alone():
    held = [dated(program(item(end=day(1))))]
    past = [session(0, pain=5, changes=(RISE,))]
    assert only(held, past, 1) is not None
    assert only(held, past, 2) is None


def test_less_holds_at_once_and_more_from_tomorrow():
    less = only(PLAN, [session(0, pain=5, changes=(RISE,))], 0)
    more = only(PLAN, calm_days(range(5)), 4)
    assert first_day(less, is_begun_today=True, today=day(0)) == day(0)
    assert first_day(more, is_begun_today=True, today=day(4)) == day(5)
    assert first_day(more, is_begun_today=False, today=day(5)) == day(5)


def test_the_last_rise_tells_what_was_asked_for():
    found, rise = last_pain_rise([session(0), session(1, pain=6, changes=(RISE,), asked=7)])
    assert (found.day, rise.exercise, rise.dose.reps, rise.happened_on) == (day(1), KNEE, 7, day(1))
    assert last_pain_rise([]) is None
    assert last_pain_rise([session(0, pain=6, changes=(RISE,), sides=())]) is None


SESSIONS = st.lists(
    st.builds(
        session,
        st.integers(0, 25),
        exercise=st.sampled_from([KNEE, FIGURE, FLOSS]),
        sides=st.sampled_from([SIDES, (Side.LEFT,), ()]),
        reps=st.integers(0, 12),
        asked=st.integers(1, 12),
        hold_s=st.sampled_from([0.0, 5.0, 20.0, 30.0]),
        hour=st.integers(0, 23),
        pain=st.none() | st.integers(0, 10),
        changes=st.sampled_from([(), (RISE,), (DOWN,), (SLIGHT, UP), (PainChange.NO_RISE,)]),
        judged=st.booleans(),
    ),
    max_size=30,
)


@given(SESSIONS)
def test_less_is_less_and_more_is_printed(sessions):
    held = default_program(EXERCISES)
    for each in proposals([dated(held)], sessions, day(25)):
        before = held.of(each.exercise).dose
        changed = each.applied_to(held)
        ExerciseProgram.model_validate(changed.model_dump())
        if each.kind is LESS:
            assert each.dose.reps <= before.reps
            assert each.dose.hold_s <= before.hold_s
            assert not same_amount(each.dose, before)
        if each.kind is MORE:
            printed = RULES.exercises[each.exercise].printed
            assert any(
                one.hold_s >= each.dose.hold_s and one.reps >= each.dose.reps for one in printed
            )
        if each.kind is ASK:
            assert changed == held


@given(SESSIONS)
def test_after_a_rise_nothing_more_is_proposed(sessions):
    past = [*sessions, session(25, pain=8, changes=(RISE,), started_at=at(25, 23, 59))]
    found = proposals([dated(default_program(EXERCISES))], past, day(25))
    assert all(each.kind is not MORE for each in found)


def test_default_doses_are_within_what_is_printed():
    for each in EXERCISES.values():
        assert any(one.holds(each.dose) for one in RULES.exercises[each.id].printed), each.id


def test_every_text_is_handed_to_translators():
    said = []
    worded(RULES, said.append)
    assert len(said) == len(RULES.reasons) == 6


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param("days = 14", "days = 0", "pause.days", id="no pause"),
        pytest.param(
            "{day} your pain went", "{date} your pain went", "cannot be filled", id="text"
        ),
        pytest.param('sources = ["O1"]', 'sources = ["O9"]', "no source 'O9'", id="source"),
        pytest.param("reps = 15", "reps = 0", "printed.0.reps", id="no repetition"),
        pytest.param("[calm]", "[calms]", "calm", id="table that is missing"),
        pytest.param('sources = ["K7"]', "", "needs sources", id="figures without a source"),
    ],
)
def test_a_file_with_a_problem_is_refused(tmp_path, old, new, told):
    text = PROGRESSION.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "progression.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(SafetyFileError, match=told):
        load_progression(path)


def test_the_dose_proposed_says_that_it_was_set_in_the_plan():
    found = only(PLAN, [session(0, pain=5, changes=(RISE,))], 1)
    assert found.dose.derived == "set in the plan"
    assert same_amount(found.dose, dose(reps=2))
