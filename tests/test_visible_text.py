"""Names from outside are shown whole, and a terminal obeys nothing in them."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica_coach.visible_text import as_unicode, visible


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        pytest.param(b"Ann [left].mp4", "Ann [left].mp4", id="brackets"),
        pytest.param(b"\x1b[31mred\x07.mp4", r"\x1b[31mred\x07.mp4", id="colour and bell"),
        pytest.param(b"two\nlines\t.mp4", r"two\nlines\t.mp4", id="line break and tab"),
        pytest.param(b"caf\xe9.mp4", r"caf\xe9.mp4", id="no UTF-8"),
        pytest.param("\u202egpj.4pm".encode(), r"\u202egpj.4pm", id="turned around"),
        pytest.param("a\u2028b\x9b2J".encode(), r"a\u2028b\x9b2J", id="one more line break"),
        pytest.param("niño 👨‍👩‍👧 می‌خواهم.mp4".encode(), "niño 👨‍👩‍👧 می‌خواهم.mp4", id="letters"),
    ],
)
def test_names(raw, shown):
    assert visible(os.fsdecode(raw)) == shown


@given(st.binary(max_size=40))
def test_every_name_can_be_printed_and_written_as_utf_8(raw):
    name = os.fsdecode(raw)
    visible(name).encode("utf-8")
    as_unicode(name).encode("utf-8")
    assert not any(ord(each) < 32 or 127 <= ord(each) < 160 for each in visible(name))


def test_in_a_document_only_what_is_no_unicode_is_escaped():
    assert as_unicode(os.fsdecode(b"a\xff\n\x1b.mp4")) == "a\\xff\n\x1b.mp4"
