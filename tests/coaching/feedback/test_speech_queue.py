"""What is said when, without anybody who exercises."""

from itertools import pairwise

import pytest

from sciatica_coach.coaching.feedback.speech_queue import SPACING_S, SpeechQueue
from sciatica_coach.coaching.feedback.utterance import Priority, Tone, Utterance


def words(
    priority: Priority, *phrases: str, at_s: float = 0.0, tone: Tone | None = None
) -> Utterance:
    return Utterance(0, at_s, priority, phrases, tone)


def given(announcer: SpeechQueue, until_s: float, step_s: float = 0.1) -> dict[str, float]:
    """When each phrase was said, for so long as nothing new is offered."""
    said = {}
    for step in range(round(until_s / step_s) + 1):
        for each in announcer.update(step * step_s):
            said |= {phrase: each.time_s for phrase in each.phrases}
    return said


def test_what_is_graver_goes_first_and_cues_keep_their_distance():
    announcer = SpeechQueue()
    for priority in (
        Priority.ENCOURAGEMENT,
        Priority.TEMPO,
        Priority.STOP,
        Priority.SAFETY,
        Priority.RANGE,
    ):
        announcer.offer(words(priority, priority.name), within_s=60.0, topic=priority.name)
    said = given(announcer, 30.0)
    assert list(said) == ["STOP", "SAFETY", "RANGE", "TEMPO", "ENCOURAGEMENT"]
    times_s = list(said.values())
    gaps_s = [later - earlier for earlier, later in pairwise(times_s)]
    assert gaps_s == pytest.approx([SPACING_S] * 4, abs=0.11)


def test_nothing_is_cut_off_by_the_next():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "one two three four five"), topic="first")
    announcer.update(0.0)
    announcer.offer(words(Priority.STOP, "stop"), within_s=9.0, topic="second")
    assert given(announcer, 6.0)["stop"] == pytest.approx(2.4, abs=0.11)


def test_a_count_is_said_on_the_dot_or_not_at_all():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "one two three four five"), topic="first")
    announcer.update(0.0)
    announcer.offer(words(Priority.COUNT, "three"), within_s=0.3, topic="count")
    assert "three" not in given(announcer, 6.0)


def test_a_newer_one_of_the_same_topic_takes_its_place():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "lie down"), within_s=9.0, topic="advice")
    announcer.offer(words(Priority.INSTRUCTION, "sit down"), within_s=9.0, topic="advice")
    assert list(given(announcer, 6.0)) == ["sit down"]


def test_what_is_not_true_any_more_is_not_said():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "lie down"), within_s=9.0, topic="advice")
    announcer.withdraw("advice")
    assert given(announcer, 6.0) == {}


def test_a_tone_sounds_while_something_is_said():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "one two three four five"), topic="first")
    announcer.update(0.0)
    announcer.offer(words(Priority.SAFETY, "slower", at_s=0.2, tone=Tone.CORRECT), topic="cue")
    tones = [each for each in announcer.update(0.2) if each.tone]
    assert [(each.tone, each.time_s, each.phrases) for each in tones] == [(Tone.CORRECT, 0.2, ())]


def test_what_was_said_can_be_caught_up_with_for_a_while():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "hello"), topic="first")
    assert [each.serial for each in announcer.update(0.0)] == [1]
    assert [each.serial for each in announcer.update(2.9)] == [1]
    assert announcer.update(3.2) == ()


def test_tones_of_one_moment_sound_one_after_the_other_a_warning_first():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, tone=Tone.HOLD_REACHED))
    announcer.offer(words(Priority.TEMPO, tone=Tone.CORRECT))
    assert [each.tone for each in announcer.update(0.0)] == [Tone.CORRECT]
    assert [each.tone for each in announcer.update(0.5)] == [Tone.CORRECT]
    assert [each.tone for each in announcer.update(0.7)] == [Tone.CORRECT, Tone.HOLD_REACHED]


def test_what_is_said_anew_is_not_caught_up_with_as_well():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "hello"), topic="first")
    announcer.update(0.0)
    announcer.forget("hello")
    announcer.offer(words(Priority.INSTRUCTION, "hello", at_s=0.1), topic="first")
    assert [each.serial for each in announcer.update(2.0)] == [2]


def test_it_knows_what_waits_for_its_turn_and_until_when():
    announcer = SpeechQueue()
    announcer.offer(words(Priority.INSTRUCTION, "one two three four five"), topic="first")
    announcer.update(0.0)
    announcer.offer(words(Priority.INSTRUCTION, "six"), within_s=4.0, topic="second")
    assert announcer.is_waiting("second", 4.0)
    assert not announcer.is_waiting("second", 4.1)
    assert not announcer.is_waiting("first", 0.0)
    announcer.update(3.0)
    assert not announcer.is_waiting("second", 3.0)
