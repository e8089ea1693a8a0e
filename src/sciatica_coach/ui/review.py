"""The Review page."""

import streamlit as st


def page() -> None:
    """Show the Review page."""
    st.title("Review a recorded video", anchor=False)
