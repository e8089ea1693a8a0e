from dataclasses import replace

import pytest

from sciatica_coach.program.comparison import Difference, compare_with, program_after
from sciatica_coach.program.program_file import ProgramFile, read_program_file, write_program_file
from tests.program.built import FIGURE, at, dated, day, item, program, session
from tests.program.test_file_entries import OWN

OLD = dated(program())
OTHER = dated(program(item(FIGURE)))
LATER = dated(program(item(FIGURE)), 5)
FURTHER = replace(OWN, end_deg=120.0)


def content(**values):
    return ProgramFile(**({"person": "Ada", "written_at": at(9)} | values))


def compare(in_file, *, name="Ada", programs=(), sessions=(), own_ranges=()):
    return compare_with(
        in_file, name=name, programs=programs, sessions=sessions, own_ranges=own_ranges
    )


def test_to_somebody_new_everything_is_new():
    found = compare(content(programs=(OLD,), sessions=(session(0),), own_ranges=(OWN,)))
    assert found.programs.new == (OLD,)
    assert found.sessions.new == (session(0),)
    assert found.own_ranges.new == (OWN,)
    assert not found.brings_nothing
    assert found.programs_to_set(take_different=False) == (OLD,)
    assert found.own_ranges_to_keep(take_different=False) == (OWN,)


def test_what_is_here_already_brings_nothing():
    kept = {"programs": (OLD, LATER), "sessions": (session(0),), "own_ranges": (OWN,)}
    there_and_back = read_program_file(write_program_file(content(**kept)), today=day(9))
    found = compare(there_and_back, **kept)
    assert found.brings_nothing
    assert found.programs.same == (OLD, LATER)
    assert found.programs_to_set(take_different=True) == ()
    assert found.own_ranges_to_keep(take_different=True) == ()


def test_what_differs_stays_unless_the_file_is_chosen():
    done, other = session(0), session(0, reps=1)
    assert done.id == other.id
    found = compare(
        content(programs=(OTHER,), sessions=(other,), own_ranges=(FURTHER,)),
        programs=(OLD,),
        sessions=(done,),
        own_ranges=(OWN,),
    )
    assert found.programs.different == (Difference(OLD, OTHER),)
    assert found.sessions.different == (Difference(done, other),)
    assert found.own_ranges.different == (Difference(OWN, FURTHER),)
    assert (found.programs.new, found.sessions.new, found.own_ranges.new) == ((), (), ())
    assert not found.brings_nothing
    assert found.programs_to_set(take_different=False) == ()
    assert found.programs_to_set(take_different=True) == (OTHER,)
    assert found.own_ranges_to_keep(take_different=True) == (FURTHER,)


def test_what_is_only_here_is_told_and_stays():
    found = compare(content(), programs=(OLD,), sessions=(session(0),), own_ranges=(OWN,))
    assert found.brings_nothing
    assert (found.programs.only_here, len(found.sessions.only_here)) == ((OLD,), 1)


def test_a_plan_set_again_by_somebody_else_is_the_same_plan():
    again = replace(OLD, set_by="Therapist", set_at=at(3))
    found = compare(content(programs=(again,)), programs=(OLD,))
    assert found.programs.same == (OLD,)


def test_of_plans_of_one_day_the_last_one_is_compared():
    first, last = dated(program(), 0, set_at=at(0, 1)), dated(program(item(FIGURE)), 0)
    found = compare(content(programs=(last,)), programs=(first, last))
    assert found.brings_nothing
    found = compare(content(programs=(last, first)), programs=(first,))
    assert found.programs.different == (Difference(first, last),)


@pytest.mark.parametrize(
    ("name", "is_another"),
    [("Ada", False), ("ada", False), (" Ada ", False), ("Eve", True), ("Ada L", True)],
)
def test_a_file_of_somebody_else_is_noticed(name, is_another):
    assert compare(content(person=name)).is_another_name == is_another


@pytest.mark.parametrize(
    ("in_file", "take", "number", "expected"),
    [
        pytest.param((LATER,), False, 4, OLD, id="until the new one begins"),
        pytest.param((LATER,), False, 5, LATER, id="the new one"),
        pytest.param((OTHER,), False, 4, OLD, id="another one of the same day: ours"),
        pytest.param((OTHER,), True, 4, OTHER, id="another one of the same day: theirs"),
        pytest.param((OTHER,), True, -1, None, id="before all"),
    ],
)
def test_the_program_that_would_hold(in_file, take, number, expected):
    found = compare(content(programs=in_file), programs=(OLD,))
    after = program_after(found, [OLD], day(number), take_different=take)
    assert after == (expected and expected.program)
