"""Entries that wait on disk: they outlive their process, and get into the records once."""

import logging
import math
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from uuid import uuid4

import pytest

from sciatica_coach.records.journal import Journal, settle_abandoned
from sciatica_coach.records.session_log import to_line
from tests.records.built import begun, rep, set_so_far, whole_session


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journals"


def left_by_a_killed_process(folder, lines):
    """A journal whose process was killed: nobody holds it."""
    folder.mkdir(exist_ok=True)
    (folder / "killed.journal").write_bytes(lines)


def test_what_waits_is_written_once_and_forgotten(folder, database, ann):
    journal = Journal(folder)
    assert journal.is_empty
    entries = whole_session(ann.id)
    journal.add(entries[:2])
    journal.add(entries[2:])
    assert not journal.is_empty
    journal.settle(database)
    assert journal.is_empty
    assert len(ann.sessions()) == 1
    journal.close()
    assert list(folder.iterdir()) == []


def test_nothing_is_made_before_there_is_an_entry(folder, database):
    journal = Journal(folder)
    journal.settle(database)
    journal.close()
    assert not folder.exists()


def test_what_a_killed_process_left_gets_into_the_records(folder, database, ann):
    entries = whole_session(ann.id)
    left_by_a_killed_process(folder, b"".join(map(to_line, entries)))
    settle_abandoned(folder, database)
    assert ann.sessions()[0].complete_reps == 3
    assert list(folder.iterdir()) == []


def test_a_cut_line_costs_no_other(folder, database, ann, caplog):
    first, *rest = whole_session(ann.id)
    lines = [to_line(first), to_line(set_so_far(first.session_id, 2)), to_line(rest[0])[:-40]]
    left_by_a_killed_process(folder, b"".join(lines))
    with caplog.at_level(logging.WARNING):
        settle_abandoned(folder, database)
    assert ann.sessions()[0].complete_reps == 2
    assert "not whole" in caplog.text


def test_an_entry_that_the_records_refuse_costs_no_other(folder, database, ann):
    first, *rest = whole_session(ann.id)
    so_far = set_so_far(first.session_id, number=2)
    strange = so_far.model_copy(update={"reps": (replace(rep(), hold_s=math.nan),)})
    huge = so_far.model_copy(update={"reps_asked": 2**70})
    lines = [to_line(each) for each in (first, strange, huge, *rest)]
    left_by_a_killed_process(folder, b"".join(lines))
    settle_abandoned(folder, database)
    assert ann.sessions()[0].complete_reps == 3
    assert list(folder.iterdir()) == []


def test_a_journal_in_use_is_left_alone(folder, database, ann):
    journal = Journal(folder)
    journal.add(whole_session(ann.id))
    settle_abandoned(folder, database)
    assert ann.sessions() == ()
    assert not journal.is_empty
    journal.settle(database)
    assert len(ann.sessions()) == 1
    journal.close()


def test_who_was_deleted_meanwhile_does_not_come_back(folder, database, people, ann):
    left_by_a_killed_process(folder, b"".join(map(to_line, whole_session(ann.id))))
    people.forget(ann.id)
    settle_abandoned(folder, database)
    assert people.all() == ()
    assert list(folder.iterdir()) == []


@contextmanager
def full_disk(largest_bytes):
    """No file of this process may grow beyond this, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_on_a_full_disk_nothing_of_half_an_entry_remains(folder, database, ann):
    journal = Journal(folder)
    entries = whole_session(ann.id)
    journal.add(entries[:1])
    (path,) = folder.iterdir()
    before = path.read_bytes()
    with full_disk(len(before) + 50), pytest.raises(OSError, match="too large"):
        journal.add(entries[1:])
    assert path.read_bytes() == before
    journal.add(entries[1:])
    journal.settle(database)
    assert ann.sessions()[0].complete_reps == 3
    journal.close()


def test_only_their_owner_may_read_journals(folder):
    journal = Journal(folder)
    journal.add([begun(uuid4())])
    assert folder.stat().st_mode & 0o077 == 0
    assert all(each.stat().st_mode & 0o077 == 0 for each in folder.iterdir())
    journal.close()


def test_the_journal_of_a_real_killed_process_is_taken(folder, database, ann):
    code = (
        "import os, sys, pathlib, signal\n"
        "from uuid import UUID\n"
        "from sciatica_coach.records.journal import Journal\n"
        "from tests.records.built import whole_session\n"
        "journal = Journal(pathlib.Path(sys.argv[1]))\n"
        "journal.add(whole_session(UUID(sys.argv[2])))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(folder), str(ann.id)], check=False)
    assert killed.returncode == -signal.SIGKILL
    settle_abandoned(folder, database)
    assert len(ann.sessions()) == 1
