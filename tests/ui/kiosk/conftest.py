from tests.kiosk.conftest import file, server

__all__ = ["file", "server"]
