"""Programs of a person, and sessions that came with a plan file, on both databases."""

from sciatica_coach.program.program_file import ProgramFile, read_program_file, write_program_file
from sciatica_coach.program.schedule import program_on
from tests.program.built import FIGURE, at, dated, day, item, program, session
from tests.program.test_file_entries import whole_session


def test_programs_come_back_as_they_were_set(ann):
    held = [dated(program(note="Zoë हिन्दी")), dated(program(item(FIGURE, start=day(8))), 5)]
    ann.keep_programs(reversed(held))
    assert ann.programs() == tuple(held)


def test_of_programs_of_one_day_the_one_set_last_holds_and_all_are_kept(ann):
    first, second = program(item(times_per_day=3)), program(item(FIGURE))
    ann.set_program(first, from_day=day(0), set_by="Ann")
    ann.set_program(second, from_day=day(0), set_by="Dr. Ruiz")
    assert [each.program for each in ann.programs()] == [first, second]
    dated_program = program_on(ann.programs(), day(3))
    assert (dated_program.program, dated_program.set_by) == (second, "Dr. Ruiz")


def test_nothing_is_added_for_no_program(ann):
    ann.keep_programs([])
    assert ann.programs() == ()


def test_sessions_of_a_plan_file_come_back_whole(ann):
    sessions = (whole_session(), session(1, pain=2, sides=()))
    written = write_program_file(ProgramFile("Ann", at(2), sessions=sessions))
    assert ann.import_sessions(read_program_file(written, today=day(2)).sessions) == 2
    again = write_program_file(ProgramFile("Ann", at(2), sessions=ann.sessions()))
    assert again == written
    assert ann.import_sessions(ann.sessions()) == 0
