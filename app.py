"""The app that `streamlit run app.py` serves: the pages, and beside them the live path."""

import streamlit as st

from sciatica_coach.ui.hosting import MAIN_SCRIPT, middleware, routes

app = st.App(MAIN_SCRIPT, routes=routes(), middleware=middleware())
