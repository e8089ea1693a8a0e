"""Files that were left behind are told from those that somebody still works on."""

import os
import subprocess
import sys
import threading

import pytest

from sciatica_coach.held_file import hold, remove_if_abandoned

HOLDER = (
    "import sys; from pathlib import Path; from sciatica_coach.held_file import hold; "
    "hold(Path(sys.argv[1])); print(flush=True); sys.stdin.read()"
)


def test_a_file_is_held_until_its_process_is_killed(tmp_path):
    path = tmp_path / "draft"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert not remove_if_abandoned(path)
        holder.kill()
        holder.wait()
    assert remove_if_abandoned(path)
    assert not path.exists()


def test_what_another_thread_holds_is_not_abandoned(tmp_path):
    path = tmp_path / "draft"
    hold(path)
    found = []
    thread = threading.Thread(target=lambda: found.append(remove_if_abandoned(path)))
    thread.start()
    thread.join()
    assert found == [False]
    assert path.exists()


def test_a_file_that_is_there_cannot_be_held(tmp_path):
    (tmp_path / "draft").write_text("of somebody else")
    with pytest.raises(FileExistsError):
        hold(tmp_path / "draft")


def test_what_is_not_there_or_no_file_is_left_alone(tmp_path):
    assert not remove_if_abandoned(tmp_path / "nowhere")
    assert not remove_if_abandoned(tmp_path)
    assert tmp_path.is_dir()


def test_who_makes_a_file_while_it_is_swept_holds_another(tmp_path):
    """Between making and locking, somebody may take it for one that was left behind."""
    path = tmp_path / "draft"
    is_done = threading.Event()

    def sweep():
        while not is_done.is_set():
            remove_if_abandoned(path)

    thread = threading.Thread(target=sweep)
    thread.start()
    try:
        for _ in range(200):
            descriptor = hold(path)
            assert path.exists()
            assert not remove_if_abandoned(path)
            path.unlink()
            os.close(descriptor)
    finally:
        is_done.set()
        thread.join()
