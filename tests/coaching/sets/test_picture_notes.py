"""What of the pictures is told at the end of a set."""

import pytest

from sciatica_coach.coaching.sets.picture_notes import PictureNotes
from sciatica_coach.motion.picture import PictureQuality

GOOD = PictureQuality(120.0)
STILL = PictureQuality(120.0, stands_still=True)


def told(pictures, rate_hz=10.0):
    notes = PictureNotes()
    times_s = [index / rate_hz for index in range(len(pictures))]
    for time_s, picture in zip(times_s, pictures, strict=True):
        notes.update(time_s, picture)
    return notes.sentences(times_s)


def test_nothing_is_told_of_good_pictures_or_of_a_moment():
    dark = PictureQuality(20.0, contrast=30.0)
    assert told([GOOD] * 50) == ()
    assert told([GOOD] * 45 + [dark] * 5) == ()
    assert told([None] * 50) == ()
    assert told([]) == ()


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        pytest.param(PictureQuality(20.0, contrast=30.0), "light the room", id="dark"),
        pytest.param(PictureQuality(220.0, clipped_share=0.6), "from the window", id="over"),
        pytest.param(PictureQuality(120.0, noise=20.0), "noisy", id="noisy"),
        pytest.param(PictureQuality(120.0, contrast=40.0), "little contrast", id="pale"),
        pytest.param(PictureQuality(120.0, blur=0.7), "was blurred", id="blurred"),
        pytest.param(PictureQuality(120.0, colourfulness=0.0), "no colours", id="grey"),
    ],
)
def test_one_sentence_says_what_is_wrong_and_what_to_do(picture, words):
    (sentence,) = told([GOOD] * 20 + [picture] * 40)
    assert words in sentence


def test_when_the_picture_stood_still():
    first, second = told([GOOD] * 30 + [STILL] * 40 + [GOOD] * 20 + [STILL] * 30)
    assert "stood still from 3 to 7 s" in first
    assert "from 9 to 12 s" in second


def test_too_few_pictures():
    (sentence,) = told([GOOD] * 30, rate_hz=3.0)
    assert "too few pictures came for 100% of the time" in sentence
    assert told([GOOD] * 30, rate_hz=6.0) == ()
