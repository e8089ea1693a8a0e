from tests.ui.clinic.clinic_pages import clinic  # noqa: F401  (a fixture)
