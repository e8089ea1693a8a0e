import re
import urllib.error
import urllib.request
from urllib.parse import urljoin

import pytest

from sciatica_coach import paths
from sciatica_coach.language.voices import RECORDINGS, voice_file
from sciatica_coach.ui.files import CLIPS, MODULES, VOICES, file_routes
from tests.live.server import served


@pytest.fixture(scope="module")
def origin():
    with served(file_routes()) as port:
        yield f"http://127.0.0.1:{port}"


def get(url: str, **headers: str):
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers))


def test_a_clip_comes_whole(origin):
    clip = paths.SAMPLES / "nerve_floss_side.mp4"
    with get(f"{origin}{CLIPS}/{clip.name}") as response:
        assert response.headers["content-type"] == "video/mp4"
        assert response.read() == clip.read_bytes()


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        pytest.param("bytes=0-99", 0, 99, id="the beginning"),
        pytest.param("bytes=1000-1999", 1000, 1999, id="the middle"),
        pytest.param("bytes=-10", -10, None, id="the end"),
    ],
)
def test_a_clip_comes_in_parts(origin, asked, first, last):
    whole = (paths.SAMPLES / "nerve_floss_side.mp4").read_bytes()
    with get(f"{origin}{CLIPS}/nerve_floss_side.mp4", Range=asked) as response:
        assert response.status == 206
        assert response.read() == whole[first : None if last is None else last + 1]


def test_a_recorded_phrase_is_sent_and_may_be_kept(origin):
    name = voice_file("en", "Ten more seconds.")
    with get(f"{origin}{VOICES}/en/{name}") as response:
        assert response.headers["content-type"] == "audio/mpeg"
        assert "immutable" in response.headers["cache-control"]
        assert response.read() == (RECORDINGS / "en" / name).read_bytes()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(f"{CLIPS}/none.mp4", id="unknown"),
        pytest.param(f"{CLIPS}/README.md", id="another kind of file in the folder"),
        pytest.param(f"{CLIPS}/..%2Fpyproject.toml", id="out of the folder"),
        pytest.param(f"{CLIPS}/../pyproject.toml", id="out of the folder, plainly"),
        pytest.param(f"{CLIPS}/%2Fetc%2Fpasswd", id="from the root"),
        pytest.param(f"{MODULES}/session.html", id="not a module"),
        pytest.param(f"{MODULES}/again-1/session.html", id="not a module, asked again"),
        pytest.param(f"{MODULES}/again-x/session_page.js", id="no attempt"),
        pytest.param(f"{VOICES}/en/manifest.json", id="not a recording"),
        pytest.param(f"{VOICES}/en/0000000000.mp3", id="unknown recording"),
        pytest.param(f"{VOICES}/..%2Fvoices/en", id="out of the recordings"),
        pytest.param(f"{MODULES}/../ui/files.py", id="source of the server"),
    ],
)
def test_nothing_else_is_served(origin, path):
    with pytest.raises(urllib.error.HTTPError, match="404") as refused:
        get(f"{origin}{path}")
    refused.value.close()


@pytest.mark.parametrize("page", ["session_page.js", "kiosk/kiosk_page.js", "camera_choice.js"])
@pytest.mark.parametrize("attempt", ["", "again-1/", "again-12/"])
def test_the_modules_of_a_page_are_served_and_find_each_other(origin, page, attempt):
    found, waiting = set(), [f"{MODULES}/{attempt}{page}"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        with get(f"{origin}{path}") as response:
            assert response.headers["content-type"].startswith("text/javascript")
            assert response.headers["cache-control"] == "no-cache"
            source = response.read().decode()
        waiting += [
            urljoin(path, name) for name in re.findall(r'^import .* from "(.+)"', source, re.M)
        ]
    start = f"{MODULES}/{attempt}"
    assert all(path.startswith(start) for path in found)
    rooms = {path.removeprefix(start).split("/")[0] for path in found}
    assert {"net", "screen", "controls"} <= rooms
