"""Files are there whole or not at all."""

import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sciatica_coach.atomic_file import atomic_files, output_files, write_atomic
from sciatica_coach.errors import OutputError


def contents(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_all_targets_appear_together(tmp_path):
    targets = tmp_path / "new" / "a.json", tmp_path / "new" / "b.csv"
    with output_files(*targets) as drafts:
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
        with output_files(target) as (draft,):
            draft.write_text("half")
            raise failure

    with pytest.raises(type(failure), match=str(failure)):
        fail()
    assert contents(tmp_path) == {"a.json": "older"}


def test_a_folder_that_is_a_file(tmp_path):
    (tmp_path / "taken").write_text("")
    with (
        pytest.raises(OutputError, match="a part of its path is a file, not a folder, or choose"),
        output_files(tmp_path / "taken" / "a.json"),
    ):
        pass


def test_a_target_that_is_a_folder(tmp_path):
    (tmp_path / "a.json").mkdir()
    with (
        pytest.raises(OutputError, match="a folder has that name"),
        output_files(tmp_path / "a.json") as (draft,),
    ):
        draft.write_text("never")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_that_cannot_be_written():
    nowhere = Path("/proc/nowhere")  # not even root can make a folder there
    with (
        pytest.raises(OutputError, match="/proc/nowhere: cannot be written to: "),
        output_files(nowhere / "a.json"),
    ):
        pass


def test_a_full_disk(tmp_path):
    """As a limit on the size of files, which is what a test may set."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with (
            pytest.raises(OutputError, match="cannot be written to: the file would be larger"),
            output_files(tmp_path / "a.csv") as (draft,),
        ):
            draft.write_text("x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert not list(tmp_path.iterdir())


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_what_is_about_a_person_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "people" / "ann.json"
    write_atomic(path, "first", is_private=True)
    write_atomic(path, "naïve", is_private=True)
    assert path.read_text(encoding="utf-8") == "naïve"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert contents(path.parent) == {"ann.json": "naïve"}


def test_a_private_draft_is_private_from_its_first_byte_on(tmp_path):
    with atomic_files(tmp_path / "ann.json", is_private=True) as (draft,):
        assert mode(draft) == 0o600
        draft.write_text("done")


def test_a_draft_that_a_broken_process_left_is_no_obstacle(tmp_path):
    with atomic_files(tmp_path / "a.json") as (draft,):
        draft.write_text("")
    draft.write_text("left behind")
    draft.chmod(0o644)
    write_atomic(tmp_path / "a.json", "new", is_private=True)
    assert contents(tmp_path) == {"a.json": "new"}
    assert mode(tmp_path / "a.json") == 0o600


def test_without_words_for_a_user_the_systems_own_error_is_raised(tmp_path):
    (tmp_path / "taken").write_text("")
    with pytest.raises(FileExistsError, match="taken"):
        write_atomic(tmp_path / "taken" / "a.json", "never")


def test_a_name_may_be_as_long_as_the_file_system_allows(tmp_path):
    """The draft beside it must not be longer than it is itself."""
    target = tmp_path / ("a" * 250 + ".json")
    write_atomic(target, "done")
    assert contents(tmp_path) == {target.name: "done"}


def test_a_request_to_end_waits_until_all_files_are_in_place(tmp_path, monkeypatch):
    """Ctrl-C between the first file and the second would leave half a set of results."""
    targets = tmp_path / "a.json", tmp_path / "b.csv"
    replace = Path.replace

    def interrupted(draft, target):
        signal.raise_signal(signal.SIGINT)
        return replace(draft, target)

    def write():
        with atomic_files(*targets) as drafts:
            for draft in drafts:
                draft.write_text("done")

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write()
    assert contents(tmp_path) == {"a.json": "done", "b.csv": "done"}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


WRITER = (
    "import sys; from pathlib import Path; from sciatica_coach.atomic_file import output_files\n"
    "with output_files(*map(Path, sys.argv[1:])) as drafts:\n"
    "    drafts[0].write_text('half')\n"
    "    print(flush=True); sys.stdin.read()"
)


def test_the_next_result_deletes_the_drafts_of_a_killed_process(tmp_path):
    """But not those of a process that lives."""
    command = [
        sys.executable,
        "-c",
        WRITER,
        *(str(tmp_path / each) for each in ("a.json", "b.mp4")),
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        write_atomic(tmp_path / "other.json", "done")
        assert len(contents(tmp_path)) == 3
        writer.kill()
        writer.wait()
    assert len(contents(tmp_path)) == 3
    write_atomic(tmp_path / "other.json", "done")
    assert contents(tmp_path) == {"other.json": "done"}


def test_two_who_write_the_same_at_once_have_drafts_of_their_own(tmp_path):
    target = tmp_path / "a.json"
    with atomic_files(target) as (one,), atomic_files(target) as (other,):
        assert one != other
        one.write_text("one")
        other.write_text("other")
    assert contents(tmp_path) == {"a.json": "one"}


@pytest.mark.parametrize("name", [".notes.draft.md", ".12345678.draft.md", "12345678.1.draft.md"])
def test_what_is_no_draft_of_ours_stays(tmp_path, name):
    (tmp_path / name).write_text("mine")
    write_atomic(tmp_path / "a.json", "done")
    assert contents(tmp_path) == {name: "mine", "a.json": "done"}
