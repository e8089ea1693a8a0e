from tests.ui.program.showing import records

__all__ = ["records"]
