"""On the Records page: for how long sessions are kept."""

from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import Person
from sciatica_coach.records.retention import keep_for, kept_months
from tests.ui.pages import click, labels, words
from tests.ui.records_pages import page


def test_for_how_long_is_chosen_after_a_warning(kept):
    app = page(Person(kept.id, kept.name))
    app.selectbox(key="records-retention").set_value(6).run()
    assert kept_months(open_records()) is None
    assert "deleted for good now" in words(app)
    click(app, "Keep them so long")
    assert kept_months(open_records()) == 6


def test_a_number_set_by_the_command_is_shown_and_taken_back(kept):
    keep_for(open_records(), 7)
    app = page(Person(kept.id, kept.name))
    assert app.selectbox(key="records-retention").value == 7
    assert "Keep them so long" not in labels(app)
    app.selectbox(key="records-retention").set_value(0).run()
    click(app, "Keep them so long")
    assert kept_months(open_records()) is None
