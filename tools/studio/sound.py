"""Recorded words made fit to be played: trimmed, of one loudness, and not broken."""

from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from tools.studio.speaker import Samples

_FRAME_S = 0.02
_SILENT_DB = -38.0
"""Below the loudest frame."""
_BEFORE_S, _AFTER_S = 0.03, 0.10
_FADE_S = 0.01
LOUDNESS_DB = -19.0
_PEAK = 0.89
_LETTERS_A_SECOND = (4.0, 26.0)
"""Slow and quick speakers; a single word may be slower."""
_WORD_S = 1.6
_BIT_RATE = 32_000


def prepared(samples: "Samples", rate_hz: int) -> "Samples":
    """The words without the silence about them, as loud as any others."""
    levels_db = _levels_db(samples, rate_hz)
    heard = np.flatnonzero(levels_db > levels_db.max() + _SILENT_DB)
    frame = round(_FRAME_S * rate_hz)
    first = max(0, heard[0] * frame - round(_BEFORE_S * rate_hz))
    last = (heard[-1] + 1) * frame + round(_AFTER_S * rate_hz)
    cut = samples[first:last].astype(np.float64)
    gain = 10 ** ((LOUDNESS_DB - loudness_db(samples, rate_hz)) / 20)
    louder = cut * min(gain, _PEAK / np.abs(cut).max())
    fade = np.linspace(0, 1, round(_FADE_S * rate_hz))
    louder[: len(fade)] *= fade
    louder[-len(fade) :] *= fade[::-1]
    return np.asarray(louder, dtype=np.float32)


def loudness_db(samples: "Samples", rate_hz: int) -> float:
    """The level of what is spoken, in decibels of full scale; pauses do not count."""
    levels_db = _levels_db(samples, rate_hz)
    spoken = levels_db[levels_db > levels_db.max() - 20]
    return float(10 * np.log10(np.mean(10 ** (spoken / 10))))


def _levels_db(samples: "Samples", rate_hz: int) -> "Samples":
    frame = round(_FRAME_S * rate_hz)
    whole = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    levels = 10 * np.log10(np.maximum(np.mean(whole**2, axis=1), 1e-10))
    return np.asarray(levels, dtype=np.float32)


def what_is_wrong(samples: "Samples", rate_hz: int, text: str) -> str | None:
    """Why these samples cannot be that text; None if they may be."""
    duration_s = len(samples) / rate_hz
    letters = sum(sign.isalnum() for sign in text)
    slowest, quickest = _LETTERS_A_SECOND
    if not np.isfinite(samples).all() or loudness_db(samples, rate_hz) < LOUDNESS_DB - 6:
        return "is too soft"
    if duration_s > max(_WORD_S, letters / slowest):
        return f"takes {duration_s:.1f} s for {letters} letters"
    if duration_s < letters / quickest:
        return f"takes only {duration_s:.1f} s for {letters} letters"
    return None


def write_mp3(samples: "Samples", rate_hz: int, path: Path) -> None:
    """Write the samples as a file that every browser plays."""
    with av.open(str(path), "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=rate_hz, layout="mono")
        stream.bit_rate = _BIT_RATE
        whole = (np.clip(samples, -1, 1) * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole[np.newaxis], format="s16", layout="mono")
        frame.sample_rate = rate_hz
        resampler = av.AudioResampler("s16p", "mono", rate_hz, frame_size=stream.frame_size or 576)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


def read_mp3(path: Path) -> "Samples":
    """The samples of a file."""
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.asarray(np.concatenate(frames, axis=1)[0], dtype=np.float32)
