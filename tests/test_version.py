"""The version stands in the package's metadata and in the code: both say the same."""

import tomllib

import sciatica_coach
from sciatica_coach.paths import ROOT
from sciatica_coach.version import __version__


def test_the_version_is_that_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert __version__ == project["version"]


def test_the_package_tells_it():
    assert sciatica_coach.__version__ == __version__
