"""What the coach measures and what it does not, in plain words; the disclaimer."""

import streamlit as st

from sciatica_coach.errors import CoachError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.safety.screening import Disclaimer, load_screening

_MEASURED = """
| What | From the side | Used to |
|---|---|---|
| Hip flexion, thigh to trunk | estimate, about ± 15° | count repetitions; shown as range |
| Knee flexion | estimate, about ± 11° | count repetitions; shown as range |
| Lean of the trunk, lift of the thigh | estimate | correct form |
| Ankle and head | rough; only the change from your own start | correct form, never a figure |
| Where the hands hold the leg | near side only | correct form |
"""

_NOT_MEASURED = """
- the tilt or turn of the pelvis, and how round or flat the low back is
- the turning of hip, neck or trunk about its own length
- the hip joint by itself: thigh to trunk holds some pelvis and low back as well
- how hard you pull, how tense a muscle is, how strong you are
- pain, nerve tension, breathing: only you can feel these
- the leg that is hidden behind the other one: the coach says so, and does not judge it
"""

_CAMERA = """
- Put the camera at hip height, two to three metres away, at right angles to you: it must see your
  side. Up to 20 degrees off costs under 2 degrees of angle; beyond 30 no angle can be trusted.
- Your whole body must be in the picture. Good light, tight clothes and bare feet help.
- The picture is looked at on this computer. It is not stored and goes nowhere else.
- Your own range is kept only if you ask for it, under a name you choose, on this computer. On the
  Coach page it is deleted for good.
"""


def page() -> None:
    """Show the About page."""
    st.title("About this coach", anchor=False)
    st.write(
        "A camera watches you do three gentle exercises from the side. The coach counts "
        "repetitions and holds, measures angles, and says one thing to correct at a time."
    )
    st.subheader("What is measured", anchor=False)
    st.markdown(_MEASURED)
    st.subheader("What no single camera can see", anchor=False)
    st.markdown(_NOT_MEASURED)
    st.subheader("Camera and privacy", anchor=False)
    st.markdown(_CAMERA)
    st.subheader("No medical device", anchor=False)
    try:
        st.info(_disclaimer().text, icon=":material/info:")
        _show_sources(load_exercises())
    except CoachError as error:
        st.error(str(error), icon=":material/error:")


def footer() -> None:
    """The disclaimer in short, at the end of every page."""
    st.divider()
    try:
        st.caption(_disclaimer().footer)
    except CoachError as error:
        st.error(str(error), icon=":material/error:")


def _disclaimer() -> Disclaimer:
    return load_screening(locale=st.context.locale).disclaimer


def _show_sources(exercises: dict[str, Exercise]) -> None:
    st.subheader("Where the figures come from", anchor=False)
    st.write(
        "Published accuracy of a single camera is for standing people; for lying people none was "
        "found, so take every angle as an estimate. Doses, limits and precautions are taken from:"
    )
    for exercise in exercises.values():
        with st.expander(exercise.name):
            st.markdown("\n".join(source_lines(exercise)))


def source_lines(exercise: Exercise) -> list[str]:
    """The sources of an exercise, one line each."""
    return [
        f"- {source.title}" if source.url is None else f"- [{source.title}]({source.url})"
        for source in exercise.sources.values()
    ]
