"""How it went lately, in two or three sentences: for the page that one comes back to."""

from collections.abc import Mapping, Sequence

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.history import PastSession
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.progress.change import Change, Trend
from sciatica_coach.progress.pain import PainPart, pain_over_time
from sciatica_coach.progress.range_of_motion import ranges
from sciatica_coach.progress.wording import told_endings, told_in_short
from sciatica_coach.safety.pain import Pain

_RANGES = {
    Side.LEFT: N_("{exercise}, range of the left side"),
    Side.RIGHT: N_("{exercise}, range of the right side"),
}
_PAINS = {PainPart.LEG: N_("Leg pain"), PainPart.BACK: N_("Back pain")}


def latest(
    sessions: Sequence[PastSession], exercises: Mapping[str, Exercise]
) -> tuple[TranslatableText, ...]:
    """Two to four sentences about the last session, its pain, and the clearest change.

    Nothing is praised. Without a session there is nothing to say.

    Parameters
    ----------
    sessions
        In order; those of the last months are enough.
    """
    done = [each for each in sessions if each.sets]
    if not done:
        return ()
    last = max(done, key=lambda each: each.started_at)
    told = [_told_session(last, exercises), *_told_judgement(last), *_told_pain(last)]
    return (*told, _told_change(done, exercises))


def _told_session(session: PastSession, exercises: Mapping[str, Exercise]) -> TranslatableText:
    asked = sum(each.reps_asked for each in session.sets)
    exercise = exercises.get(session.exercise)
    return TranslatableText(
        "Last session, {day}: {exercise}, {done} of {asked} repetitions complete.",
        day=session.day,
        exercise=TranslatableText(exercise.name) if exercise else session.exercise,
        done=session.complete_reps,
        asked=asked,
    )


def _told_judgement(session: PastSession) -> list[TranslatableText]:
    if all(each.is_fully_judged for each in session.sets):
        return []
    return [TranslatableText("Not everything that belongs to it could be judged.")]


def _told_pain(session: PastSession) -> list[TranslatableText]:
    grave = told_endings(session)
    if grave:
        return list(grave[:1])
    before, after = session.pain_before, session.pain_after
    if before is None or after is None:
        return []
    return [_told_both(before, after)]


def _told_both(before: Pain, after: Pain) -> TranslatableText:
    return TranslatableText(
        "Leg pain was {leg_before} of 10 before it and {leg_after} after it, "
        "back pain {back_before} and {back_after}.",
        leg_before=before.leg,
        leg_after=after.leg,
        back_before=before.back,
        back_after=after.back,
    )


def _told_change(
    sessions: Sequence[PastSession], exercises: Mapping[str, Exercise]
) -> TranslatableText:
    """The clearest change; more pain comes before all others."""
    changes = [*_pain_changes(sessions), *_range_changes(sessions, exercises)]
    clear = [(change, what) for change, what in changes if change.is_clear]
    if clear:
        change, what = max(clear, key=_clearness)
        told = told_in_short(change, what)
        return TranslatableText("{change}.", change=told)
    if any(change.trend is Trend.NO_CLEAR_CHANGE for change, _ in changes):
        return TranslatableText("No clear change yet.")
    return TranslatableText("There are too few sessions yet to tell a change.")


_Named = tuple[Change, TranslatableText]


def _clearness(named: _Named) -> tuple[bool, float]:
    change, what = named
    is_more_pain = change.trend is Trend.MORE and what in _PAINS.values()
    return is_more_pain, abs(change.by) / change.needed


def _pain_changes(sessions: Sequence[PastSession]) -> list[_Named]:
    parts = pain_over_time(sessions).parts
    return [(each.change, TranslatableText(_PAINS[each.part])) for each in parts]


def _range_changes(
    sessions: Sequence[PastSession], exercises: Mapping[str, Exercise]
) -> list[_Named]:
    return [
        (
            each.main.change,
            TranslatableText(_RANGES[each.side], exercise=TranslatableText(exercise.name)),
        )
        for exercise in exercises.values()
        for each in ranges(sessions, exercise)
    ]
