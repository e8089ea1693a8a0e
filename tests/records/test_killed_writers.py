"""A process is killed while it writes sessions; the benchmark does it by the hundred."""

import random

from sciatica_coach.records.database import URL_VARIABLE
from tools.benchmarks.killed_writers import killed_once, problems_after


def test_what_was_written_before_a_kill_is_there(url, people, tmp_path, monkeypatch):
    monkeypatch.setenv(URL_VARIABLE, url.render_as_string(hide_password=False))
    ann, chance = people.add("Ann"), random.Random(3)
    needed = 0
    for _ in range(3):
        reps = killed_once(tmp_path / "journals", ann.id, chance)
        needed += sum(reps.values())
        assert problems_after(tmp_path / "journals", ann.id, reps) == []
    assert needed
