"""How a program is said in words: how much is asked for, on which sides and days.

The same on the pages and in the calendar file.
"""

from sciatica_coach.language.catalog import Language
from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.program import WEEKDAYS, ProgramExercise, Weekday

WEEKDAY_NAMES: dict[Weekday, str] = {
    Weekday.MONDAY: N_("Monday"),
    Weekday.TUESDAY: N_("Tuesday"),
    Weekday.WEDNESDAY: N_("Wednesday"),
    Weekday.THURSDAY: N_("Thursday"),
    Weekday.FRIDAY: N_("Friday"),
    Weekday.SATURDAY: N_("Saturday"),
    Weekday.SUNDAY: N_("Sunday"),
}
SHORT_WEEKDAY_NAMES: dict[Weekday, str] = {
    Weekday.MONDAY: N_("Mon"),
    Weekday.TUESDAY: N_("Tue"),
    Weekday.WEDNESDAY: N_("Wed"),
    Weekday.THURSDAY: N_("Thu"),
    Weekday.FRIDAY: N_("Fri"),
    Weekday.SATURDAY: N_("Sat"),
    Weekday.SUNDAY: N_("Sun"),
}
_SIDES: dict[tuple[Side, ...], str] = {
    (Side.LEFT, Side.RIGHT): N_("left then right"),
    (Side.RIGHT, Side.LEFT): N_("right then left"),
    (Side.LEFT,): N_("left leg only"),
    (Side.RIGHT,): N_("right leg only"),
}


def amount(item: ProgramExercise, language: Language) -> str:
    """How much is asked for each time, such as "3 repetitions, hold 20 s, left then right"."""
    say, say_count = language.say, language.count
    dose = item.dose
    parts = [say_count("{number} repetition", "{number} repetitions", dose.reps)]
    if dose.sets > 1:
        parts.insert(0, say_count("{number} set", "{number} sets", dose.sets))
    if dose.hold_s > 0:
        parts.append(say("hold {hold_s:.0f} s", hold_s=dose.hold_s))
    return ", ".join([*parts, sides(item, language)])


def sides(item: ProgramExercise, language: Language) -> str:
    """Which leg, or which one first."""
    return language.say(_SIDES[item.sides])


def times(item: ProgramExercise, language: Language) -> str:
    """How often a day, and on which days."""
    say_count = language.count
    often = say_count("once a day", "{number} times a day", item.dose.times_per_day)
    return f"{often}, {weekdays(item, language)}"


def weekdays(item: ProgramExercise, language: Language) -> str:
    """On which days of the week."""
    if item.weekdays == WEEKDAYS:
        return language.say(N_("every day"))
    return ", ".join(language.say(SHORT_WEEKDAY_NAMES[each]) for each in item.weekdays)
