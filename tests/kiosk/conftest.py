import pytest

from tests.kiosk.server import Page, serve


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kiosk.json"


@pytest.fixture
def server(file):
    with serve(file) as server:
        yield server


@pytest.fixture
def page(server):
    with server.connect() as socket:
        yield Page(socket)
