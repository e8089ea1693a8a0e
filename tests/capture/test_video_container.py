"""Of several tracks the one that shows the exercise is read, and the others are told of."""

import av
import numpy as np
import pytest
from av.stream import Disposition

from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from tests.films import film

SMALL, LARGE = (160, 120), (320, 240)
NONE, DEFAULT = Disposition(0), Disposition.default


def tracks(path, *wanted):
    """A file of several tracks: size, grey and disposition of each."""
    with av.open(path, "w") as container:
        streams = []
        for size_px, grey, disposition in wanted:
            stream = container.add_stream("libx264", rate=25)
            stream.width, stream.height, stream.pix_fmt = *size_px, "yuv420p"
            stream.disposition = disposition
            streams.append((stream, np.full((size_px[1], size_px[0], 3), grey, np.uint8)))
        for _ in range(5):
            for stream, image in streams:
                frame = av.VideoFrame.from_ndarray(image, format="bgr24")
                container.mux(stream.encode(frame))
        for stream, _ in streams:
            container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("wanted", "grey"),
    [
        pytest.param(
            [(LARGE, 50, NONE), (SMALL, 200, DEFAULT)], 200, id="the default one, though smaller"
        ),
        pytest.param([(SMALL, 50, NONE), (LARGE, 200, NONE)], 200, id="none: the largest"),
        pytest.param([(SMALL, 50, DEFAULT), (LARGE, 200, DEFAULT)], 200, id="both: the largest"),
        pytest.param([(LARGE, 50, DEFAULT), (SMALL, 200, DEFAULT)], 50, id="the first is largest"),
        pytest.param([(LARGE, 50, NONE), (LARGE, 200, NONE)], 50, id="equal: the first"),
    ],
)
def test_default_then_largest_then_first(tmp_path, wanted, grey):
    with Video(tracks(tmp_path / "two.mkv", *wanted)) as video:
        frames = list(video)
    assert len(frames) == 5
    assert frames[0].image.mean() == pytest.approx(grey, abs=5)
    width, height = video.size_px
    assert video.warnings == (
        f"the video holds 2 tracks of pictures: the one of {width} x {height} pixels was read",
    )


def test_a_cover_is_no_track(tmp_path):
    path = tmp_path / "song.mp4"
    with av.open(path, "w") as container:
        cover = container.add_stream("mjpeg", rate=25)
        cover.width, cover.height, cover.pix_fmt = *LARGE, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = *SMALL, "yuv420p"
        for each, number in ((cover, 1), (stream, 5)):
            size_px, grey = (LARGE, 50) if each is cover else (SMALL, 200)
            image = np.full((size_px[1], size_px[0], 3), grey, np.uint8)
            for _ in range(number):
                container.mux(each.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
            container.mux(each.encode(None))
    with Video(path) as video:
        assert next(iter(video)).image.mean() == pytest.approx(200, abs=5)
    assert video.warnings == ()


def test_if_the_default_track_is_damaged_the_other_one_is_read(tmp_path):
    path = tmp_path / "two.mp4"
    tracks(path, (LARGE, 50, DEFAULT), (SMALL, 200, NONE))
    content = bytearray(path.read_bytes())
    with av.open(path) as container:
        for packet in container.demux(container.streams.video[0]):
            if packet.pos is not None:
                content[packet.pos : packet.pos + packet.size] = bytes(packet.size)
    path.write_bytes(content)
    with Video(path) as video:
        frames = list(video)
    assert video.size_px == SMALL
    assert len(frames) == 5


def test_pictures_of_an_unknown_kind(tmp_path):
    path = film(tmp_path / "clip.mp4", [0.0, 0.04])
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzzz"))
    with pytest.raises(SourceError, match=r"stored in a way that cannot be read here; save it as"):
        Video(path)


def test_names_of_another_encoding_do_not_matter(tmp_path):
    path = film(tmp_path / "clip.mp4", [0.0, 0.04], tags={"title": "caf\xe9"})
    path.write_bytes(path.read_bytes().replace("caf\xe9".encode(), b"caf\xe9\xe9"))
    with Video(path) as video:
        assert len(list(video)) == 2
