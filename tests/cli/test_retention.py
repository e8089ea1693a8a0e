"""For how long sessions are kept is told and set."""

import io
from datetime import UTC, datetime

import pytest

from tests.cli.calling import call
from tests.kept import kept_of, known
from tests.records.built import whole_session


@pytest.fixture
def old(kept):
    ann = known("Ann")
    ann.write(*whole_session(ann.id, at=datetime(2001, 1, 1, tzinfo=UTC)))
    ann.write(*whole_session(ann.id, at=datetime.now(UTC)))


def test_it_is_for_ever_until_somebody_agrees_to_less(capsys, old, monkeypatch):
    assert call(capsys, "retention")[1] == ["Sessions are kept for ever."]
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    code, out, _ = call(capsys, "retention", "--months", 24)
    assert code == 0
    assert "now 1 session" in "\n".join(out)
    assert out[-1].endswith("Nothing was changed.")
    assert len(kept_of("Ann").sessions()) == 2
    code, out, _ = call(capsys, "retention", "--months", 24, "--yes")
    assert (code, out) == (0, ["Deleted: 1 session.", "Sessions are kept for 24 months."])
    assert len(kept_of("Ann").sessions()) == 1
    assert call(capsys, "retention", "--forever")[1] == ["Sessions are kept for ever."]


@pytest.mark.parametrize("options", [["--months", "0"], ["--months", "3", "--forever"]])
def test_what_cannot_be_meant_is_refused(capsys, kept, options):
    code, _, err = call(capsys, "retention", *options)
    assert code == 2
    assert len(err) == 1
