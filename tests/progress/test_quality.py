"""How an exercise was done, day by day."""

from datetime import timedelta

from sciatica_coach.progress.period import Spacing
from sciatica_coach.progress.quality import quality, thinned
from tests.past_sessions import EXERCISES, FIRST_DAY, KNEE_TO_CHEST, done_set, session


def days(number, *sets, start=0):
    return [session(FIRST_DAY + timedelta(days=start + day), *sets) for day in range(number)]


def test_the_sets_of_a_day_are_added_up():
    one = done_set(complete=3, attempts=1, longest_hold_s=18, faults={"too_fast": 2})
    two = done_set(complete=1, attempts=2, asked=4, longest_hold_s=22, faults={"too_fast": 1})
    morning, evening = session(FIRST_DAY, one, hour=8), session(FIRST_DAY, two, hour=18)
    (point,) = quality([morning, evening], KNEE_TO_CHEST.id).points
    assert (point.complete_reps, point.reps_asked, point.attempts, point.reps) == (4, 7, 3, 7)
    assert (point.longest_hold_s, point.hold_asked_s) == (22, 20)
    assert point.fault_counts == {"too_fast": 3}
    assert point.sessions == (morning.id, evening.id)
    assert point.is_fully_judged


def test_what_was_not_judged_whole_is_marked():
    (point,) = quality(
        [session(FIRST_DAY, done_set(is_fully_judged=False))], KNEE_TO_CHEST.id
    ).points
    assert not point.is_fully_judged


def test_first_days_against_last_ones():
    before = days(14, done_set(complete=1, attempts=1, faults={"head_lifts": 1, "bouncing": 2}))
    now = days(14, done_set(complete=3, faults={"head_lifts": 3}), start=14)
    found = quality([*before, *now], KNEE_TO_CHEST.id)
    assert (found.before.first_day, found.before.last_day) == (before[0].day, before[-1].day)
    assert (found.now.first_day, found.now.last_day) == (now[0].day, now[-1].day)
    assert (found.before.total.complete_reps, found.now.total.complete_reps) == (14, 42)
    assert found.before.faults_in_ten("head_lifts") == 5
    assert found.now.faults_in_ten("head_lifts") == 10
    assert found.now.faults_in_ten("bouncing") == 0
    assert found.rules == ("head_lifts", "bouncing")


def test_with_few_days_they_are_all_told_together():
    found = quality(days(3, done_set()), KNEE_TO_CHEST.id)
    assert found.before is None
    assert (found.now.days, found.now.total.complete_reps) == (3, 9)


def test_nothing_done():
    figure_4 = EXERCISES["figure-4"]
    for sessions in ([], [session(FIRST_DAY)], [session(FIRST_DAY, exercise=figure_4.id)]):
        found = quality(sessions, KNEE_TO_CHEST.id)
        assert (found.points, found.now, found.rules) == ((), None, ())


def test_a_span_without_a_repetition_has_no_faults():
    found = quality(days(1, done_set(complete=0, attempts=0)), KNEE_TO_CHEST.id)
    assert found.now.faults_in_ten("too_fast") == 0


def test_thinned_to_sums():
    points = quality(days(8, done_set(complete=2, attempts=1, longest_hold_s=9)), KNEE_TO_CHEST.id)
    weeks = thinned(points.points, Spacing.WEEK)
    assert [(each.complete_reps, each.attempts, each.longest_hold_s) for each in weeks] == [
        (14, 7, 9),
        (2, 1, 9),
    ]
