"""What is to be deleted after the work is deleted, also if the process is killed."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_coach.cli import main
from sciatica_coach.errors import OutputError
from sciatica_coach.paths import STATE_VARIABLE
from sciatica_coach.scratch import ScratchFolder, sweep_scratch

KEEPER = (
    "import sys; from pathlib import Path; from sciatica_coach.scratch import ScratchFolder; "
    "folder = ScratchFolder(Path(sys.argv[1])).path; (folder / 'video.mp4').write_bytes(b'me'); "
    "print(folder, flush=True); sys.stdin.read()"
)


def left(state):
    return sorted(each.name for each in (state / "scratch").rglob("*"))


@pytest.fixture
def killed(tmp_path):
    """The scratch folder of a process that was killed while it worked."""
    command = [sys.executable, "-c", KEEPER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdout is not None
        folder = Path(os.fsdecode(keeper.stdout.readline().strip()))
        sweep_scratch(tmp_path)
        assert (folder / "video.mp4").exists()  # the process lives
        keeper.kill()
        keeper.wait()
    assert (folder / "video.mp4").exists()
    return folder


def test_a_scratch_folder_is_private_and_goes(tmp_path):
    with ScratchFolder(tmp_path) as scratch:
        (scratch.path / "video.mp4").write_bytes(b"me")
        assert stat.S_IMODE(scratch.path.stat().st_mode) == 0o700
        assert stat.S_IMODE(scratch.path.parent.stat().st_mode) == 0o700
    assert left(tmp_path) == []
    scratch.close()


def test_the_next_start_deletes_what_a_killed_process_left(tmp_path, killed):
    sweep_scratch(tmp_path)
    assert left(tmp_path) == []


def test_so_does_the_next_scratch_folder(tmp_path, killed):
    with ScratchFolder(tmp_path) as scratch:
        assert not killed.exists()
        assert scratch.path.exists()


def test_so_does_the_next_analysis(tmp_path, killed, monkeypatch):
    monkeypatch.setenv(STATE_VARIABLE, str(tmp_path))
    main(["analyse", str(tmp_path / "none.mp4"), "--exercise", "figure-4"])
    assert left(tmp_path) == []


def test_two_scratch_folders_do_not_disturb_each_other(tmp_path):
    with ScratchFolder(tmp_path) as one, ScratchFolder(tmp_path) as other:
        sweep_scratch(tmp_path)
        assert one.path.is_dir()
        assert other.path.is_dir()


def test_a_sweep_that_was_killed_is_done_again(tmp_path):
    (tmp_path / "scratch" / "0123456789abcdef").mkdir(parents=True)
    (tmp_path / "scratch" / "0123456789abcdee.held").write_text("")
    sweep_scratch(tmp_path)
    assert left(tmp_path) == []


def test_where_nothing_can_be_kept_a_sentence_says_so(tmp_path):
    (tmp_path / "scratch").write_text("a file")
    with pytest.raises(OutputError, match=f"nothing can be kept there.*{STATE_VARIABLE}"):
        ScratchFolder(tmp_path)
    sweep_scratch(tmp_path)
