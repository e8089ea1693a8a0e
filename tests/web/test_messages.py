"""The types of the messages in JavaScript are those of the messages that Python sends."""

import json
import re
from dataclasses import fields
from enum import StrEnum

import pytest

from sciatica_coach.capture.people import Bystanders
from sciatica_coach.coaching.feedback.message import MessageKind
from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.feedback.utterance import Priority, Tone
from sciatica_coach.coaching.session.state import PausedBy, SessionPhase
from sciatica_coach.kiosk.kiosk import Kiosk
from sciatica_coach.kiosk.pin import Staff
from sciatica_coach.kiosk.result import Result
from sciatica_coach.kiosk.visitor import Scene
from sciatica_coach.live import protocol
from sciatica_coach.live.scheduler import FrameRate
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.ui.camera.texts import TEXTS
from sciatica_coach.ui.files import read_web_file
from tests.body import pose, supine
from tests.coaching.play import EXERCISES
from tests.coaching.session.test_session import session_for

TYPES = read_web_file("net/messages.d.ts")
SEVERAL = Bystanders(boxes=((0.1, 0.1, 0.4, 0.9), (0.5, 0.1, 0.9, 0.9)), followed=0, is_chosen=True)


class NoVision:
    """Nothing is looked at."""

    def release_estimator(self) -> None:
        pass


def names_of(interface: str) -> set[str]:
    """The fields of an interface, without what they are said to be."""
    (body,) = re.findall(rf"interface {interface}[^{{]*\{{(.*?)^\}}", TYPES, re.S | re.M)
    return set(re.findall(r"^  (\w+)\??:", body, re.M))


def values_of(union: str) -> set[str]:
    (body,) = re.findall(rf"type {union} =(.*?);", TYPES, re.S)
    return {each.strip().strip('"') for each in body.split("|") if each.strip()}


@pytest.fixture(scope="module")
def update() -> dict:
    session_update = session_for().step(
        pose(supine(), 0.0), time_s=0.0, picture=PictureQuality(100.0)
    )
    around = protocol.Surroundings(2, SEVERAL, FrameRate(fps=5, people=3))
    return json.loads(protocol.update_message(5, session_update, around))


@pytest.mark.parametrize(
    ("union", "enum"),
    [
        ("SessionPhase", SessionPhase),
        ("SetState", SetState),
        ("MessageKind", MessageKind),
        ("PausedBy", PausedBy),
        ("ToneName", Tone),
        ("Scene", Scene),
        ("Side", Side),
    ],
)
def test_a_union_has_the_values_of_its_enum(union: str, enum: type[StrEnum]):
    assert values_of(union) == {str(each) for each in enum}


def test_the_priorities_are_those_of_the_coach():
    assert values_of("Priority") == {str(int(each)) for each in Priority}


def test_every_trouble_has_its_texts():
    troubles = set().union(
        *(values_of(f"{part}Trouble") for part in ("Camera", "Connection", "Page"))
    )
    assert troubles == {key.removesuffix("_title") for key in TEXTS if key.endswith("_title")}
    assert {f"{each}_words" for each in troubles} <= set(TEXTS)


def test_an_update_has_the_fields_that_are_sent(update):
    assert names_of("Update") == set(update)


@pytest.mark.parametrize(
    ("interface", "field"),
    [
        ("Message", "message"),
        ("SetTitle", "set_plan"),
        ("Bystanders", "bystanders"),
        ("Pace", "pace"),
        ("Pose", "pose"),
    ],
)
def test_a_part_of_an_update_has_the_fields_that_are_sent(update, interface, field):
    assert names_of(interface) == set(update[field])


def test_an_utterance_has_the_fields_that_are_sent(update):
    assert names_of("Utterance") == set(update["says"][0])


def test_the_other_messages_have_the_fields_that_are_sent():
    assert names_of("Hello") == set(json.loads(protocol.hello()))
    assert names_of("Skipped") == set(json.loads(protocol.skipped(1)))
    assert names_of("Result") == {each.name for each in fields(Result)}


def test_a_scene_has_the_fields_that_are_sent(tmp_path):
    kiosk = Kiosk(EXERCISES, Staff("2468"), NoVision(), file=tmp_path / "x", on_leave=lambda: None)
    assert names_of("SceneState") == set(kiosk.scene())


def test_every_close_code_that_a_page_tells_apart_is_one_of_the_servers():
    link = read_web_file("net/link.js")
    (table,) = re.findall(r"CLOSE_TROUBLES = \{(.*?)\}", link, re.S)
    codes = {int(code) for code in re.findall(r"(\d+):", table)}
    lost = {protocol.CloseCode.TOO_BIG, protocol.CloseCode.FAILED, protocol.CloseCode.MALFORMED}
    assert codes == set(protocol.CloseCode) - lost
