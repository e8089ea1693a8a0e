"""The recordings' bookkeeping and their sound; the model that speaks is not needed for it."""

import numpy as np
import pytest

from tools.studio.sound import loudness_db, prepared, read_mp3, what_is_wrong, write_mp3

RATE_HZ = 24_000


def voice_like(duration_s: float, level: float) -> np.ndarray:
    """A tone that swells and falls four times a second, as syllables do."""
    time_s = np.arange(round(duration_s * RATE_HZ)) / RATE_HZ
    swell = 0.6 - 0.4 * np.cos(2 * np.pi * 4 * time_s)
    return (level * swell * np.sin(2 * np.pi * 300 * time_s)).astype(np.float32)


def silence(duration_s: float) -> np.ndarray:
    return np.zeros(round(duration_s * RATE_HZ), dtype=np.float32)


@pytest.mark.parametrize("level", [0.02, 0.2, 0.9])
def test_soft_and_loud_words_come_out_as_loud_as_each_other(level):
    spoken = prepared(voice_like(1.0, level), RATE_HZ)
    assert loudness_db(spoken, RATE_HZ) == pytest.approx(-19.0, abs=0.7)
    assert abs(spoken).max() < 0.9


def test_silence_about_the_words_is_cut_but_not_the_pause_between_them():
    parts = (silence(0.7), voice_like(1, 0.3), silence(0.4), voice_like(1, 0.3), silence(0.9))
    assert len(prepared(np.concatenate(parts), RATE_HZ)) / RATE_HZ == pytest.approx(2.5, abs=0.15)


@pytest.mark.parametrize(
    ("samples", "text", "wrong"),
    [
        pytest.param(voice_like(1.6, 0.2), "Ten more seconds.", None, id="right"),
        pytest.param(voice_like(0.7, 0.2), "Three.", None, id="one word"),
        pytest.param(voice_like(9.0, 0.2), "Ten more seconds.", "takes 9.0 s", id="endless"),
        pytest.param(voice_like(0.3, 0.2), "Ten more seconds.", "takes only 0.3 s", id="cut off"),
        pytest.param(voice_like(1.6, 0.01), "Ten more seconds.", "too soft", id="too soft"),
        pytest.param(silence(1.6), "Ten more seconds.", "too soft", id="silent"),
        pytest.param(silence(1.6) * np.nan, "Ten more seconds.", "too soft", id="broken"),
    ],
)
def test_what_cannot_be_the_text_is_found_out(samples, text, wrong):
    told = what_is_wrong(samples, RATE_HZ, text)
    assert (told is None) if wrong is None else (wrong in told)


def test_a_file_holds_what_was_written(tmp_path):
    samples = prepared(voice_like(1.0, 0.3), RATE_HZ)
    write_mp3(samples, RATE_HZ, tmp_path / "a.mp3")
    back = read_mp3(tmp_path / "a.mp3")
    assert len(back) / RATE_HZ == pytest.approx(1.0, abs=0.2)
    assert loudness_db(back, RATE_HZ) == pytest.approx(loudness_db(samples, RATE_HZ), abs=0.5)
