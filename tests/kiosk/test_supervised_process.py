"""One real process that is kept running."""

import os
import sys

import pytest

from sciatica_coach.kiosk.supervised_process import SupervisedProcess


@pytest.fixture
def process():
    waits = [sys.executable, "-c", "import sys; sys.stdin.read(); import time; time.sleep(999)"]
    made = SupervisedProcess("It", lambda: waits, {**os.environ}, is_quiet=True)
    yield made
    made.end()


def test_it_is_begun_once(process):
    assert not process.is_running
    assert (process.age_s, process.exit_code) == (0.0, None)
    assert process.ensure_running()
    assert process.is_running
    assert not process.ensure_running()


def test_what_it_has_begun_ends_with_it(process):
    process.ensure_running()
    process.end()
    assert not process.is_running
    assert process.exit_code not in (None, 0)
    process.end()


def test_one_that_was_never_begun_can_be_ended(process):
    process.end()
    assert process.exit_code is None
