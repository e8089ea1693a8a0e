"""The kiosk's page: whole, and with every word in every language."""

import re
from html import escape

import pytest

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.kiosk.settings import Settings
from sciatica_coach.language.catalog import language_for, languages
from sciatica_coach.motion.landmarks import SIDES
from sciatica_coach.safety.screening import load_screening
from sciatica_coach.ui import camera
from sciatica_coach.ui.files import WEB, read_web_file
from sciatica_coach.ui.kiosk.page import STYLES, page_data, page_html
from sciatica_coach.ui.kiosk.texts import STAFF_TEXTS, TEXTS

EXERCISES = load_exercises()
TYPES = read_web_file("page_data.d.ts")


def data(**changes):
    return page_data(EXERCISES, Settings(**changes))


def fields_of(interface: str) -> set[str]:
    (body,) = re.findall(rf"interface {interface}[^{{]*\{{(.*?)^\}}", TYPES, re.S | re.M)
    return set(re.findall(r"^  (\w+)\??:", body, re.M))


def test_the_page_holds_the_cameras_part_and_its_styles():
    page = page_html(language_for("en"))
    assert "<!-- session -->" not in page
    assert "<!-- styles -->" not in page
    assert read_web_file("session.html") in page
    linked = re.findall(rf'href="{STYLES}/([^"]+)"', page)
    assert {*camera.STYLES, "kiosk/exercise.css"} <= set(linked)
    assert all((WEB / "css" / name).is_file() for name in linked)


@pytest.mark.parametrize("code", languages())
def test_before_its_scripts_have_come_the_page_says_so_in_its_language(code):
    language = language_for(code)
    page = page_html(language)
    assert f">{escape(language.say(TEXTS['trouble']))}<" in page
    assert f">{escape(language.say(TEXTS['trouble_words']))}<" in page
    assert re.search('class="out-of-order"[^>]*hidden', page) is None


def test_the_data_have_the_fields_that_the_page_reads():
    assert fields_of("KioskData") == set(data())
    for words in data()["words"].values():
        assert fields_of("KioskTexts") == set(words)


@pytest.mark.parametrize("name", EXERCISES)
def test_the_exercise_that_was_set_is_shown(name):
    told = data(exercise=name)
    exercise = EXERCISES[name]
    assert told["exercise"] == name
    assert told["mirrored"] is (exercise.position != "supine")
    assert all(f"/{exercise.position}_" in each for each in told["set_up_pictures"].values())
    texts = [each.text for each in exercise.precautions]
    assert told["words"]["en"]["precautions"] == texts


@pytest.mark.parametrize(
    ("side", "order"),
    [("near", ["right", "left"]), ("left", ["left", "right"]), ("right", ["right", "left"])],
)
def test_the_picture_of_the_working_side_comes_first(side, order):
    pictures = data(side=side)["set_up_pictures"]
    assert list(pictures) == order
    assert {f"{each}.svg" for each in SIDES} == {
        path.rpartition("_")[2] for path in pictures.values()
    }


def test_settings_go_into_the_page():
    told = data(language="es", reps=4, hold_s=2.0, volume=0.3, muted=True)
    assert {key: told[key] for key in ("language", "reps", "hold_s", "volume", "muted")} == {
        "language": "es",
        "reps": 4,
        "hold_s": 2.0,
        "volume": 0.3,
        "muted": True,
    }


@pytest.mark.parametrize("code", languages())
def test_every_word_is_there_in_each_language(code):
    language, words = language_for(code), data()["words"][code]
    assert words["texts"] == {key: language.say(text) for key, text in TEXTS.items()}
    assert words["staff"] == {key: language.say(text) for key, text in STAFF_TEXTS.items()}
    assert words["exercises"].keys() == words["purposes"].keys() == EXERCISES.keys()
    signs = load_screening(language=language).questions
    assert words["signs"] == [each.sign for each in signs if each.tier == "emergency"]


def test_every_demonstration_is_offered():
    assert [each["exercise"] for each in data()["clips"]] == list(EXERCISES)
    without = {
        key: each.model_copy(update={"demonstration": None}) for key, each in EXERCISES.items()
    }
    assert page_data(without, Settings())["clips"] == []


@pytest.mark.parametrize(
    ("variables", "number"),
    [
        pytest.param({"LC_ALL": "en_US.UTF-8"}, "911", id="America"),
        pytest.param({"LC_ALL": "es_ES.UTF-8", "LANG": "en_US.UTF-8"}, "112", id="LC_ALL first"),
        pytest.param({"LANG": "de_DE.UTF-8"}, "112", id="LANG"),
    ],
)
def test_whom_to_call_depends_on_where_the_kiosk_stands(monkeypatch, variables, number):
    for name in ("LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert {each["number"] for each in data()["words"].values()} == {number}
