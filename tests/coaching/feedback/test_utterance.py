"""What is said: by its rank, and with a tone that the page knows."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import sciatica_coach
from sciatica_coach.coaching.feedback.utterance import Priority, Tone, Utterance


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param(one, other, id=f"{one.name} before {other.name}".lower())
        for one, other in pairwise(
            (
                Priority.STOP,
                Priority.SAFETY,
                Priority.INSTRUCTION,
                Priority.RANGE,
                Priority.TEMPO,
                Priority.ENCOURAGEMENT,
                Priority.COUNT,
            )
        )
    ],
)
def test_what_goes_first(first, then):
    assert min(then, first) is first


def test_words_have_no_tone_unless_it_is_said():
    said = Utterance(1, 0.0, Priority.COUNT, ("Three.",))
    assert said.tone is None
    assert said == Utterance(1, 0.0, Priority.COUNT, ("Three.",), None)


def test_the_page_has_a_sound_for_each_tone_and_no_other():
    (source,) = Path(sciatica_coach.__file__).parent.rglob("tones.js")
    (tones,) = re.findall(r"const TONES = {\n(.*?)\n};", source.read_text("utf-8"), re.DOTALL)
    assert set(re.findall(r"^  (\w+): {", tones, re.MULTILINE)) == set(Tone)
