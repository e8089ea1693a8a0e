"""Whoever has no speech in the browser hears every phrase all the same, in every language."""

import pytest

from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.language.catalog import languages
from sciatica_coach.language.voices import RECORDINGS, recordings, voice_file
from tools.studio.sound import LOUDNESS_DB, loudness_db, read_mp3, what_is_wrong
from tools.studio.speaker import RATE_HZ

MOST_BYTES = 200_000
MOST_BYTES_IN_ALL = 6_000_000
BOOK = phrase_book(load_exercises().values())


@pytest.mark.parametrize("code", languages())
def test_every_phrase_is_recorded_as_it_is_said_now(code):
    language = languages()[code]
    recorded = {phrase: each.text for phrase, each in recordings(code).items()}
    missing = "run `python -m tools.studio voices`"
    assert recorded == {phrase: language.say(phrase) for phrase in BOOK}, missing


@pytest.mark.parametrize("code", languages())
def test_every_recording_is_there_and_nothing_else(code):
    files = {path.name for path in (RECORDINGS / code).glob("*.mp3")}
    assert files == {each.file for each in recordings(code).values()}


@pytest.mark.parametrize("code", languages())
def test_a_recording_may_be_its_text_and_all_are_about_as_loud(code):
    for each in recordings(code).values():
        samples = read_mp3(RECORDINGS / code / each.file)
        assert what_is_wrong(samples, RATE_HZ, each.text) is None, each
        assert loudness_db(samples, RATE_HZ) == pytest.approx(LOUDNESS_DB, abs=3.5), each
        assert abs(samples).max() < 1.0, each


def test_the_recordings_are_small():
    sizes = [path.stat().st_size for path in RECORDINGS.glob("*/*")]
    assert max(sizes) < MOST_BYTES
    assert sum(sizes) < MOST_BYTES_IN_ALL


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        pytest.param("en", "Nobody says this.", id="unknown phrase"),
        pytest.param("tlh", BOOK[0], id="unknown language"),
    ],
)
def test_what_is_not_recorded_has_no_file(language, phrase):
    assert voice_file(language, phrase) is None
