"""What is found out about a machine, for each thing that may be wrong with it."""

from collections import namedtuple

import pytest

from sciatica_coach.cli import machine_check
from sciatica_coach.cli.machine_check import Health, examine

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def examined(monkeypatch):
    """Examine the machine without its cameras and models, which have tests of their own."""
    monkeypatch.setattr(machine_check, "Model", ())
    monkeypatch.setattr(machine_check, "_picture_from", lambda device: (640, 480))
    return lambda: {each.subject: each for each in examine()}


def test_a_machine_in_order(examined):
    found = examined()
    assert {"Python", "mediapipe", "opencv-python", "Exercises", "Pages", "Disk"} <= found.keys()
    assert found["mediapipe"].text == "0.10.31"
    assert "figure-4" in found["Exercises"].text
    assert not [each for each in found.values() if each.health is Health.BROKEN]


def test_a_library_that_is_missing_is_named_with_the_package_that_holds_it(examined, monkeypatch):
    def import_module(name):
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr("importlib.import_module", import_module)
    finding = examined()["opencv-python"]
    assert finding.health is Health.BROKEN
    assert finding.text.endswith("; on Debian: apt-get install libgl1")


def test_missing_pages_and_missing_clips(examined, monkeypatch, tmp_path):
    monkeypatch.setattr(machine_check, "SAMPLES", tmp_path)
    assert examined()["Pages"].health is Health.LIMITED
    monkeypatch.setattr(machine_check, "ROOT", tmp_path)
    assert examined()["Pages"].health is Health.BROKEN


def test_a_disk_that_is_nearly_full_is_a_note(examined, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(1e12, 1e12, 2e8))
    finding = examined()["Disk"]
    assert (finding.health, finding.text) == (
        Health.LIMITED,
        "0.2 GB free in this folder: annotated videos may not fit",
    )


@pytest.mark.parametrize(
    ("picture", "health", "text"),
    [
        pytest.param((640, 480), Health.WORKS, "gives pictures of 640 x 480", id="works"),
        pytest.param(None, Health.LIMITED, "another program may be using it", id="in use"),
    ],
)
@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_cameras_have_no_names_the_first_one_is_tried(
    examined, monkeypatch, picture, health, text, system
):
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(machine_check, "_picture_from", lambda device: picture)
    finding = examined()["Camera"]
    assert finding.health is health
    assert text in finding.text
