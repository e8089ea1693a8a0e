"""Files that should be ours are read at a bounded cost, whatever stands in their place."""

import os

import pytest

from sciatica_coach.small_file import read_small


def test_a_file_is_read_whole(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 10)
    assert read_small(tmp_path / "a", 10) == b"x" * 10


def test_what_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "a"
    with path.open("wb") as file:
        file.truncate(10**12)  # a file of holes: it takes no space
    with pytest.raises(OSError, match="too large"):
        read_small(path)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_waited_for(tmp_path, make):
    make(tmp_path / "a")
    with pytest.raises(OSError, match=r"directory|argument"):
        read_small(tmp_path / "a")


def test_what_is_missing_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_small(tmp_path / "a")
