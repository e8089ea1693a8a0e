"""What the coach measures and what it does not, in plain words; the disclaimer."""

import streamlit as st

from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.safety.screening import Disclaimer, load_screening
from sciatica_coach.ui.literal import Markdown, joined, link, listed, literal
from sciatica_coach.ui.speaking import in_words, say, say_error, spoken

_COLUMNS = (N_("What"), N_("From the side"), N_("Used to"))
_MEASURED = (
    (
        N_("Hip flexion, thigh to trunk"),
        N_("estimate, about ± 14°; of the leg behind ± 26°"),
        N_("count repetitions; shown as range"),
    ),
    (
        N_("Knee flexion"),
        N_("estimate, about ± 16°; of the leg behind ± 23°"),
        N_("count repetitions; shown as range"),
    ),
    (
        N_("Lean of the trunk, lift of the thigh"),
        N_("estimate"),
        N_("correct form"),
    ),
    (
        N_("Ankle and head"),
        N_("rough; only the change from your own start"),
        N_("correct form, never a figure"),
    ),
    (
        N_("Where the hands hold the leg"),
        N_("near side only"),
        N_("correct form"),
    ),
)
_NOT_MEASURED = (
    N_("the tilt or turn of the pelvis, and how round or flat the low back is"),
    N_("the turning of hip, neck or trunk about its own length"),
    N_("the hip joint by itself: thigh to trunk holds some pelvis and low back as well"),
    N_("how hard you pull, how tense a muscle is, how strong you are"),
    N_("pain, nerve tension, breathing: only you can feel these"),
    N_("the leg that is hidden behind the other one: the coach says so, and does not judge it"),
)
_CAMERA = (
    N_(
        "Put the camera at hip height, two to three metres away, at right angles to you: it must "
        "see your side. Up to 30 degrees off costs a degree or two of angle; from further off no "
        "angle can be trusted."
    ),
    N_("Your whole body must be in the picture. Good light, tight clothes and bare feet help."),
    N_(
        "The picture is looked at by the computer that the coach runs on. It is not stored and "
        "goes nowhere else."
    ),
    N_(
        "Your own range is kept only if you ask for it, under a name you choose, on this "
        "computer. Under that name it is also kept whether the last session raised your pain. On "
        "the Coach page all of it is deleted for good."
    ),
)


def page() -> None:
    """Show the About page."""
    st.title(say("About this coach"), anchor=False)
    st.write(
        say(
            "A camera watches you do three gentle exercises from the side. The coach counts "
            "repetitions and holds, measures angles, and says one thing to correct at a time."
        )
    )
    st.subheader(say("What is measured"), anchor=False)
    st.markdown(_table(_COLUMNS, _MEASURED))
    st.subheader(say("What no single camera can see"), anchor=False)
    st.markdown(_list(_NOT_MEASURED))
    st.subheader(say("Camera and privacy"), anchor=False)
    st.markdown(_list(_CAMERA))
    st.subheader(say("No medical device"), anchor=False)
    try:
        st.info(literal(_disclaimer().text), icon=":material/info:")
        _show_sources(load_exercises())
    except CoachError as error:
        st.error(say_error(error), icon=":material/error:")


def footer() -> None:
    """The disclaimer in short, at the end of every page."""
    st.divider()
    try:
        st.caption(literal(_disclaimer().footer))
    except CoachError as error:
        st.error(say_error(error), icon=":material/error:")


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Markdown:
    return joined("\n", [_row(columns), Markdown("|---|---|---|"), *map(_row, rows)])


def _row(texts: tuple[str, ...]) -> Markdown:
    return Markdown(f"| {joined(' | ', map(say, texts))} |")


def _list(texts: tuple[str, ...]) -> Markdown:
    return listed(say(text) for text in texts)


def _disclaimer() -> Disclaimer:
    return load_screening(locale=st.context.locale, language=spoken()).disclaimer


def _show_sources(exercises: dict[str, Exercise]) -> None:
    st.subheader(say("Where the figures come from"), anchor=False)
    st.write(
        say(
            "On photographs of real people, most of them lying or seated, nine of ten angles were "
            "within the bounds above; a recorded video does a little better. No published accuracy "
            "was found for people who lie. Doses, limits and precautions are taken from:"
        )
    )
    for exercise in exercises.values():
        with st.expander(literal(in_words(exercise).name)):
            st.markdown(joined("\n", source_lines(exercise)))


def source_lines(exercise: Exercise) -> list[Markdown]:
    """The sources of an exercise, one line each."""
    return [
        Markdown(f"- {link(source.title, source.url or '')}")
        for source in exercise.sources.values()
    ]
