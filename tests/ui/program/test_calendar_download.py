from datetime import time

from ical.calendar_stream import IcsCalendarStream
from streamlit.runtime import media_file_manager

from tests.program.built import KNEE, at, dated, day, item, program
from tests.ui.program.showing import shown, texts


def test_each_time_of_a_day_can_be_chosen(records):
    records.keep_programs([dated(program(item(times_per_day=2)))])
    app = shown()
    assert [each.label for each in app.time_input] == ["Time of day, 1", "Time of day, 2"]
    assert [each.value for each in app.time_input] == [time(9), time(18)]
    assert app.selectbox(key="calendar-reminder").value == 10


def test_the_file_has_the_times_and_the_reminder_that_were_chosen(records, monkeypatch):
    records.keep_programs([dated(program())])
    written = saved_files(monkeypatch)
    app = shown()
    app.time_input[0].set_value(time(7, 30))
    app.selectbox(key="calendar-reminder").select_index(4)
    app.run()
    calendar = IcsCalendarStream.calendar_from_ics(written[-1].decode())
    (event,) = calendar.events
    assert event.start == at(9, 7, 30).replace(tzinfo=None)
    assert event.alarm[0].trigger.total_seconds() == -3600
    assert event.description.startswith("Single knee-to-chest: 3 repetitions")


def saved_files(monkeypatch):
    """The calendar files that buttons offer to save, as they come by."""
    found = []
    offer = media_file_manager.MediaFileManager.add

    def add(self, data, *arguments, **keywords):
        if bytes(data).startswith(b"BEGIN:VCALENDAR"):
            found.append(data)
        return offer(self, data, *arguments, **keywords)

    monkeypatch.setattr(media_file_manager.MediaFileManager, "add", add)
    return found


def test_when_nothing_is_due_any_more_there_is_no_file(records):
    records.keep_programs([dated(program(item(end=day(3))))])
    app = shown()
    assert "nothing to put into a calendar" in texts(app)
    assert not app.time_input
    assert KNEE not in texts(app)


def test_a_plan_that_is_changed_twice_on_a_day_takes_away_what_the_first_has_brought(
    records, monkeypatch
):
    written = saved_files(monkeypatch)
    records.set_program(program(item(times_per_day=3)), from_day=day(9), set_by="Ada")
    shown()
    records.set_program(program(), from_day=day(9), set_by="Ada")
    shown()
    first, second = map(states, written)
    assert list(first.values()) == ["CONFIRMED"] * 3
    assert second.keys() == first.keys()
    assert sorted(second.values()) == ["CANCELLED", "CANCELLED", "CONFIRMED"]


def states(content):
    """Whether each event takes place, by its UID."""
    calendar = IcsCalendarStream.calendar_from_ics(content.decode())
    return {each.uid: each.status for each in calendar.events}
