from sciatica_coach.ui.program.showing import PlanHistory, read_history
from tests.program.built import EXERCISES, KNEE, at, dated, day, item, program, session
from tests.ui.program.showing import shown, texts


def test_what_is_known_of_a_plan(records):
    records.set_program(program(), from_day=day(0), set_by="Ada")
    records.import_sessions([session(-800), session(3)])
    history = read_history(records, EXERCISES, day(9))
    assert history.current.program == program()
    assert [each.day for each in history.sessions] == [day(3)]


def test_without_a_plan_none_holds():
    assert PlanHistory((), (), EXERCISES, day(0)).current is None
    assert PlanHistory((dated(program(), 3),), (), EXERCISES, day(2)).current is None


def test_an_exercise_of_another_computer_is_called_by_its_id(records):
    records.set_program(program(item("from-elsewhere"), item(KNEE)), from_day=day(0), set_by="A")
    page = shown(now=at(1))
    assert "**from-elsewhere**" in texts(page)
    assert "**Single knee-to-chest**" in texts(page)
    assert "This computer does not have this exercise." in texts(page)
