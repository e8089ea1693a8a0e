import json
import stat
from pathlib import Path

import pytest

from sciatica_coach.kiosk.browser import CHROMIUM_VARIABLE, Profile, command, find_chromium


def test_the_browser_shows_one_page_without_tabs_and_keeps_nothing_elsewhere():
    made = command("chromium", "http://127.0.0.1:8501", Path("profile"))
    assert made[0] == "chromium"
    assert {"--kiosk", "--app=http://127.0.0.1:8501", "--user-data-dir=profile"} <= set(made)


@pytest.mark.parametrize("is_there", [True, False])
def test_the_owner_can_name_the_program(tmp_path, monkeypatch, is_there):
    program = tmp_path / "my-browser"
    if is_there:
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv(CHROMIUM_VARIABLE, str(program))
    assert find_chromium() == (str(program) if is_there else None)


def test_a_profile_begins_empty_each_time_and_is_the_owners_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    profile = Profile("http://127.0.0.1:8501", name="8501")
    profile.make()
    (profile.folder / "history").write_text("of the visitor before")
    profile.make()
    assert [each.name for each in profile.folder.iterdir()] == ["Default"]
    assert stat.S_IMODE(profile.folder.stat().st_mode) == 0o700
    preferences = json.loads((profile.folder / "Default" / "Preferences").read_text())
    camera = preferences["profile"]["content_settings"]["exceptions"]["media_stream_camera"]
    assert list(camera) == ["http://127.0.0.1:8501,*"]
    profile.delete()
    profile.delete()
    assert list(tmp_path.iterdir()) == []
