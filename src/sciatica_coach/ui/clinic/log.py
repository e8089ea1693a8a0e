"""Who read or changed what of a therapist's own patients."""

import streamlit as st

from sciatica_coach.language.marking import N_
from sciatica_coach.records.audit import Action, AuditEntry, audit_of_patients
from sciatica_coach.records.opening import open_records
from sciatica_coach.ui.records_access import access_of, told, zone_of_browser
from sciatica_coach.ui.speaking import say
from sciatica_coach.ui.visiting import current_visit
from sciatica_coach.visible_text import visible

ACTIONS = {
    Action.SIGNED_IN: N_("signed in"),
    Action.SIGN_IN_REFUSED: N_("sign-in refused"),
    Action.SIGNED_OUT: N_("left"),
    Action.PERSON_ADDED: N_("added"),
    Action.PERSON_OPENED: N_("opened"),
    Action.PERSON_RENAMED: N_("renamed"),
    Action.PERSON_HANDED_OVER: N_("handed over"),
    Action.PERSON_DELETED: N_("deleted"),
    Action.SESSION_BEGUN: N_("session begun"),
    Action.SESSION_KEPT: N_("session kept"),
    Action.SESSION_DELETED: N_("session deleted"),
    Action.RANGE_KEPT: N_("own range kept"),
    Action.NOTE_WRITTEN: N_("note written"),
    Action.NOTE_DELETED: N_("note deleted"),
    Action.QUESTIONS_ANSWERED: N_("questions answered"),
    Action.PLAN_CHANGED: N_("plan changed"),
    Action.IMPORTED: N_("file taken over"),
    Action.EXPORTED: N_("exported"),
    Action.CODE_MADE: N_("code made"),
    Action.CODE_USED: N_("code used"),
    Action.CODE_REFUSED: N_("code refused"),
}


def page() -> None:
    """The newest entries, newest first."""
    visit = current_visit()
    access = told(lambda: access_of(visit))
    therapist = access.therapist if access is not None else None
    if therapist is None:
        return
    st.title(say("Log"), anchor=False)
    st.write(say("Who opened or changed what of your patients, newest first."))
    entries = told(lambda: audit_of_patients(open_records(), therapist.id))
    if entries is None:
        return
    if not entries:
        st.info(say("Nothing yet."))
        return
    st.dataframe(_columns(entries), hide_index=True, width="stretch")


def _columns(entries: tuple[AuditEntry, ...]) -> dict[str, list[str]]:
    zone = zone_of_browser()
    return {
        say("When"): [f"{each.at.astimezone(zone):%Y-%m-%d %H:%M:%S}" for each in entries],
        say("Of whom"): [visible(each.person or "") for each in entries],
        say("What"): [_what(each) for each in entries],
        say("Who"): [visible(each.therapist or say("the patient")) for each in entries],
    }


def _what(entry: AuditEntry) -> str:
    if isinstance(entry.action, Action):
        return say(ACTIONS[entry.action])
    return visible(entry.action)
