import json
import os
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from sciatica_coach.language.catalog import ENGLISH, Language, language_for
from sciatica_coach.paths import ROOT, SAMPLES
from sciatica_coach.ui.upload_store import MB, SIZE_VARIABLE
from sciatica_coach.visible_text import visible
from tests.browser.driving import opened_page, running_app, settled
from tests.browser.test_accessibility import grave_faults
from tests.films import beginning, film, thinned_clip

pytestmark = pytest.mark.browser


def test_a_video_is_reviewed_in_the_browser(app, artefacts, tmp_path):
    clip = thinned_clip("figure_4_side", tmp_path / "clip.mp4", of=160)
    with opened_page() as page:
        page.goto(f"{app.url}/review")
        field(page).set_input_files(clip)
        expect(page.get_by_role("button", name="Remove clip.mp4")).to_be_visible()
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_text("Looking at the video")).to_be_visible()
        expect(page.get_by_text("Proposed by what is seen")).to_be_visible(timeout=240_000)
        expect(page.get_by_role("combobox", name="Exercise")).to_have_value("Figure-4")
        page.get_by_role("spinbutton", name="Hold, seconds").fill("1")
        page.keyboard.press("Tab")
        settled(page)
        expect(page.get_by_text("1 of 2 repetitions done.")).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Report for programs (JSON)").click()
        report = json.loads(download.value.path().read_text())
        assert download.value.suggested_filename == "clip.coach.json"
        assert [rep["complete"] for rep in report["reps"]] == [True]
        page.screenshot(path=artefacts / "review.png", full_page=True)


def choose_file(page: Page, name: str, content: bytes = b"hello") -> None:
    field(page).set_input_files({"name": name, "mimeType": "video/mp4", "buffer": content})


def test_what_is_no_video_is_said_in_one_sentence(app):
    with opened_page() as page:
        page.goto(f"{app.url}/review")
        choose_file(page, "notes.mp4")
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_text("notes.mp4: is not a video")).to_be_visible()


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clips")
    return beginning(SAMPLES / "figure_4_side.mp4", folder / "clip.mp4", frames=160)


def analyse(page: Page, url: str, clip: Path, language: Language = ENGLISH) -> None:
    page.goto(f"{url}/review")
    field(page, language).set_input_files(clip)
    page.get_by_role("button", name=language.say("Analyse")).click()


def field(page: Page, language: Language = ENGLISH) -> Locator:
    """For the file; a server that has just started takes its time."""
    found = page.get_by_label(language.say("Choose a video"))
    found.wait_for(timeout=90_000)
    return found


def test_a_closed_page_ends_its_analysis_and_one_loaded_again_has_its_video(app, clip, artefacts):
    spanish = language_for("es")
    say = spanish.say
    with opened_page() as first:
        analyse(first, app.url, clip)
        expect(first.get_by_text("Looking at the video")).to_be_visible()
        expect(first.get_by_role("button", name="Remove clip.mp4")).to_be_disabled()
        expect(first.get_by_role("combobox", name="Exercise")).to_be_disabled()
        other = first.context.browser.new_context(
            viewport={"width": 390, "height": 844}, color_scheme="dark", locale="es-ES"
        )
        second = other.new_page()
        analyse(second, app.url, clip, spanish)
        waits = second.get_by_text(spanish.count(*WAITS, 1))
        expect(waits).to_be_visible()
        assert grave_faults(second) == []
        second.screenshot(path=artefacts / "review-waits.png")
        first.close()
        expect(
            second.get_by_text(say("Looking at the video: {share:.0%}", share=0))
        ).to_be_visible()

        second.reload()
        begin = second.get_by_role("button", name=say("Analyse"))
        begin.click()
        second.get_by_role("button", name=say("Cancel"), exact=True).click()
        expect(begin).to_be_visible()
        second.get_by_role("button", name=say("Remove {name}", name="clip.mp4")).click()
        expect(second.get_by_label(say("Choose a video"))).to_be_focused()
        expect(begin).to_be_disabled()


TRICKS = "![x](https://evil.example/x.png) [a](https://evil.example) $x$ :smiley: :red[r] <b>h</b>"
WAITS = (
    "Another video is looked at first. It goes on by itself.",
    "{number} other videos are looked at first. It goes on by itself.",
)
"""What a page says to whoever is to wait for one video, or for several."""
NAMES = [
    "![x](https:evil.example).png",
    "[a](https:evil.example)",
    "$x^2$ a_b_ **c** ~~d~~ `e`",
    ":smiley: :red[x] :material_home:",
    "<img src=x onerror=alert(1)>",
    "www.evil.example a@evil.example -> x",
    "a\u202e4pm.mp4",
    "a\nb\tc",
    "..",
    "é" * 125 + ".mp4",
]


def test_names_of_files_are_shown_as_they_are_and_none_is_asked_for_outside(app, tmp_path):
    room = film(tmp_path / "room.mp4", np.arange(5) / 10).read_bytes()
    with opened_page() as page:
        page.goto(f"{app.url}/review")
        for name in NAMES:
            shown = "video" if name == ".." else visible(name)
            choose_file(page, name)
            expect(page.locator(".name")).to_have_text(shown)
            page.get_by_role("button", name="Analyse").click()
            expect(page.get_by_test_id("stAlert")).to_contain_text(f"{shown}: is not a video")
        choose_file(page, NAMES[0], room)
        page.get_by_role("button", name="Analyse").click()
        expect(page.get_by_role("heading", name=NAMES[0])).to_be_visible(timeout=60_000)
        settled(page)
        assert page.locator("main img, main a").count() == 0


@pytest.fixture(scope="module")
def hostile_app(tmp_path_factory):
    """The coach with definitions of somebody who means no good."""
    root = tmp_path_factory.mktemp("hostile")
    for part in ("src", "sample_videos", ".streamlit"):
        shutil.copytree(ROOT / part, root / part, copy_function=os.link)
    shutil.copy(ROOT / "app.py", root)
    (root / "exercises").mkdir()
    for path in sorted((ROOT / "exercises").glob("*.toml")):
        (root / "exercises" / path.name).write_text(hostile(path.read_text()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root / "src"))
        patch.setenv(SIZE_VARIABLE, "1")
        with running_app() as running:
            yield running


def hostile(definition: str) -> str:
    """Its texts with more in them than words."""
    for key in ("name", "purpose", "side_means", "set_up", "title", "text"):
        definition = re.sub(rf'(?m)^({key} = ".*)"$', rf'\1 {TRICKS}"', definition)
    return definition


def test_definitions_are_shown_as_they_are_and_a_size_is_said_before_it_is_sent(hostile_app):
    with opened_page() as page:
        page.goto(hostile_app.url)
        page.get_by_role("button", name="I understand").click()
        card = page.locator('[class*="st-key-choose-"]').first.get_by_role("button")
        expect(card).to_contain_text(TRICKS)
        card.click()
        page.get_by_text("How to do it").wait_for()
        settled(page)
        assert_literal(page, least=5)
        page.goto(f"{hostile_app.url}/about")
        page.get_by_text("Where the figures come from").wait_for()
        settled(page)
        assert_literal(page, least=3)

        page.goto(f"{hostile_app.url}/review")
        expect(page.get_by_text("or drop it here. Up to 1 MB.")).to_be_visible()
        sent = []
        page.on("request", lambda request: sent.append(request.method))
        choose_file(page, "large.mp4", bytes(MB + 1))
        expect(page.get_by_role("alert")).to_have_text(
            "This video is larger than 1 MB: send a shorter one."
        )
        assert "POST" not in sent
        choose_file(page, "small.mp4", bytes(MB))
        expect(page.get_by_role("button", name="Remove small.mp4")).to_be_visible()
        expect(page.get_by_role("alert")).to_be_empty()


def assert_literal(page: Page, *, least: int) -> None:
    """The tricks are on the page so often, letter by letter, and none of them works."""
    main = page.get_by_test_id("stMain")
    assert main.text_content().count(TRICKS) >= least
    assert main.locator('a[href*="evil"], .katex, img[src*="evil"]').count() == 0
