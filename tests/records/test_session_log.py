"""Entries of a session as lines of text, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sciatica_coach.records.session_log import ended_entries, from_line, to_line
from tests.records.built import (
    AT,
    begun,
    pain_after,
    poses_taken,
    record,
    set_ended,
    set_so_far,
    whole_session,
)

FIRST = begun("00000000-0000-4000-8000-000000000001")


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(FIRST, id="begun"),
        pytest.param(set_so_far(FIRST.session_id, 2), id="set so far"),
        pytest.param(poses_taken(FIRST.session_id), id="poses"),
        pytest.param(set_ended(FIRST.session_id, attempts=1), id="set ended"),
        pytest.param(pain_after(FIRST.session_id), id="pain"),
        pytest.param(whole_session(FIRST.person_id)[-2], id="session ended"),
    ],
)
def test_a_line_says_the_same(entry):
    line = to_line(entry)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert to_line(from_line(line)) == line
    assert from_line(line).session_id == entry.session_id


@given(st.data())
def test_a_damaged_line_is_refused_or_is_another_entry(data):
    line = bytearray(to_line(set_so_far(FIRST.session_id, 1)))
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] = data.draw(st.integers(0, 255))
    cut = bytes(line[: data.draw(st.integers(0, len(line)))])
    try:
        from_line(cut)
    except ValueError:
        return


@pytest.mark.parametrize("line", [b"", b"{}", b"nonsense", b'{"kind":"session_begun"}', b"[1]"])
def test_what_is_no_entry_is_refused(line):
    with pytest.raises(ValidationError):
        from_line(line)


def test_the_place_s_own_time_goes_with_a_session():
    assert FIRST.utc_offset_min == 540
    assert from_line(to_line(FIRST)).utc_offset_min == 540


def test_at_the_end_every_set_has_its_record():
    entries = ended_entries(FIRST.session_id, [record(1), record(2)], AT)
    assert [getattr(each, "number", None) for each in entries] == [1, 2, None]
    assert entries[-1].sets == 2
