"""Every module of the package has a test file of its own name, which points at the fault."""

from pathlib import Path

import pytest

from sciatica_coach.paths import ROOT

PACKAGE = ROOT / "src" / "sciatica_coach"
TESTS = ROOT / "tests"
WITHOUT = {
    "__init__.py": "makes a folder a package; the names of the two that hold more are tested with "
    "the command line, in tests/cli/test_main.py and tests/ui/camera/test_component.py",
    "__main__.py": "starts a process, and is tested by those that start it: tests/cli/test_run.py "
    "and tests/kiosk/test_running.py",
}
"""Names of modules without a test file of their own, and why."""
MIGRATIONS = PACKAGE / "records" / "migrations"
"""They are run by everything that opens a database; `test_database.py` looks where they lead."""
MODULES = [
    path.relative_to(PACKAGE)
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name not in WITHOUT and not path.is_relative_to(MIGRATIONS)
]


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_module_has_a_test_file_of_its_name(module: Path):
    own = TESTS / module.parent / f"test_{module.name}"
    assert own.is_file(), f"write tests/{own.relative_to(TESTS).as_posix()}"
    assert "\ndef test_" in own.read_text(encoding="utf-8"), f"{own.name} holds no test"


def test_the_modules_were_found():
    assert Path("version.py") in MODULES
    assert Path("ui/kiosk/page.py") in MODULES
    assert len(MODULES) > 100
