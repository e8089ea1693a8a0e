"""What is kept of a person is deleted."""

import io

import pytest

from tests.cli.calling import call
from tests.kept import kept_of, known


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        pytest.param("n\n", "Nothing was deleted.", id="no"),
        pytest.param("", "Nobody answered; give --yes", id="nobody there"),
    ],
)
def test_forget_asks_first(capsys, kept, monkeypatch, reply, told):
    monkeypatch.setattr("sys.stdin", io.StringIO(reply))
    known("Ann")
    code, out, err = call(capsys, "forget", "--person", "Ann")
    assert code == 0
    assert told in "\n".join([*out, *err])
    assert kept_of("Ann")


def test_forget_of_a_stranger(capsys, kept):
    code, _, err = call(capsys, "forget", "--person", "Ann", "--yes")
    assert (code, err) == (1, ["sciatica-coach: nothing is kept of 'Ann'."])
