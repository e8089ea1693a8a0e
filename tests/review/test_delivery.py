"""Results are there whole or not at all."""

import resource
import signal
from pathlib import Path

import pytest

from sciatica_coach.errors import OutputError
from sciatica_coach.review.delivery import delivery


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_all_targets_appear_together(tmp_path):
    targets = tmp_path / "new" / "a.json", tmp_path / "new" / "b.csv"
    with delivery(*targets) as drafts:
        for draft in drafts:
            draft.write_text("done")
            assert draft.suffix in (".json", ".csv")
        assert not any(target.exists() for target in targets)
    assert contents(tmp_path / "new") == {"a.json": "done", "b.csv": "done"}


@pytest.mark.parametrize("failure", [ValueError("a bug"), KeyboardInterrupt("Ctrl-C")])
def test_after_a_failure_the_older_result_stays(tmp_path, failure):
    target = tmp_path / "a.json"
    target.write_text("older")

    def fail():
        with delivery(target) as (draft,):
            draft.write_text("half")
            raise failure

    with pytest.raises(type(failure), match=str(failure)):
        fail()
    assert contents(tmp_path) == {"a.json": "older"}


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "taken").write_text("")
    with (
        pytest.raises(OutputError, match="a part of its path is a file, not a folder, or choose"),
        delivery(tmp_path / "taken" / "a.json"),
    ):
        pass


def test_a_target_that_is_a_folder(tmp_path):
    (tmp_path / "a.json").mkdir()
    with (
        pytest.raises(OutputError, match="a folder has that name"),
        delivery(tmp_path / "a.json") as (draft,),
    ):
        draft.write_text("never")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_that_cannot_be_written():
    nowhere = Path("/proc/nowhere")  # not even root can make a folder there
    with (
        pytest.raises(OutputError, match="/proc/nowhere: cannot be written to: "),
        delivery(nowhere / "a.json"),
    ):
        pass


def test_a_full_disk(tmp_path):
    """As a limit on the size of files, which is what a test may set."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with (
            pytest.raises(OutputError, match="cannot be written to: File too large"),
            delivery(tmp_path / "a.csv") as (draft,),
        ):
            draft.write_text("x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert not list(tmp_path.iterdir())
