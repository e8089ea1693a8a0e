"""How it feels, before and after a set, and what a rise in pain asks for."""

import streamlit as st

from sciatica_coach.language.marking import N_
from sciatica_coach.safety.pain import Pain, PainOutcome, PainRules, Place, judge_pain
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.speaking import say, say_each

_NOWHERE = "nowhere"
_PARTS = {"leg": N_("In the leg and buttock"), "back": N_("In the back")}
_YES_NO = {False: N_("No"), True: N_("Yes")}


def ask_pain(rules: PainRules, *, key: str) -> Pain | None:
    """How strong the pain is and how far down it is felt; None until all is answered."""
    st.markdown(literal(rules.intensity))
    strength = {
        part: st.pills(say(words), range(11), key=f"{key}-pain-{part}", width="stretch")
        for part, words in _PARTS.items()
    }
    places: dict[str, str] = {_NOWHERE: say("Nowhere")} | dict(rules.places.items())
    lowest = st.pills(
        literal(rules.lowest_place),
        [_NOWHERE, *Place],
        format_func=lambda place: literal(places[place]),
        key=f"{key}-pain-lowest",
    )
    leg, back = strength["leg"], strength["back"]
    if leg is None or back is None or lowest is None:
        return None
    return Pain(leg, back, None if lowest == _NOWHERE else Place(lowest))


def ask_after_set(before: Pain, rules: PainRules, *, key: str) -> tuple[Pain, PainOutcome] | None:
    """How it feels after a set, and what that asks for; None until it has been answered.

    Parameters
    ----------
    key
        Of this set: each is asked about anew.
    """
    st.subheader(say("How does it feel now?"), anchor=False)
    with st.container(border=True):
        after = ask_pain(rules, key=key)
        tingling = st.segmented_control(
            literal(rules.tingling),
            list(_YES_NO),
            format_func=say_each(_YES_NO),
            key=f"{key}-tingling",
        )
    if after is None or tingling is None:
        return None
    outcome = judge_pain(before, after, new_tingling=tingling, rules=rules)
    show_pain_outcome(outcome)
    return after, outcome


def show_pain_outcome(outcome: PainOutcome) -> None:
    """What the change in pain asks for."""
    words = Markdown(f"**{literal(outcome.title)}.** {literal(' '.join(outcome.texts))}")
    if outcome.ends_session:
        st.error(words, icon=":material/front_hand:")
    else:
        st.info(words, icon=":material/favorite:")
