"""What would prevent the results from being written is found before the work begins."""

import os
import resource
import shutil
import signal
from pathlib import Path

import pytest

from sciatica_coach.review.output_check import (
    Output,
    missing_folders,
    output_problems,
    remove_if_empty,
)


@pytest.fixture
def video(tmp_path):
    path = tmp_path / "x.mp4"
    path.write_bytes(b"pictures")
    return path


def problems(video, folder, *, is_annotated=False):
    files = (folder / "x.coach.json", folder / "x.annotated.mp4")
    return output_problems([Output(video, files, is_annotated)])


def test_a_missing_folder_is_made(video, tmp_path):
    assert problems(video, tmp_path / "new" / "er") == {}
    assert list((tmp_path / "new" / "er").iterdir()) == []


def test_a_file_in_the_folders_place(video):
    (told,) = problems(video, video / "below").values()
    assert "a part of its path is a file, not a folder, or choose another folder" in told


def test_a_folder_in_the_files_place(video, tmp_path):
    (tmp_path / "x.annotated.mp4").mkdir()
    (told,) = problems(video, tmp_path).values()
    assert "a folder has that name" in told


def test_a_folder_that_nobody_can_write_to(video):
    (told,) = problems(video, Path("/proc/self")).values()
    assert told.startswith("/proc/self: cannot be written to: ")


def test_a_path_that_is_too_long(video, tmp_path):
    (told,) = problems(video, tmp_path / ("a" * 300)).values()
    assert "the name is too long" in told


def test_a_disk_on_which_nothing_more_can_be_written(video, tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        (told,) = problems(video, tmp_path).values()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert "larger than is allowed there" in told


def test_too_little_space_for_the_annotated_video(video, tmp_path):
    """A film as large as the disk, of which nothing but its length is on the disk."""
    free_bytes = shutil.disk_usage(tmp_path).free
    try:
        os.truncate(video, min(8 * free_bytes, 2**43))
    except OSError:
        os.truncate(video, 8 * free_bytes // 8)
    assert problems(video, tmp_path) == {}
    (told,) = problems(video, tmp_path, is_annotated=True).values()
    assert "the results need at least" in told
    assert "are free; free some space, or choose another folder with --out." in told


def test_a_video_that_is_not_there_is_not_told_here(tmp_path):
    missing = tmp_path / "nowhere" / "x.mp4"
    assert problems(missing, missing.parent) == {}
    assert not missing.parent.exists()


def test_folders_that_were_made_in_vain_are_removed(tmp_path):
    folder = tmp_path / "new" / "er"
    made = missing_folders(folder)
    folder.mkdir(parents=True)
    (tmp_path / "new" / "other").write_text("")
    remove_if_empty(made)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["other"]
