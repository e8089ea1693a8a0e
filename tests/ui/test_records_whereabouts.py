"""On the Records page: where records are."""

from sciatica_coach.records.database import URL_VARIABLE
from tests.ui.pages import words
from tests.ui.records_pages import page


def test_the_file_is_named(kept, tmp_path):
    assert "records.sqlite3" in words(page())


def test_a_database_is_named_without_its_password(kept, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, "postgresql://me:secret@127.0.0.1:1/coach?connect_timeout=1")
    told = words(page())
    assert "It is in the database coach on 127" in told
    assert "secret" not in told
