"""What was not read of a video is told in sentences, and nothing is told of a good one."""

from array import array

import pytest

from sciatica_coach.capture.reading_log import ReadingLog

STEP_S = 0.04


def told(times_s, *, stated_s=None, ends_early=False, expected=None, speed=1.0, **happened):
    log = ReadingLog(STEP_S, times_s=array("d", times_s), **happened)
    return list(
        log.warnings(stated_s=stated_s, ends_early=ends_early, expected=expected, speed=speed)
    )


def steady(seconds, step_s=STEP_S):
    return [index * step_s for index in range(round(seconds / step_s))]


GOOD = steady(10)


@pytest.mark.parametrize(
    "stated_s",
    [pytest.param(10.0, id="exact"), pytest.param(None, id="none"), pytest.param(10.4, id="rough")],
)
def test_nothing_is_told_of_a_good_video(stated_s):
    assert told(GOOD, stated_s=stated_s, decoded=250, expected=250) == []


def test_a_cut_off_end():
    (sentence,) = told(GOOD, stated_s=16.5)
    assert sentence == ("the video is cut off: only the first 10.0 of 16.5 seconds can be read")


def test_a_few_frames_are_missed_if_the_last_part_is_not_whole():
    assert told(GOOD, stated_s=10.2) == []
    assert "only the first 10.0 of 10.2" in told(GOOD, stated_s=10.2, ends_early=True)[0]


def test_a_cut_in_what_comes_after_the_pictures_costs_nothing():
    assert told(GOOD, stated_s=10.0, ends_early=True) == []


def test_a_cut_off_end_of_unknown_length():
    (sentence,) = told(GOOD, ends_early=True)
    assert sentence.startswith("the video is cut off: its end is missing, only the first 10.0 sec")


def test_sound_that_is_longer_than_the_pictures_is_no_cut():
    (sentence,) = told(GOOD, stated_s=16.5, sound_end_s=16.4, first_picture_s=0.0)
    assert sentence == (
        "the pictures end after 10.0 seconds, only the sound goes on to 16.5 seconds"
    )


def test_a_beginning_that_cannot_be_decoded():
    (sentence,) = told(GOOD, first_packet_s=1.0, first_picture_s=3.5)
    assert sentence == (
        "the first 2.5 seconds of the video cannot be read: its beginning is missing"
    )


@pytest.mark.parametrize(
    ("damaged", "sentence"),
    [(1, "left out of the video: 1 damaged piece"), (7, "left out of the video: 7 damaged pieces")],
)
def test_damage(damaged, sentence):
    assert told(GOOD, damaged=damaged) == [sentence]


def test_frames_that_vanish_without_an_error_are_damage():
    assert told(GOOD, decoded=248, expected=250) == []
    assert told(GOOD, decoded=200, expected=250) == ["left out of the video: 50 damaged pieces"]


def test_damage_that_the_decoder_has_guessed_over():
    sentence = "the video is damaged in places: what is seen there may be wrong"
    assert told(GOOD, mended=1) == [sentence]
    assert told(GOOD, stated_s=16.5, ends_early=True, mended=2)[1:] == [sentence]
    assert len(told(GOOD, stated_s=16.5, ends_early=True, mended=1)) == 1, "the cut itself"


def test_one_picture():
    (sentence,) = told([0.0])
    assert sentence == "the video holds one picture only: no movement can be judged in it"


def test_no_picture_at_all():
    assert told([], stated_s=3.0) != []


def test_a_hole():
    (sentence,) = told([*steady(3), *(5.5 + each for each in steady(3))])
    assert sentence == "the video has no picture from 3.0 to 5.5 seconds"


def test_a_steady_film_has_no_short_pauses_of_its_own():
    (sentence,) = told([*steady(3), *(3.5 + each for each in steady(3))])
    assert sentence == "the video has no picture from 3.0 to 3.5 seconds"
    uneven = [*steady(3), *(3 + 0.1 * each for each in range(9)), *(4.4 + t for t in steady(1))]
    assert told(uneven) == []


def test_several_holes():
    times_s = [*steady(3), *(5 + each for each in steady(1)), *(9 + each for each in steady(1))]
    (sentence,) = told(times_s)
    assert sentence == (
        "the video has 2 gaps without a picture, the longest from 6.0 to 9.0 seconds"
    )


def test_few_pictures_a_second_are_no_holes():
    assert told(steady(60, step_s=2.0)) == []


def test_pictures_without_a_time():
    (sentence,) = told(GOOD, left_out=30, decoded=280)
    assert sentence == "left out of the video: 30 pictures without a time of their own"


def test_a_header_of_1000_frames_a_second():
    (sentence,) = told(steady(0.4, step_s=0.001))
    assert sentence.startswith("the file states 1000 pictures a second, more than cameras take")
    assert told(steady(0.4, step_s=0.001), speed=0.03) == []


def test_a_clock_that_jumps_is_told_and_no_cut():
    assert told(steady(4), stated_s=3e8, jumps=1) == [
        "the clock of the file jumps by hours: its times are probably wrong"
    ]


def test_a_video_that_is_too_long_is_told_and_no_cut():
    (sentence,) = told(steady(120), stated_s=9000.0, is_stopped=True)
    assert sentence.startswith("the video is too long: only its first 2 minutes were read")


def test_pictures_that_were_too_large_are_told():
    (sentence,) = told(steady(4), too_large={(16384, 8192)})
    assert sentence == "left out of the video: pictures of 16384 x 8192 pixels, larger than 8K"
