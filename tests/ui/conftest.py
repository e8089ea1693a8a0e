import pytest

from sciatica_coach.paths import DATA_VARIABLE
from tests.kept import known
from tests.records.built import AT, begun, whole_session


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """Two sessions, the second one broken off."""
    # Not before the tests have a state folder of their own: the app's visits go there.
    from tests.ui.records_pages import NAME

    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "kept"))
    records = known(NAME)
    records.write(*whole_session(records.id))
    records.write(begun(records.id, at=AT.replace(year=2028, month=2, day=29), exercise="gone-by"))
    return records
