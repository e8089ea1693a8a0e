"""On the Records page: where records are, who gets them, and how to save them."""

import streamlit as st
from sqlalchemy.engine import URL

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.database import asked_url
from sciatica_coach.ui.literal import Markdown
from sciatica_coach.ui.speaking import say, say_error_sentence


def show_whereabouts() -> None:
    """Where it is kept, in words that anybody understands."""
    with st.expander(say("Where it is kept, and who gets it"), icon=":material/lock:"):
        st.markdown(_place())
        st.markdown(
            say(
                "Nothing is sent anywhere, and no picture is kept. It is not locked with a "
                "password: whoever uses your account on this computer can read it."
            )
        )
        st.markdown(
            say(
                "So that it survives this computer, save a copy now and then: download everything "
                "above, or for all people at once run this command."
            )
        )
        st.code("sciatica-coach backup records.zip", language=None)
        st.markdown(say("This command puts a saved file back."))
        st.code("sciatica-coach restore records.zip", language=None)


def _place() -> Markdown:
    try:
        url = asked_url()
    except RecordsError as error:
        return say_error_sentence(error)
    return _of_url(url)


def _of_url(url: URL) -> Markdown:
    if url.get_backend_name() == "sqlite":
        return say("It is in one file on this computer: {path}", path=str(url.database))
    return say(
        "It is in the database {name} on {host}.", name=str(url.database), host=str(url.host)
    )
