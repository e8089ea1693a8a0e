import threading
from dataclasses import replace
from datetime import date

import cv2
import pytest

from sciatica_coach import paths
from sciatica_coach.capture.video import Video
from sciatica_coach.coaching.feedback.phrases import WORKS
from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.live.protocol import Capture
from sciatica_coach.live.session import LiveSession, SetEnded, TakenOver
from sciatica_coach.motion.landmarks import Side
from tests.live.scene import JPEG, PLAN, Clock, Opener, calibrated, captures, jpeg, session, show


def run(live: LiveSession, lease: int, frames: list[Capture]):
    seen = (show(live, lease, capture) for capture in frames)
    return [session_update.update for session_update in seen if session_update is not None]


def test_a_set_is_counted_from_its_frames():
    live = session()
    updates = run(live, live.take_over(), captures())
    assert updates[-1].reps == 3
    assert updates[-1].stage is SetState.DONE
    assert live.finish()[0].complete_reps == 3


def test_any_browser_clock_will_do():
    live = session(clock=Clock(5.0))
    updates = run(live, live.take_over(), captures(clock_s=86_400.0))
    assert updates[0].time_s == 0.0
    assert updates[-1].reps == 3


@pytest.mark.parametrize(
    "cut_s",
    [
        pytest.param(6.0, id="between repetitions"),
        pytest.param(10.3, id="within a hold"),
        pytest.param(8.5, id="on the way out"),
    ],
)
def test_a_lost_connection_goes_on_with_the_same_set(cut_s):
    opener, clock = Opener(), Clock()
    live = session(opener, clock)
    before = run(live, live.take_over(), captures(end_s=cut_s))
    live.release_estimator()
    clock.now_s += cut_s
    after = run(live, live.take_over(), captures(start_s=cut_s, clock_s=3.0))
    assert before[-1].reps < after[-1].reps == 3
    assert after[0].time_s == pytest.approx(cut_s, abs=0.04)
    assert [each.is_open for each in opener.opened] == [False, True]


def test_a_new_connection_during_the_set_up_is_told_again_which_leg_works():
    clock = Clock()
    live = session(clock=clock)
    show(live, live.take_over(), captures(end_s=0.1)[0])
    clock.now_s += 20.0
    again = show(live, live.take_over(), captures(end_s=0.1)[0])
    assert again is not None
    assert [phrase for each in again.says for phrase in each.phrases] == [WORKS[Side.RIGHT]]


def test_time_goes_on_while_nothing_is_connected():
    clock = Clock()
    live = session(clock=clock)
    first = run(live, live.take_over(), captures(end_s=1.0))
    clock.now_s += 61.0
    second = run(live, live.take_over(), captures(end_s=1.0))
    assert second[0].time_s - first[0].time_s == pytest.approx(61.0)


@pytest.mark.parametrize("late_s", [0.0, 0.5, 0.9])
def test_a_frame_that_is_not_newer_is_skipped(late_s):
    live = session()
    lease = live.take_over()
    assert show(live, lease, Capture(1, 0.0, JPEG)) is not None
    assert show(live, lease, Capture(2, 0.9, JPEG)) is not None
    assert show(live, lease, Capture(3, late_s, JPEG)) is None
    assert live.frames == 2


def test_a_new_connection_takes_the_set_over():
    live = session()
    old = live.take_over()
    show(live, old, Capture(1, 0.0, JPEG))
    new = live.take_over()
    with pytest.raises(TakenOver, match="goes on in another window"):
        show(live, old, Capture(2, 0.1, JPEG))
    show(live, new, Capture(1, 0.2, JPEG))
    live.release_estimator(old)
    assert live.is_awake
    live.release_estimator(new)
    assert not live.is_awake


def test_rest_closes_the_estimator_and_the_next_frame_opens_another():
    opener = Opener()
    live = session(opener)
    lease = live.take_over()
    show(live, lease, Capture(1, 0.0, JPEG))
    live.release_estimator(lease)
    live.release_estimator(lease)
    assert [each.is_open for each in opener.opened] == [False]
    show(live, lease, Capture(2, 20.0, JPEG))
    assert [each.is_open for each in opener.opened] == [False, True]


def test_an_ended_set_takes_no_frames_and_keeps_its_record():
    opener = Opener()
    live = session(opener)
    lease = live.take_over()
    assert live.records == ()
    show(live, lease, Capture(1, 0.0, JPEG))
    record = live.finish()
    assert live.finish() is record is live.records
    assert not opener.opened[0].is_open
    with pytest.raises(SetEnded, match="has ended"):
        show(live, lease, Capture(2, 0.1, JPEG))
    assert not live.is_awake


def test_an_own_range_is_measured_from_its_frames():
    live = calibrated()
    assert not live.has_ended
    own = live.finish().baseline
    assert (live.records, live.calibration_result.baseline) == ((), own)
    assert (own.side, own.model) == (Side.RIGHT, "pose_landmarker_lite")
    assert own.end_deg == pytest.approx(110, abs=2)
    assert own.measured_on == date.today()


def test_an_own_range_sets_the_target_of_the_set():
    own = calibrated().finish().baseline
    far = replace(own, end_deg=150.0)
    for baselines, reps in (([], 3), ([own], 3), ([far], 0)):
        live = LiveSession(PLAN, baselines=baselines, open_estimator=Opener(), clock_s=Clock())
        assert run(live, live.take_over(), captures())[-1].reps == reps


def test_a_set_without_a_frame_has_an_empty_record():
    (record,) = session().finish()
    assert record.reps == ()
    assert record.tracked_share == 0.0


def test_frames_may_change_their_size_in_mid_stream():
    opener = Opener()
    live = session(opener)
    lease = live.take_over()
    for number, size in enumerate([(64, 48), (48, 64), (120, 90)]):
        show(live, lease, Capture(number, number / 30, jpeg(*size)))
    assert [frame.image.shape[:2] for frame in opener.opened[0].seen] == [
        (48, 64),
        (64, 48),
        (90, 120),
    ]


@pytest.mark.parametrize(
    ("people", "said"),
    [pytest.param(1, False, id="alone"), pytest.param(2, True, id="with somebody")],
)
def test_company_is_mentioned(people, said):
    live = session(Opener(people))
    run(live, live.take_over(), captures(end_s=2.0))
    assert live.people == people
    assert any("other people" in warning for warning in live.warnings) is said


def test_who_was_pointed_out_is_kept_to_after_a_rest():
    opener = Opener(people=2)
    live = session(opener)
    lease = live.take_over()
    live.select_person(lease, (0.2, 0.5))
    run(live, lease, captures(end_s=1.0))
    live.release_estimator()
    run(live, lease, captures(start_s=1.0, end_s=2.0, clock_s=1.0))
    first, second = (each.chosen for each in opener.opened)
    assert first == [(0.2, 0.5)]
    # Where the hips were last.
    assert second == [pytest.approx((0.5, 400 / 720), abs=0.01)]
    assert "the one you pointed out was followed" in live.warnings[0]


def test_nobody_is_chosen_by_a_connection_that_was_taken_over():
    live = session()
    old = live.take_over()
    live.take_over()
    with pytest.raises(TakenOver, match="another window"):
        live.select_person(old, (0.2, 0.5))


def test_frames_from_many_threads_are_looked_at_one_by_one():
    live = session()
    lease = live.take_over()
    frames = captures(end_s=4.0)
    threads = [
        threading.Thread(target=run, args=(live, lease, frames[start::4])) for start in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < live.frames <= len(frames)
    times_s = live.finish()[0].angle_series.time_s
    assert (times_s[1:] > times_s[:-1]).all()


def test_the_real_model_sees_a_clip_through():
    live = LiveSession(PLAN)
    lease = live.take_over()
    with Video(paths.SAMPLES / "knee_to_chest_side.mp4") as video:
        for number, frame in enumerate(video):
            if frame.time_s > 5.5:
                break
            picture = jpeg_of(frame.image)
            update = show(live, lease, Capture(number, 7.0 + frame.time_s, picture))
    assert live.is_awake
    assert update.update.pose is not None
    (record,) = live.finish()
    assert not live.is_awake
    assert record.tracked_share == 1.0
    assert record.complete_reps == 1


def jpeg_of(image) -> bytes:
    return bytes(cv2.imencode(".jpg", cv2.resize(image, (480, 270)))[1])


def test_a_camera_that_is_turned_in_mid_set_goes_on_counting():
    live = LiveSession(PLAN)
    lease = live.take_over()
    sizes = set()
    with Video(paths.SAMPLES / "knee_to_chest_side.mp4") as video:
        for number, frame in enumerate(video):
            image = cv2.resize(frame.image, (480, 270))
            if number > 150:  # the same scene across an upright picture, as of a phone
                image = cv2.copyMakeBorder(image, 291, 292, 0, 0, cv2.BORDER_REPLICATE)
            if number % 3 == 0:
                update = live.process_frame(lease, image, frame.time_s)
                sizes.add(image.shape[:2])
    assert sizes == {(270, 480), (853, 480)}
    assert update.update.reps == 3
    live.finish()
