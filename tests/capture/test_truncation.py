"""A file that ends in the middle of one of its parts is known, wherever it was cut."""

import av
import pytest

from sciatica_coach.capture.truncation import ends_early
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from sciatica_coach.paths import SAMPLES
from tests.films import remuxed

SAMPLE = SAMPLES / "knee_to_chest_side.mp4"
IN_FRAGMENTS = {"movflags": "frag_keyframe+empty_moov"}
FAST_START = {"movflags": "faststart"}


def encoded(path, codec, *, frames=75):
    """The beginning of the sample in another codec, small."""
    with av.open(SAMPLE) as whole, av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height = 160, 90
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        for _, picture in zip(range(frames), whole.decode(video=0), strict=False):
            small = picture.reformat(width=160, height=90, format=stream.pix_fmt)
            small.pict_type = 0
            container.mux(stream.encode(small))
        container.mux(stream.encode(None))
    return path


MAKERS = {
    "index at the beginning.mp4": lambda path: remuxed(SAMPLE, path, options=FAST_START),
    "fragments.mp4": lambda path: remuxed(SAMPLE, path, options=IN_FRAGMENTS),
    "matroska.mkv": lambda path: remuxed(SAMPLE, path),
    "live.mkv": lambda path: remuxed(SAMPLE, path, options={"live": "1"}),
    "stream.ts": lambda path: remuxed(SAMPLE, path),
    "flash.flv": lambda path: remuxed(SAMPLE, path),
    "web.webm": lambda path: encoded(path, "libvpx"),
    "pictures.avi": lambda path: encoded(path, "mjpeg"),
    "windows.wmv": lambda path: encoded(path, "wmv2"),
    "program.mpg": lambda path: encoded(path, "mpeg2video"),
}


@pytest.fixture(scope="module", params=MAKERS)
def whole(request, tmp_path_factory):
    return MAKERS[request.param](tmp_path_factory.mktemp("whole") / request.param)


def test_a_whole_file(whole):
    assert not ends_early(whole)
    with Video(whole) as video:
        frames = list(video)
    assert len(frames) == 75
    assert [each for each in video.warnings if "too small" not in each] == []


@pytest.mark.parametrize("share", [0.97, 0.6, 0.25])
def test_a_cut_file_says_how_much_of_it_is_there(tmp_path, whole, share):
    path = tmp_path / whole.name
    content = whole.read_bytes()
    path.write_bytes(content[: int(len(content) * share) | 1])
    assert ends_early(path)
    try:
        with Video(path) as video:
            frames = list(video)
    except SourceError:  # nothing at all can be read, and that is said
        return
    seen_s = frames[-1].time_s
    told = [each for each in video.warnings if each.startswith("the video is cut off")]
    assert told or len(frames) >= 74
    assert not told or f"only the first {seen_s + 0.04:.1f} " in told[0]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\x1a\x45\xdf\xa3", id="no length"),
        pytest.param(b"\x1a\x45\xdf\xa3\x00" + bytes(99), id="a length of too many bytes"),
        pytest.param(b"\0\0\0\x08ftyp" + bytes(99), id="something appended"),
        pytest.param(b"\0\0\0\x08ftyp\0\0\0\0mdat" + bytes(99), id="a box up to the end"),
        pytest.param(b"RIFF\x04\0\0\0AVI " + b"JUNK" + bytes(99), id="something after the chunks"),
        pytest.param(b"\x47" * 9, id="short"),
        pytest.param(b"\0\0\1\xba" + bytes(99), id="a stream without packets"),
        pytest.param(b"not a film at all" * 99, id="another file"),
    ],
)
def test_files_of_which_nothing_can_be_said(tmp_path, content):
    path = tmp_path / "clip"
    path.write_bytes(content)
    assert not ends_early(path)


@pytest.mark.parametrize("sizes", [(0, 0), (0xFFFFFFFF, 0xFFFFFFFF)], ids=["zeros", "ones"])
def test_avi_that_was_never_finished(tmp_path, sizes):
    riff, movi = (size.to_bytes(4, "little") for size in sizes)
    whole = b"RIFF" + riff + b"AVI " + b"LIST" + movi + b"movi" + b"00dc\x06\0\0\0abcdef"
    path = tmp_path / "clip.avi"
    path.write_bytes(whole)
    assert not ends_early(path)
    path.write_bytes(whole[:-3])
    assert ends_early(path)
