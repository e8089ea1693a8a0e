"""The exercise screen: what each chapter shows, how large, and what keys and buttons do."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.showing import CHAPTERS, Screen, opened_screen

pytestmark = pytest.mark.browser

CUES = [
    pytest.param("Let the other leg rest on the floor.", id="eight words"),
    pytest.param("Deje la otra pierna apoyada en el suelo.", id="Spanish"),
    pytest.param("Gírese: su lado derecho hacia la cámara, por favor.", id="long"),
    pytest.param("Hold.", id="one word"),
]
SIZES = [
    pytest.param((1920, 1080), id="desktop"),
    pytest.param((1366, 768), id="laptop"),
    pytest.param((2560, 1440), id="wall"),
    pytest.param((390, 844), id="phone"),
    pytest.param((844, 390), id="phone on its side"),
    pytest.param((360, 740), id="small phone"),
]
LAPTOPS = {(1920, 1080), (1366, 768), (2560, 1440)}
OVERLAY_PIXELS = """
canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let found = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i] === 0x9f && data[i + 1] === 0xf3 && data[i + 2] === 0xe6) found += 1;
  }
  return found;
}
"""


@pytest.fixture(scope="module")
def screen():
    with opened_screen() as screen:
        yield screen


@pytest.fixture
def fresh(screen):
    """The screen as it begins."""
    screen.begin()
    return screen


def part(screen: Screen, name: str) -> Locator:
    return screen.page.locator(f".{name}")


def font_px(element: Locator) -> float:
    return float(element.evaluate("e => parseFloat(getComputedStyle(e).fontSize)"))


def set_(screen: Screen, name: str, value: str) -> None:
    part(screen, "open-settings").click()
    part(screen, "settings").locator(f"input[name={name}][value='{value}']").check()
    part(screen, "close-settings").click()


@pytest.mark.parametrize("size_px", SIZES)
def test_a_message_is_large_and_whole(screen, artefacts, size_px):
    screen.page.set_viewport_size({"width": size_px[0], "height": size_px[1]})
    at_3m_px = 17.5 / 194 * size_px[1] / 0.75
    for cue in CUES:
        screen.say("correct", cue.values[0])
        words = part(screen, "words")
        words_px = font_px(words)
        box = part(screen, "message").bounding_box()
        text = words.bounding_box()
        assert text["y"] >= box["y"]
        assert text["y"] + text["height"] <= box["y"] + box["height"]
        assert words.evaluate("e => e.scrollWidth <= e.clientWidth")
        assert text["height"] <= 3.5 * words_px
        if size_px in LAPTOPS:
            assert words_px >= 2 / 3 * at_3m_px
        if cue.id == "one word":
            numbers = (part(screen, "reps-done"), part(screen, "ring-number"))
            assert min(map(font_px, numbers)) >= 0.9 * words_px
            assert words_px >= at_3m_px or size_px not in LAPTOPS
    screen.page.screenshot(path=artefacts / f"screen-{size_px[0]}x{size_px[1]}.png")


@pytest.mark.parametrize("size_px", SIZES)
@pytest.mark.parametrize("session_phase", CHAPTERS)
def test_all_that_counts_is_on_the_screen(screen, size_px, session_phase):
    screen.page.set_viewport_size({"width": size_px[0], "height": size_px[1]})
    screen.say("plain", f"This is {session_phase}.", **CHAPTERS[session_phase])
    for button in screen.page.locator(".session button:visible, .settings input:visible").all():
        expect(button).to_be_in_viewport(ratio=0.99)
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    for name in ("picture", "words", "stop"):
        expect(part(screen, name)).to_be_in_viewport(ratio=0.99)
    shown = {"exercise", "paused", "away", "finished"}
    expect(part(screen, "reps-done")).to_be_visible(visible=session_phase in shown)
    expect(part(screen, "ring-number")).to_be_visible(visible=session_phase != "set_up")
    expect(part(screen, "strip")).to_be_visible(visible=session_phase in shown - {"finished"})
    expect(part(screen, "resume")).to_be_visible(visible=session_phase == "paused")
    can_pause = session_phase in {"exercise", "count_down", "rest"}
    expect(part(screen, "pause")).to_be_visible(visible=can_pause)
    expect(part(screen, "go-on")).to_be_visible(visible=session_phase in {"set_up", "rest"})


def test_the_letters_are_as_large_as_was_asked_for(screen):
    screen.page.set_viewport_size({"width": 1366, "height": 768})
    sizes_px = {}
    for setting in ("2m", "3m", "large"):
        set_(screen, "letters", setting)
        screen.say("plain", "Hold.")
        sizes_px[setting] = font_px(part(screen, "words"))
    assert sizes_px["2m"] == pytest.approx(2 / 3 * sizes_px["3m"], rel=0.01)
    assert sizes_px["large"] == pytest.approx(1.5 * sizes_px["3m"], rel=0.05)
    set_(screen, "letters", "3m")
    capital_px = part(screen, "words").evaluate(
        "e => { const pen = document.createElement('canvas').getContext('2d');"
        " pen.font = `700 ${getComputedStyle(e).fontSize} ${getComputedStyle(e).fontFamily}`;"
        " return pen.measureText('H').actualBoundingBoxAscent }"
    )
    assert 17.3 <= capital_px / 768 * 194 <= 19.2


def test_the_set_up_picture_is_large_until_somebody_has_had_time_to_look(screen, artefacts):
    nobody = {**CHAPTERS["set_up"], "people": 0}
    left = {"index": 1, "count": 4, "side": "left", "title": "Left leg, set 1 of 2"}
    screen.say("plain", "Put the camera beside you.", **nobody, set_plan=left)
    expect(part(screen, "set-up-large")).to_be_visible()
    expect(part(screen, "feed")).to_be_in_viewport()
    picture = part(screen, "set-up-large").locator("img")
    expect(picture).to_have_attribute("src", re.compile("supine_left"))
    assert picture.evaluate("e => e.naturalWidth > 0")
    screen.page.screenshot(path=artefacts / "screen-set-up.png")
    screen.say("advice", "Come nearer.", **{**nobody, "people": 1}, set_plan=left)
    expect(part(screen, "set-up-large")).to_be_hidden(timeout=20_000)
    expect(part(screen, "set-up-inset")).to_be_visible()
    right = {**left, "index": 2, "side": "right"}
    screen.say("plain", "Turn round.", **{**nobody, "people": 1}, set_plan=right)
    expect(part(screen, "set-up-large")).to_be_visible()
    expect(picture).to_have_attribute("src", re.compile("supine_right"))
    in_place = {**CHAPTERS["set_up"], "stage": "get_ready"}
    screen.say("plain", "Keep still.", **in_place, set_plan=right)
    expect(part(screen, "set-up-large")).to_be_hidden(timeout=1000)


def test_several_people_find_themselves_in_the_live_picture(screen):
    boxes = [[0.1, 0.2, 0.4, 0.9], [0.6, 0.2, 0.9, 0.9]]
    bystanders = {"boxes": boxes, "followed": 0, "chosen": False}
    third = {"index": 3, "count": 4, "side": "right", "title": "Right leg, set 2 of 2"}
    screen.coach.told.clear()
    screen.say(
        "plain", "Two.", **CHAPTERS["set_up"], set_plan=third, bystanders=bystanders, people=2
    )
    expect(part(screen, "bystanders")).to_have_text("2 people here: tap yourself.")
    expect(part(screen, "set-up-large")).to_be_hidden(timeout=1000)
    screen.page.get_by_role("button", name="This is me. Person 2 of 2").click()
    screen.say(
        "plain", "Chosen.", bystanders={**bystanders, "followed": 1, "chosen": True}, people=2
    )
    expect(part(screen, "bystanders")).to_have_text("2 people here: I follow you.")
    (chosen,) = screen.coach.told
    assert chosen == {"kind": "choose", "x": pytest.approx(0.75), "y": pytest.approx(0.55)}


def test_the_marker_stays_on_the_strip(screen):
    for angle_deg in (-90.0, 60.0, 180.0):
        screen.say("plain", f"At {angle_deg}.", angle_deg=angle_deg)
        strip, marker = (part(screen, name).bounding_box() for name in ("strip", "strip-angle"))
        assert marker["x"] >= strip["x"]
        assert marker["x"] + marker["width"] <= strip["x"] + strip["width"]
        expect(part(screen, "strip-angle")).to_have_text(re.compile(f"{abs(angle_deg):.0f}°"))


def test_it_is_said_that_the_coach_looks_less_often(screen):
    text = "3 people exercise here: I look less often."
    screen.say("plain", "Shared.", pace={"fps": 10, "people": 3, "text": text})
    expect(part(screen, "pace")).to_have_text(text)
    screen.say("plain", "Alone.")
    expect(part(screen, "pace")).to_be_hidden()


def test_buttons_tell_the_coach(screen):
    screen.coach.told.clear()
    screen.show(**CHAPTERS["exercise"])
    part(screen, "pause").click()
    screen.show(**CHAPTERS["paused"])
    part(screen, "resume").click()
    screen.show(**CHAPTERS["set_up"])
    screen.page.get_by_role("button", name="Go on anyway").click()
    screen.show(**CHAPTERS["rest"])
    expect(part(screen, "name")).to_have_text("Next: Right leg, set 1 of 2")
    screen.page.get_by_role("button", name="Go on now").click()
    screen.show()
    kinds = [message["kind"] for message in screen.coach.told]
    assert kinds == ["pause", "resume", "go_on", "go_on"]


def test_who_points_leaves_space_to_stop_and_who_types_stays(screen):
    screen.show()
    part(screen, "pause").click()
    expect(part(screen, "stop")).to_be_focused()
    part(screen, "pause").focus()
    screen.coach.told.clear()
    screen.page.keyboard.press("Space")
    screen.show(**CHAPTERS["paused"])
    expect(part(screen, "resume")).to_be_focused()
    screen.page.keyboard.press("Space")
    screen.show()
    expect(part(screen, "pause")).to_be_focused()
    assert [message["kind"] for message in screen.coach.told] == ["pause", "resume"]
    assert not screen.page.evaluate("window.stopped")


def test_the_keyboard_never_leaves_the_screen(fresh):
    focused = (
        "document.activeElement.closest('.session') !== null || document.activeElement.tagName"
    )
    for _ in range(12):
        fresh.page.keyboard.press("Tab")
        assert fresh.page.evaluate(focused) in (True, "BODY")


def test_settings_are_taken_over_and_kept(fresh, artefacts):
    part(fresh, "open-settings").click()
    expect(part(fresh, "settings").locator("input").first).to_be_focused()
    fresh.page.screenshot(path=artefacts / "screen-settings.png")
    expect(part(fresh, "stop")).to_be_in_viewport(ratio=0.99)
    fresh.page.keyboard.press("Escape")
    expect(part(fresh, "settings")).to_be_hidden()
    expect(part(fresh, "open-settings")).to_be_focused()
    set_(fresh, "theme", "dark")
    expect(part(fresh, "session")).to_have_css("background-color", "rgb(15, 26, 29)")
    fresh.begin()
    expect(part(fresh, "session")).to_have_css("background-color", "rgb(15, 26, 29)")
    set_(fresh, "theme", "auto")
    expect(part(fresh, "session")).to_have_css("background-color", "rgb(247, 248, 245)")


def test_the_target_overlay_can_be_put_away(screen):
    landmarks = [[100, 100, 0.0]] * 33
    body = {"size_px": [480, 360], "points": landmarks}
    screen.say("plain", "Overlay.", pose=body, target_overlay=[[[50, 50], [200, 60], [300, 200]]])
    canvas = part(screen, "overlay")
    assert canvas.evaluate(OVERLAY_PIXELS) > 500
    part(screen, "open-settings").click()
    part(screen, "settings").locator("input[name=target_overlay]").uncheck()
    screen.page.wait_for_function(f"!({OVERLAY_PIXELS})(document.querySelector('.overlay'))")
    part(screen, "settings").locator("input[name=target_overlay]").check()
    part(screen, "close-settings").click()


def test_full_screen_and_back(fresh):
    button = fresh.page.get_by_role("button", name="Full screen", exact=True)
    button.click()
    leave = fresh.page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    assert fresh.page.evaluate("document.fullscreenElement.matches('.session')")
    leave.click()
    expect(button).to_be_visible()


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["Space"], id="space"),
        pytest.param(["Escape"], id="Escape"),
        pytest.param(["Tab", "Escape"], id="Escape on another button"),
    ],
)
def test_keys_stop_at_once(fresh, keys):
    for key in keys:
        assert not fresh.page.evaluate("window.stopped")
        fresh.page.keyboard.press(key)
    fresh.page.wait_for_function("window.stopped")
    assert fresh.page.evaluate(
        "window.camera.getTracks().every(({ readyState }) => readyState === 'ended')"
    )


def test_space_stops_wherever_no_other_control_has_the_focus(fresh):
    fresh.page.evaluate("document.activeElement.blur()")
    fresh.page.keyboard.press("Space")
    fresh.page.wait_for_function("window.stopped")


def test_escape_closes_the_settings_before_it_stops(fresh):
    part(fresh, "open-settings").click()
    fresh.page.keyboard.press("Escape")
    expect(part(fresh, "settings")).to_be_hidden()
    assert not fresh.page.evaluate("window.stopped")
    fresh.page.keyboard.press("Escape")
    fresh.page.wait_for_function("window.stopped")
