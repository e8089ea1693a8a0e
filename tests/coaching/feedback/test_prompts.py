"""What is said on the way through a session: when, how often, and with which tone."""

from collections.abc import Callable, Iterable

import pytest

from sciatica_coach.coaching.feedback.advice import NOBODY, STANDS_STILL, TOO_FAR
from sciatica_coach.coaching.feedback.phrases import Phrase
from sciatica_coach.coaching.feedback.prompts import SpokenPrompts
from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.feedback.utterance import Priority, Tone
from sciatica_coach.coaching.plan import SetPlan
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.motion.landmarks import Side
from tests.coaching.built import cue, rep, update
from tests.coaching.play import KNEE_TO_CHEST, times

Call = Callable[[SpokenPrompts, float], None]


def heard(each_frame: Call, duration_s: float, rate_hz: float = 10.0):
    """(time, words or tone) of all that is said while something is asked for at every frame."""
    prompts, said = SpokenPrompts(), {}
    for time_s in times(duration_s, rate_hz):
        each_frame(prompts, time_s)
        said |= {each.serial: each for each in prompts.lately(time_s)}
    return [(each.time_s, each.tone or " ".join(each.phrases)) for each in said.values()]


def words(said: Iterable[tuple[float, str | Tone]]) -> list[str]:
    return [each for _, each in said if not isinstance(each, Tone)]


def tones(said: Iterable[tuple[float, str | Tone]]) -> list[Tone]:
    return [each for _, each in said if isinstance(each, Tone)]


def once(call: Call) -> Call:
    """Only in the first frame."""
    return lambda prompts, time_s: call(prompts, time_s) if time_s == 0 else None


def in_set_up(side: Side | None) -> Call:
    plan = SetPlan(KNEE_TO_CHEST, side, KNEE_TO_CHEST.dose)
    return once(lambda prompts, time_s: prompts.begin_set_up(time_s, plan))


@pytest.mark.parametrize(
    ("call", "told", "tone"),
    [
        pytest.param(in_set_up(Side.LEFT), "Your left leg works now.", None, id="which leg works"),
        pytest.param(in_set_up(None), None, None, id="nothing while either may work"),
        pytest.param(
            once(SpokenPrompts.go_on_anyway), "We go on anyway.", None, id="going on anyway"
        ),
        pytest.param(once(SpokenPrompts.ready), "Ready.", None, id="ready"),
        pytest.param(once(SpokenPrompts.begin), "Begin when you like.", Tone.START, id="begin"),
        pytest.param(
            once(lambda prompts, time_s: prompts.pause(time_s, Phrase.RAISE_TO_GO_ON)),
            "Paused. Raise an arm to go on.",
            None,
            id="paused, and why",
        ),
        pytest.param(once(SpokenPrompts.resume), "We go on.", None, id="going on"),
        pytest.param(
            once(SpokenPrompts.rest),
            "Well done. This set is done. Rest now.",
            None,
            id="a set is done",
        ),
        pytest.param(
            once(SpokenPrompts.end_rest), "Get ready again.", Tone.START, id="the rest is over"
        ),
        pytest.param(
            once(SpokenPrompts.finish), "Well done. That was the last one.", None, id="all is done"
        ),
    ],
)
def test_a_new_chapter_is_said_once(call, told, tone):
    said = heard(call, 12.0)
    assert words(said) == ([told] if told else [])
    assert tones(said) == ([tone] if tone else [])


def advised(advice_at, *, may_go_on: bool = False) -> Call:
    return lambda prompts, time_s: prompts.advise(time_s, advice_at(time_s), may_go_on=may_go_on)


@pytest.mark.parametrize(
    ("advice_at", "told"),
    [
        pytest.param(lambda _: None, [], id="the view is right"),
        pytest.param(
            lambda _: NOBODY, [(0, NOBODY), (10, NOBODY), (20, NOBODY)], id="again every 10 s"
        ),
        pytest.param(
            lambda t: NOBODY if t < 2 else TOO_FAR,
            [(0, NOBODY), (4, TOO_FAR), (12, TOO_FAR), (22, TOO_FAR)],
            id="another one as soon as there is room, and 10 s after it came up",
        ),
        pytest.param(
            lambda t: NOBODY if t < 1 else TOO_FAR if t < 2 else None,
            [(0, NOBODY)],
            id="what was mended before it could be said is not said",
        ),
        pytest.param(
            lambda t: None if 2 < t < 6 else NOBODY if t < 8 else None,
            [(0, NOBODY), (6, NOBODY)],
            id="what comes back is said again",
        ),
    ],
)
def test_advice(advice_at, told):
    said = heard(advised(advice_at), 25.0)
    assert words(said) == [advice.text for _, advice in told]
    assert [time_s for time_s, _ in said] == pytest.approx([at_s for at_s, _ in told], abs=0.15)


@pytest.mark.parametrize(
    ("advice_at", "may_go_on", "offered_s"),
    [
        pytest.param(lambda _: TOO_FAR, True, [15, 34], id="after 15 s, and once more"),
        pytest.param(lambda _: TOO_FAR, False, [], id="never where nothing could be counted"),
        pytest.param(
            lambda t: None if 9 < t < 10 else TOO_FAR, True, [25], id="from the new complaint on"
        ),
        pytest.param(
            lambda t: NOBODY if int(t) % 2 else TOO_FAR,
            True,
            [16, 32],
            id="whatever has been wrong meanwhile",
        ),
    ],
)
def test_the_way_round_is_offered(advice_at, may_go_on, offered_s):
    said = heard(advised(advice_at, may_go_on=may_go_on), 38.0)
    found = [time_s for time_s, each in said if each == Phrase.OR_GO_ON_ANYWAY]
    assert found == pytest.approx(offered_s, abs=0.3)


def test_who_is_ready_is_not_told_what_was_wrong_before():
    def become_ready(prompts, time_s):
        if time_s < 1:
            prompts.advise(time_s, NOBODY, may_go_on=False)
        elif time_s < 2:
            prompts.advise(time_s, TOO_FAR, may_go_on=False)
        elif time_s == 2:
            prompts.ready(time_s)

    assert words(heard(become_ready, 9.0)) == [NOBODY.text, "Ready."]


def test_the_count_down_tells_its_last_three_seconds_on_the_dot():
    def count(prompts, time_s):
        if time_s == 0:
            prompts.ready(time_s)
        prompts.count_down(time_s, 4.0 - time_s)

    said = heard(count, 4.0)
    assert words(said) == ["Ready.", "Three.", "Two.", "One."]
    assert [time_s for time_s, _ in said] == pytest.approx([0, 1, 2, 3], abs=0.05)


def held(asked_s: float) -> Call:
    """One repetition: two seconds out, the hold and a second more, and back."""

    def each_frame(prompts, time_s):
        hold_s = max(0.0, time_s - 2.0)
        stage, phase = SetState.HOLDING, Phase.TARGET
        if time_s < 2.0 or hold_s > asked_s + 1.0:
            stage, phase = SetState.MOVING, Phase.OUT
        shown = {"stage": stage, "phase": phase, "hold_s": hold_s, "hold_asked_s": asked_s}
        prompts.follow(update(time_s, **shown))

    return each_frame


BEGUN, OVER = "Hold, and keep breathing.", "Held. Now back, slowly."
COUNTED = ["Three.", "Two.", "One."]
BREATHE, TEN = "Good. Keep breathing.", "Ten more seconds."


@pytest.mark.parametrize(
    ("asked_s", "told"),
    [
        pytest.param(0.0, ["Good. Now back."], id="no hold is asked for"),
        pytest.param(3.0, [BEGUN, OVER], id="a short one is not counted"),
        pytest.param(6.0, [BEGUN, *COUNTED, OVER], id="its last three seconds are"),
        pytest.param(13.0, [BEGUN, *COUNTED, OVER], id="ten seconds of 13 are not told"),
        pytest.param(20.0, [BEGUN, TEN, *COUNTED, OVER], id="of 20 they are"),
        pytest.param(30.0, [BEGUN, BREATHE, TEN, *COUNTED, OVER], id="and of 30 also the middle"),
    ],
)
def test_a_hold(asked_s, told):
    said = heard(held(asked_s), asked_s + 5.0)
    assert words(said) == told
    assert tones(said) == [Tone.HOLD_REACHED]
    ends_s = dict((each, time_s) for time_s, each in said)
    assert ends_s[Tone.HOLD_REACHED] == pytest.approx(2.0 + asked_s, abs=0.11)


def test_the_next_repetition_has_its_own_hold():
    def twice(prompts, time_s):
        if time_s == 12.0:
            prompts.follow(update(time_s, phase=Phase.START))
        else:
            one = held(6.0) if time_s < 12.0 else again
            one(prompts, time_s)

    def again(prompts, time_s):
        shown = {"stage": SetState.HOLDING, "phase": Phase.TARGET, "hold_s": time_s - 12.0}
        prompts.follow(update(time_s, hold_asked_s=6.0, **shown))

    assert words(heard(twice, 22.0)) == [BEGUN, *COUNTED, OVER] * 2


@pytest.mark.parametrize(
    ("reps", "ended", "told", "sounded"),
    [
        pytest.param(1, rep(), ["Good. Two more."], [Tone.REP_DONE], id="two are left"),
        pytest.param(2, rep(), ["Good. One more."], [Tone.REP_DONE], id="one is left"),
        pytest.param(3, rep(), [], [Tone.REP_DONE], id="the last is told by the session"),
        pytest.param(-8, rep(), [], [Tone.REP_DONE], id="of more than ten nobody hears"),
        pytest.param(1, rep(complete=False), [], [], id="an attempt is none"),
        pytest.param(1, None, [], [], id="none has ended"),
    ],
)
def test_a_repetition_that_is_done(reps, ended, told, sounded):
    def end(prompts, time_s):
        prompts.follow(update(time_s, reps=reps, ended=ended if time_s == 0 else None))

    said = heard(end, 4.0)
    assert (words(said), tones(said)) == (told, sounded)


@pytest.mark.parametrize(
    ("given", "sounded"),
    [
        pytest.param(cue("Slower."), [Tone.CORRECT], id="a correction"),
        pytest.param(
            cue("Slower.", priority=Priority.STOP, severity=Severity.STOP),
            [Tone.STOP],
            id="danger",
        ),
        pytest.param(cue("Slower.", rule=None, is_praise=True), [], id="praise has no tone"),
    ],
)
def test_a_cue_is_said_once_however_long_it_stands(given, sounded):
    said = heard(lambda prompts, time_s: prompts.follow(update(time_s, cue=given)), 9.0)
    assert (words(said), tones(said)) == (["Slower."], sounded)


def test_a_cue_that_is_given_anew_is_said_again():
    def follow(prompts, time_s):
        prompts.follow(update(time_s, cue=cue("Slower.", 0.0 if time_s < 8 else 8.0)))

    said = heard(follow, 12.0)
    assert [time_s for time_s, each in said if each == "Slower."] == pytest.approx([0, 8], abs=0.11)


def test_it_knows_whether_something_is_being_said():
    prompts = SpokenPrompts()
    assert not prompts.is_speaking(0.0)
    prompts.resume(0.0)
    prompts.lately(0.0)
    assert prompts.is_speaking(1.0)
    assert not prompts.is_speaking(3.0)


def test_what_waits_for_its_turn_counts_as_being_said():
    prompts, legs = SpokenPrompts(), SetPlan(KNEE_TO_CHEST, Side.LEFT, KNEE_TO_CHEST.dose)
    prompts.rest(0.0)
    prompts.lately(0.0)
    prompts.begin_set_up(1.0, legs)
    assert prompts.is_speaking(4.0), "nothing is said at this moment, but the leg is still to be"
    assert prompts.lately(4.0)[-1].phrases == ("Your left leg works now.",)


def test_which_leg_works_is_said_once_to_who_connects_anew_at_once():
    plan = SetPlan(KNEE_TO_CHEST, Side.LEFT, KNEE_TO_CHEST.dose)
    prompts = SpokenPrompts()
    prompts.begin_set_up(0.0, plan)
    prompts.lately(0.0)
    prompts.repeat_set_up(0.5, plan)
    assert prompts.lately(0.5) == ()
    assert [each.phrases for each in prompts.lately(3.0)] == [("Your left leg works now.",)]


def test_an_advice_that_no_voice_has_recorded_is_not_said():
    assert heard(lambda prompts, t: prompts.advise(t, STANDS_STILL, may_go_on=False), 9.0) == []
