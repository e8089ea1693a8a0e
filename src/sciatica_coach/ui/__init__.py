"""The pages people see, made with Streamlit, and the camera component."""
