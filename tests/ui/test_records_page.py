"""The Records page: what is kept is shown and given out."""

import io
import zipfile

from sciatica_coach.records.people import Person
from sciatica_coach.ui.records_page import _packed
from tests.ui.pages import words
from tests.ui.records_pages import NAME, page


def test_nobody_is_shown_nothing_but_where_it_is(kept):
    told = words(page())
    assert "Nothing is kept unless you ask for it." in told
    assert "in one file on this computer" in told
    assert "February" not in told


def test_what_is_kept_is_told(kept):
    told = words(page(Person(kept.id, kept.name)))
    assert "2 sessions are kept, from 1 March 2027 to 29 February 2028." in told
    assert "29 February 2028, 08:color[\\:]30, gone-by" in told
    assert "Single knee-to-chest, 3 repetitions" in told
    assert "broken off" in told


def test_everything_can_be_taken_away(kept):
    with zipfile.ZipFile(io.BytesIO(_packed(kept))) as file:
        assert NAME in file.read("tables/person.jsonl").decode()
