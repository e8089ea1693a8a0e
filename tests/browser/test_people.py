"""Two people before the camera: who taps on themselves is followed."""

import cv2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import choose, opened_page, start
from tests.films import sample_frames

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pair(cameras):
    """Somebody who sits above somebody who lies, in one picture; the camera shows it again and
    again."""
    path = cameras / "pair.mjpeg"
    clips = (sample_frames(name, 1) for name in ("nerve_floss_side", "knee_to_chest_side"))
    with path.open("wb") as out:
        for above, below in zip(*clips, strict=False):
            both = cv2.resize(cv2.vconcat([above.image, below.image]), (427, 480))
            picture = cv2.copyMakeBorder(both, 0, 0, 106, 107, cv2.BORDER_REPLICATE)
            out.write(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes())
    return path


def followed_is(page: Page, half: str) -> None:
    """Until the skeleton is drawn on the upper or the lower person."""
    side = "<" if half == "upper" else ">"
    page.wait_for_function(
        f"(([box, own]) => own && (box[1] + box[3]) / 2 {side} 0.5)"
        "([window.heard.at(-1)?.bystanders?.boxes[window.heard.at(-1)?.bystanders?.followed] ?? [],"
        " window.heard.at(-1)?.bystanders?.chosen])"
    )


def test_a_tap_says_who_exercises(app, pair, artefacts):
    with opened_page(camera=pair) as page:
        page.goto(app.url)
        choose(page, "Single knee-to-chest")
        start(page)
        people = page.locator(".person")
        expect(people).to_have_count(2, timeout=60_000)
        expect(page.locator(".bystanders")).to_have_text("2 people here: tap yourself.")
        page.screenshot(path=artefacts / "people.png")
        within_the_picture(page)

        upper, lower = sorted(people.all(), key=lambda frame: frame.bounding_box()["y"])
        upper.click(position={"x": 20, "y": 60})
        followed_is(page, "upper")
        expect(page.locator(".bystanders")).to_have_text("2 people here: I follow you.")
        expect(page.get_by_role("button", name="I follow you", pressed=True)).to_have_count(1)

        lower.focus()
        page.keyboard.press("Enter")
        followed_is(page, "lower")
        expect(page.locator(".session")).to_be_visible()

        page.set_viewport_size({"width": 390, "height": 844})
        upper, _ = sorted(people.all(), key=lambda frame: frame.bounding_box()["y"])
        upper.click(position={"x": 20, "y": 30})
        followed_is(page, "upper")
        within_the_picture(page)
        page.screenshot(path=artefacts / "people-phone.png")


def within_the_picture(page: Page) -> None:
    """The frames lie on the picture as it is shown, not on the room beside it."""
    video = page.locator(".feed").bounding_box()
    shape = page.locator(".feed").evaluate(
        "({ videoWidth, videoHeight }) => videoWidth / videoHeight"
    )
    width = min(video["width"], video["height"] * shape)
    left = video["x"] + (video["width"] - width) / 2
    for frame in page.locator(".person").all():
        box = frame.bounding_box()
        assert box["x"] >= left - 2
        assert box["x"] + box["width"] <= left + width + 2
