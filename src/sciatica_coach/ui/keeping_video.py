"""On the Review page: a video is kept as a session of who has chosen to be remembered."""

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.live.visits import Visit
from sciatica_coach.review.analyse import Analysis
from sciatica_coach.review.keeping import VideoOrigin, keep_analysis
from sciatica_coach.ui.records_access import records_of, told
from sciatica_coach.ui.speaking import say, say_day, say_error_sentence


def offer_to_keep(visit: Visit, analysis: Analysis, origin: VideoOrigin) -> None:
    """A button; nothing for who has chosen nobody."""
    records = told(lambda: records_of(visit))
    if records is None:
        return
    words = say("Keep it in the records of {name}", name=records.name)
    if not st.button(words, icon=":material/save:", key="review-keep", width="stretch"):
        return
    try:
        keep_analysis(analysis, records, origin)
    except RecordsError as error:
        st.error(say_error_sentence(error), icon=":material/error:")
        return
    if origin.filmed_at is None:
        st.success(
            say("Kept as a session of today: the video does not say when it was filmed."),
            icon=":material/check:",
        )
    else:
        day = say_day(origin.filmed_at.date())
        st.success(say("Kept as a session of {day}.", day=day), icon=":material/check:")
