"""Several cameras, cameras that go, freeze or turn, and cameras that are programs."""

import cv2
import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.driving import choose, opened_page, start
from tests.browser.showing import CHAPTERS, Screen, opened_screen

pytestmark = pytest.mark.browser

SIZES = [
    pytest.param((1920, 1080), id="desktop"),
    pytest.param((1366, 768), id="laptop"),
    pytest.param((390, 844), id="phone"),
]
UNTOLD = """
const tell = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
navigator.mediaDevices.enumerateDevices = async () => window.camera ? tell() : [];
"""
"""The browser tells nothing of its cameras before one was used, as most do."""
DRAWN = """
window.drawn = Object.assign(document.createElement("canvas"), { width: 640, height: 480 });
const pen = window.drawn.getContext("2d");
window.draws = true;
setInterval(() => {
  if (!window.draws) return;
  const { width, height } = window.drawn;
  pen.fillStyle = "#8000a0";
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = "#00ff00";
  const half = 0.08 * width;
  pen.fillRect(0.75 * width - half, 0.25 * height - half, 2 * half, 2 * half);
  pen.fillStyle = `hsl(${performance.now() / 10} 50% 50%)`;
  pen.fillRect(0, 0, 20, 20);
}, 30);
window.otherCamera = async () => window.drawn.captureStream(30);
"""
"""A camera that a test can turn and stop; a green mark is at three quarters and one quarter."""
NAMES = """
window.names = %s;
const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
navigator.mediaDevices.enumerateDevices = async () => {
  const all = await list();
  const cameras = all.filter(({ kind, label }) => kind === "videoinput" && label);
  return cameras.slice(0, window.names.length).map(({ kind, deviceId }, i) =>
    ({ kind, deviceId, label: window.names[i] }));
};
"""
"""The browser's cameras under other names, as many as there are names."""


def feed_id(screen: Screen) -> str:
    """Of the camera that is shown."""
    return screen.page.evaluate(
        "document.querySelector('.feed').srcObject?.getVideoTracks()[0].getSettings().deviceId"
    )


def wait_for_camera(screen: Screen, number: int) -> None:
    screen.page.wait_for_function(
        """async (number) => {
          const all = await navigator.mediaDevices.enumerateDevices();
          const cameras = all.filter(({ kind }) => kind === "videoinput");
          const stream = document.querySelector(".feed").srcObject;
          return stream?.getVideoTracks()[0].getSettings().deviceId === cameras[number].deviceId;
        }""",
        arg=number,
    )


def chooser(screen: Screen, where: str = ".settings") -> Locator:
    return screen.page.locator(f"{where} .camera-choice select")


def unplug(screen: Screen, names: list[str]) -> None:
    """Take the camera that is shown away; these ones are left."""
    screen.page.evaluate(
        """names => {
          window.names = names;
          window.cameraFails = names.length ? null : "NotFoundError";
          const [track] = window.camera.getVideoTracks();
          track.stop();
          track.dispatchEvent(new Event("ended"));
        }""",
        names,
    )


def plug_in(screen: Screen, names: list[str]) -> None:
    screen.page.evaluate(
        """names => {
          window.names = names;
          window.cameraFails = null;
          navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
        }""",
        names,
    )


def in_trouble(screen: Screen, title: str) -> None:
    expect(screen.page.locator(".trouble-title")).to_have_text(title)
    expect(screen.page.locator(".trouble-title")).to_be_visible()


def going_on(screen: Screen) -> None:
    expect(screen.page.locator(".trouble")).to_be_hidden()
    screen.page.evaluate("window.heard.length = 0")
    screen.page.wait_for_function("window.heard.length > 2")


def test_one_camera_leaves_nothing_to_choose():
    with opened_screen() as screen:
        screen.page.locator(".open-settings").click()
        expect(screen.page.locator(".settings")).to_be_visible()
        expect(chooser(screen)).to_be_hidden()


def test_a_camera_is_chosen_by_name_and_kept(artefacts):
    with opened_screen(cameras=3) as screen:
        screen.page.locator(".open-settings").click()
        expect(chooser(screen)).to_be_visible()
        assert chooser(screen).locator("option").all_inner_texts() == [
            "fake_device_0",
            "fake_device_1",
            "fake_device_2",
        ]
        wait_for_camera(screen, 0)
        chooser(screen).select_option(label="fake_device_2")
        wait_for_camera(screen, 2)
        going_on(screen)
        for width_px, height_px in ((1920, 1080), (1366, 768), (390, 844)):
            screen.page.set_viewport_size({"width": width_px, "height": height_px})
            screen.page.screenshot(path=artefacts / f"camera-choice-{width_px}.png")
            expect(chooser(screen)).to_be_in_viewport(ratio=0.99)
        screen.begin()
        wait_for_camera(screen, 2)
        expect(chooser(screen)).to_have_value(feed_id(screen))


def test_a_chosen_camera_is_known_by_its_name_when_its_id_is_another():
    with opened_screen(cameras=3) as screen:
        screen.page.evaluate(
            "localStorage.setItem('sciatica-coach-settings',"
            " JSON.stringify({ camera_id: 'of-yesterday', camera_name: 'fake_device_1' }))"
        )
        screen.begin()
        wait_for_camera(screen, 1)
        expect(screen.page.locator(".other-camera")).to_be_hidden()


def test_another_camera_than_the_chosen_one_is_named_until_that_is_back(artefacts):
    with opened_screen(cameras=2, script=NAMES % '["Desk camera"]') as screen:
        screen.page.evaluate(
            "localStorage.setItem('sciatica-coach-settings',"
            " JSON.stringify({ camera_id: 'x', camera_name: 'Wall camera' }))"
        )
        screen.begin()
        note = screen.page.locator(".other-camera")
        expect(note).to_have_text("“Wall camera” is not plugged in: this is “Desk camera”.")
        screen.page.screenshot(path=artefacts / "camera-other.png")
        plug_in(screen, ["Desk camera", "Wall camera"])
        expect(note).to_be_hidden()
        wait_for_camera(screen, 1)


def test_a_program_is_not_the_first_choice_and_may_be_chosen():
    with opened_screen(cameras=2, script=NAMES % '["OBS Virtual Camera", "Webcam"]') as screen:
        wait_for_camera(screen, 1)
        screen.page.locator(".open-settings").click()
        chooser(screen).select_option(label="OBS Virtual Camera")
        wait_for_camera(screen, 0)
        screen.begin()
        wait_for_camera(screen, 0)


def test_a_program_is_taken_where_there_is_no_camera():
    with opened_screen(script=NAMES % '["OBS Virtual Camera"]') as screen:
        wait_for_camera(screen, 0)
        going_on(screen)


def test_a_camera_that_is_unplugged_is_waited_for(artefacts):
    names = ["Desk camera", "Wall camera"]
    with opened_screen(cameras=2, script=NAMES % names) as screen:
        unplug(screen, [])
        in_trouble(screen, "Paused: the camera is gone.")
        expect(chooser(screen, ".trouble")).to_be_hidden()
        plug_in(screen, names)
        going_on(screen)
        wait_for_camera(screen, 0)


def test_instead_of_a_camera_that_is_gone_another_may_be_chosen(artefacts):
    names = ["Desk camera", "Wall camera"]
    with opened_screen(cameras=2, script=NAMES % names) as screen:
        wait_for_camera(screen, 0)
        screen.page.evaluate(
            """() => {
              const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
              navigator.mediaDevices.enumerateDevices = async () => (await list()).slice(1);
            }"""
        )
        unplug(screen, names)
        in_trouble(screen, "Paused: the camera is gone.")
        expect(chooser(screen, ".trouble")).to_be_visible()
        assert chooser(screen, ".trouble").locator("option").all_inner_texts() == [
            "Choose another one",
            "Wall camera",
        ]
        for width_px, height_px in ((1920, 1080), (1366, 768), (390, 844)):
            screen.page.set_viewport_size({"width": width_px, "height": height_px})
            screen.page.screenshot(path=artefacts / f"camera-gone-{width_px}.png")
        chooser(screen, ".trouble").select_option(label="Wall camera")
        going_on(screen)


def test_a_camera_that_freezes_and_comes_back(artefacts):
    with opened_screen(script=DRAWN) as screen:
        screen.page.evaluate("window.draws = false")
        in_trouble(screen, "Paused: the camera sends no picture.")
        screen.page.screenshot(path=artefacts / "camera-frozen.png")
        screen.page.evaluate("window.draws = true")
        going_on(screen)


def test_a_camera_that_is_switched_off_says_so_at_once():
    with opened_screen(script=DRAWN) as screen:
        screen.page.evaluate("window.camera.getVideoTracks()[0].dispatchEvent(new Event('mute'))")
        in_trouble(screen, "Paused: the camera sends no picture.")
        screen.page.evaluate("window.camera.getVideoTracks()[0].dispatchEvent(new Event('unmute'))")
        going_on(screen)


def test_a_camera_that_opens_and_never_shows_a_picture_is_told(artefacts):
    script = DRAWN + "window.draws = false;"
    with opened_screen(script=script, waits=False) as screen:
        in_trouble(screen, "Paused: the camera sends no picture.")
        screen.page.evaluate("window.draws = true")
        going_on(screen)


@pytest.mark.parametrize("size_px", SIZES)
def test_a_picture_that_turns_stays_in_proportion_and_the_skeleton_in_its_place(artefacts, size_px):
    with opened_screen(script=DRAWN, size_px=size_px) as screen:
        for width_px, height_px in ((640, 480), (720, 1280), (1280, 720), (480, 640)):
            screen.page.evaluate(
                "([width, height]) => Object.assign(window.drawn, { width, height })",
                [width_px, height_px],
            )
            screen.page.wait_for_function(
                "([width, height]) => { const { videoWidth, videoHeight } ="
                " document.querySelector('.feed');"
                " return videoWidth === width && videoHeight === height; }",
                arg=[width_px, height_px],
            )
            show_joint_at_the_mark(screen, width_px / height_px)
            picture = screenshot(screen)
            cv2.imwrite(str(artefacts / f"turned-{size_px[0]}-{width_px}x{height_px}.png"), picture)
            mark, joint = centre(picture, (0, 255, 0)), centre(picture, (0x4A, 0xD5, 0xFF))
            assert np.hypot(*(mark - joint)) < 4.0
            assert shape_of_ground(picture) == pytest.approx(width_px / height_px, rel=0.05)


def show_joint_at_the_mark(screen: Screen, shape: float) -> None:
    """Let the coach see three landmarks in a row, the middle one just beside the mark."""
    width, height = 480.0, round(480 / shape)
    x, y = 0.75 * width, 0.25 * height
    points: list = [None] * 33
    points[24:27] = [[x - 40, y, 1.0], [x, y, 1.0], [x + 40, y, 1.0]]
    pose = {"size_px": [480, height], "points": points}
    screen.show(pose=pose, highlight=[24, 25, 26], angle_deg=None)
    screen.page.wait_for_timeout(100)


def screenshot(screen: Screen) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(screen.page.screenshot(), np.uint8), cv2.IMREAD_COLOR)


def near(picture: np.ndarray, colour) -> np.ndarray:
    return np.abs(picture.astype(int) - np.array(colour)).max(axis=2) < 40


def centre(picture: np.ndarray, colour) -> np.ndarray:
    """Where the pixels of this colour are, in the mean."""
    rows, columns = np.nonzero(near(picture, colour))
    assert len(rows) > 20
    return np.array([columns.mean(), rows.mean()])


def shape_of_ground(picture: np.ndarray) -> float:
    """Width to height of the camera's picture as it is shown."""
    rows, columns = np.nonzero(near(picture, (0xA0, 0x00, 0x80)))
    return (np.ptp(columns) + 1) / (np.ptp(rows) + 1)


@pytest.mark.parametrize("size_px", SIZES)
def test_an_upright_picture_of_somebody_who_lies_is_to_be_turned(artefacts, size_px):
    with opened_screen(script=DRAWN, size_px=size_px) as screen:
        note = screen.page.locator(".turned")
        screen.say("plain", "Put the camera beside you.", **CHAPTERS["set_up"])
        expect(note).to_be_hidden()
        screen.page.evaluate("Object.assign(window.drawn, { width: 720, height: 1280 })")
        expect(note).to_have_text("Turn the camera or phone on its side.")
        expect(note).to_be_in_viewport(ratio=0.99)
        screen.page.screenshot(path=artefacts / f"upright-{size_px[0]}.png")
        screen.say("plain", "Begin.", **CHAPTERS["exercise"])
        expect(note).to_be_hidden()


def test_the_camera_is_chosen_before_a_session(app, artefacts):
    with opened_page(cameras=2) as page:
        page.add_init_script(UNTOLD)
        page.goto(app.url)
        choose(page, "Single knee-to-chest")
        page.get_by_text("Settings", exact=True).click()
        page.get_by_role("button", name="Choose the camera").click()
        cameras = page.locator(".choice select")
        cameras.select_option(label="fake_device_1")
        for width_px, height_px in ((1920, 1080), (1366, 768), (390, 844)):
            page.set_viewport_size({"width": width_px, "height": height_px})
            cameras.scroll_into_view_if_needed()
            page.screenshot(path=artefacts / f"camera-before-{width_px}.png")
        start(page)
        page.wait_for_function("window.heard.length > 0")
        assert page.evaluate("window.camera.getVideoTracks()[0].label") == "fake_device_1"
        page.keyboard.press("Escape")
        expect(page.locator(".session")).to_have_count(0)
