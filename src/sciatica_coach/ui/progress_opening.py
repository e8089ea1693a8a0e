"""Charts and tables whose points and rows open the sessions that they stand for."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import altair as alt
import pandas as pd
import streamlit as st

from sciatica_coach.history import PastSession
from sciatica_coach.ui.literal import Markdown
from sciatica_coach.ui.past_session import open_session, when_told
from sciatica_coach.ui.progress_charts.parts import SELECTED
from sciatica_coach.ui.progress_tables import Table
from sciatica_coach.ui.speaking import say


class SessionOpener:
    """Opens what is selected on the page.

    Parameters
    ----------
    sessions
        Those of the page, in order.
    """

    def __init__(self, sessions: Sequence[PastSession]) -> None:
        self._started_at = {each.id: each.started_at for each in sessions}

    def chart(
        self,
        chart: alt.LayerChart,
        sessions: Mapping[str, Sequence[UUID]],
        *,
        key: str,
        told: Markdown,
    ) -> None:
        """Show a chart whose points can be selected.

        Parameters
        ----------
        sessions
            By the key of a point.
        told
            What the chart shows, for those who do not see it.
        """
        event: Any = st.altair_chart(
            chart, width="stretch", key=key, on_select="rerun", selection_mode=SELECTED, alt=told
        )
        chosen = event.selection.get(SELECTED, [])
        keys = [each.get("key") for each in chosen] if isinstance(chosen, list) else []
        self._open([each for found in keys for each in sessions.get(found, ())], key=key)

    def table(self, table: Table, *, title: Markdown, key: str) -> None:
        """Show a table beside a chart, folded; a row that is selected is opened."""
        with st.expander(title, icon=":material/table_chart:", key=f"{key}-folded"):
            st.caption(say("Select a row to open its session."))
            event: Any = st.dataframe(
                table.rows,
                hide_index=True,
                key=key,
                on_select="rerun",
                selection_mode="single-row",
            )
            chosen = event.selection.get("rows", [])
            self._open([each for row in chosen for each in table.sessions[row]], key=key)

    def _open(self, chosen: Sequence[UUID], *, key: str) -> None:
        """The one session at once; of several the person chooses."""
        found = list(dict.fromkeys(chosen))
        if len(found) == 1:
            open_session(found[0])
        if not found:
            return
        st.markdown(say("Which session?"))
        with st.container(horizontal=True, key=f"{key}-sessions"):
            for each in found:
                words = when_told(self._started_at[each])
                if st.button(words, key=f"{key}-{each}", icon=":material/open_in_full:"):
                    open_session(each)


def show_plain_table(rows: pd.DataFrame, *, title: Markdown, key: str) -> None:
    """A table beside a chart whose rows stand for no session."""
    with st.expander(title, icon=":material/table_chart:", key=f"{key}-folded"):
        st.dataframe(rows, hide_index=True, key=key)
