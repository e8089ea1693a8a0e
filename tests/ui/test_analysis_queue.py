import threading

import pytest

from sciatica_coach.ui.analysis_queue import SLOTS_VARIABLE, AnalysisQueue, asked_analyses


def never(ahead):
    raise AssertionError(ahead)


class NotWantedError(Exception):
    pass


def give_up(ahead):
    raise NotWantedError(ahead)


def test_one_after_the_other():
    queue = AnalysisQueue(2)
    waiting = pytest.raises(NotWantedError, match="1")
    with queue.turn(never), queue.turn(never), waiting, queue.turn(give_up):
        pass
    with queue.turn(never), queue.turn(never):
        pass


def test_who_waits_comes_in_when_a_place_is_free():
    queue, waits, told = AnalysisQueue(1), threading.Event(), []

    def wait(ahead):
        told.append(ahead)
        waits.set()

    def enter():
        with queue.turn(wait):
            told.append("in")

    with queue.turn(never):
        second = threading.Thread(target=enter)
        second.start()
        assert waits.wait(10)
        with pytest.raises(NotWantedError, match="2"), queue.turn(give_up):
            pass
        assert "in" not in told
    second.join(10)
    assert told[-1] == "in"
    assert set(told[:-1]) == {1}


@pytest.mark.parametrize(
    ("given", "cores", "asked"),
    [("3", 8, 3), ("", 8, 4), ("", 2, 1), ("", None, 1), ("0", 4, 2), ("many", 4, 2)],
)
def test_how_many(monkeypatch, given, cores, asked):
    monkeypatch.setenv(SLOTS_VARIABLE, given)
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert asked_analyses() == asked
