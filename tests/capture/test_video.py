"""Frames come upright, in time and complete; what is no video says what it is."""

import os
import threading
import zipfile
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from sciatica_coach.capture import video as video_module
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from sciatica_coach.paths import SAMPLES
from tests.films import corner_picture, film, silence, sound_only

STEADY = [index / 25 for index in range(12)]
LARGE = corner_picture((160, 120))
VARIABLE = [0.0, 0.033, 0.066, 0.2, 0.233, 0.7, 0.71, 0.72, 1.9]


def read(path):
    with Video(path) as video:
        frames = list(video)
    return video, frames


@pytest.mark.parametrize("times_s", [STEADY, VARIABLE], ids=["steady", "variable rate"])
@pytest.mark.parametrize("first_s", [0.0, 3.5], ids=["from 0", "begins late"])
@pytest.mark.parametrize("suffix", ["mp4", "mkv"])
def test_times_are_the_files_own_from_zero(tmp_path, times_s, first_s, suffix):
    _, frames = read(film(tmp_path / f"clip.{suffix}", times_s, first_s=first_s))
    assert [frame.time_s for frame in frames] == pytest.approx(times_s, abs=1e-3)
    assert [frame.index for frame in frames] == list(range(len(times_s)))


@pytest.mark.parametrize(
    ("rotation_deg", "quarters"),
    [(0, 0), (90, 1), (180, 2), (270, 3), (-90, 3)],
)
def test_rotation_flag_brings_the_picture_upright(tmp_path, rotation_deg, quarters):
    path = film(tmp_path / "turned.mp4", STEADY[:3], rotation_deg=rotation_deg)
    video, frames = read(path)
    upright = np.rot90(corner_picture(), quarters)
    assert video.size_px == upright.shape[1::-1]
    for frame in frames:
        assert frame.image.shape == upright.shape
        assert np.abs(frame.image.astype(int) - upright).mean() < 8
        assert frame.image.flags.c_contiguous


def test_pixels_come_square(tmp_path):
    path = film(tmp_path / "wide.mp4", STEADY[:3], pixel_shape=Fraction(4, 3))
    video, frames = read(path)
    assert video.size_px == (85, 48)
    assert frames[0].image.shape == (48, 85, 3)


def test_what_the_file_states():
    with Video(SAMPLES / "figure_4_side.mp4") as video:
        assert video.size_px == (854, 480)
        assert video.fps == 25.0
        assert video.duration_s == pytest.approx(16.48)
        assert video.frame_count == 412
        assert not video.warnings


def test_can_be_read_again(tmp_path):
    with Video(film(tmp_path / "clip.mp4", STEADY)) as video:
        first, again = list(video), list(video)
    assert [frame.time_s for frame in first] == [frame.time_s for frame in again]


def test_sound_beside_the_picture_does_not_matter(tmp_path):
    _, frames = read(film(tmp_path / "loud.mp4", STEADY, sound=True))
    assert len(frames) == len(STEADY)


def test_leaving_early_leaves_no_thread_behind():
    before = threading.active_count()
    with Video(SAMPLES / "figure_4_side.mp4") as video:
        frames = iter(video)
        next(frames)
        assert threading.active_count() > before
    assert threading.active_count() == before
    assert next(frames, None) is None


def test_file_that_vanishes_after_it_was_opened(tmp_path):
    path = film(tmp_path / "clip.mp4", STEADY)
    with Video(path) as video:
        path.unlink()
        with pytest.raises(SourceError, match=r"clip\.mp4: does not exist"):
            list(video)


def test_name_that_looks_like_a_protocol(tmp_path):
    _, frames = read(film(tmp_path / "a:b.mp4", STEADY))
    assert len(frames) == len(STEADY)


def no_index(tmp_path):
    path = film(tmp_path / "cut.mp4", STEADY)
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b"moov") - 4])
    return path


def locked_zip(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("clip.mp4", b"secret")
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag that says: encrypted
    path.write_bytes(content)
    return path


def no_pictures(tmp_path):
    path = film(tmp_path / "protected.mp4", STEADY)
    content = bytearray(path.read_bytes())
    start = content.index(b"mdat") + 4
    content[start : content.index(b"moov") - 4] = bytes(content.index(b"moov") - 4 - start)
    path.write_bytes(content)
    return path


def written(content: bytes, name: str = "clip.mp4"):
    def make(tmp_path):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(lambda p: p / "no.mp4", "does not exist; check the name", id="missing"),
        pytest.param(lambda p: p, "is a folder; give the video files", id="folder"),
        pytest.param(written(b""), r"is empty \(0 bytes\)", id="empty"),
        pytest.param(no_index, "is cut off: the index at its end is missing", id="no index"),
        pytest.param(lambda p: sound_only(p / "a.mp4"), "holds sound but no picture", id="sound"),
        pytest.param(written(b"Knee to chest\n" * 99, "a.txt"), "is not a video", id="text"),
        pytest.param(written(b"Knee to chest\n" * 99), "is not a video", id="text named mp4"),
        pytest.param(written(b"%PDF-1.7\n" * 99), "is a PDF, not a video", id="pdf"),
        pytest.param(locked_zip, "zip file locked with a password", id="locked zip"),
        pytest.param(written(b"PK\x03\x04" + bytes(99)), "is a zip or office file", id="zip"),
        pytest.param(written(b"\xd0\xcf\x11\xe0" + bytes(999)), "locked with a pass", id="office"),
        pytest.param(written(b"\xff\xd8\xff" + bytes(99)), "is a picture", id="picture"),
        pytest.param(written(bytes(9999)), "is not a video", id="zeros"),
        pytest.param(no_pictures, "not one picture can be read", id="no picture"),
        pytest.param(lambda _: "/dev/null", "is not a file", id="device"),
    ],
)
def test_what_is_no_video_says_so_in_one_sentence(tmp_path, make, told):
    path = make(tmp_path)
    with pytest.raises(SourceError, match=told) as caught:
        Video(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    assert message.endswith(".")
    assert "\n" not in message


def test_file_without_the_right_to_read(tmp_path):
    path = film(tmp_path / "clip.mp4", STEADY)
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything
        assert len(read(path)[1]) == len(STEADY)
    else:
        with pytest.raises(SourceError, match="may not be read; give yourself the right"):
            Video(path)


def test_video_cut_in_the_middle_gives_what_is_there(tmp_path):
    path = tmp_path / "cut.mp4"
    path.write_bytes((SAMPLES / "figure_4_side.mp4").read_bytes()[:200_000])
    video, frames = read(path)
    assert 100 < len(frames) < 300
    assert len(video.warnings) == 1
    assert "the video is cut off: only the first" in video.warnings[0]
    assert "of 16.5 seconds" in video.warnings[0]


def test_damaged_pieces_are_left_out_and_told(tmp_path):
    path = tmp_path / "damaged.mp4"
    content = bytearray((SAMPLES / "figure_4_side.mp4").read_bytes())
    content[100_000:300_000:997] = bytes(len(range(100_000, 300_000, 997)))
    path.write_bytes(content)
    video, frames = read(path)
    assert 200 < len(frames) < 390
    assert any(each.startswith("left out of the video: ") for each in video.warnings)
    times_s = [frame.time_s for frame in frames]
    assert times_s == sorted(set(times_s))


def test_damage_that_the_decoder_guesses_over_is_told(tmp_path):
    path = tmp_path / "clip.mp4"
    content = bytearray((SAMPLES / "figure_4_side.mp4").read_bytes())
    content[11_689] ^= 0x10  # one bit of the first picture
    path.write_bytes(content)
    video, frames = read(path)
    assert len(frames) == 411
    assert video.warnings == (
        "left out of the video: 1 damaged piece",
        "the video is damaged in places: what is seen there may be wrong",
    )


def test_an_empty_piece_repeats_the_picture_before(tmp_path):
    path = tmp_path / "clip.nut"
    with av.open(path, "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        image = av.VideoFrame.from_ndarray(LARGE, format="bgr24")
        for index in range(20):
            if index in {5, 6, 12}:
                packets = [av.Packet(b"")]
                packets[0].pts = packets[0].dts = index
                packets[0].time_base, packets[0].stream = Fraction(1, 25), stream
            else:
                image.pts, image.time_base = index, Fraction(1, 25)
                packets = stream.encode(image)
            container.mux(packets)
    video, frames = read(path)
    assert [round(frame.time_s * 25) for frame in frames] == [
        index for index in range(20) if index not in {5, 6, 12}
    ]
    assert video.warnings == ()


def test_pictures_without_a_container_have_no_times(tmp_path):
    path = tmp_path / "clip.h264"
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for _ in range(9):
            image = corner_picture((160, 120))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    video, frames = read(path)
    assert len(frames) == 9
    assert "the file holds no times" in video.warnings[0]


@pytest.mark.parametrize(("size_px", "tiny"), [((64, 48), True), ((160, 120), False)])
def test_a_tiny_picture_says_so(tmp_path, size_px, tiny):
    video, _ = read(film(tmp_path / "clip.mp4", STEADY, picture=corner_picture(size_px)))
    sentence = "the picture of 64 x 48 pixels is too small to judge a movement; record it larger"
    assert video.warnings == ((sentence,) if tiny else ())


def test_what_is_known_at_once_is_told_before_the_frames_are_read(tmp_path):
    with Video(film(tmp_path / "clip.mp4", STEADY)) as video:
        assert len(video.warnings) == 1


def test_a_film_of_one_picture_says_so(tmp_path):
    video, frames = read(film(tmp_path / "one.mp4", [0.0], picture=corner_picture((160, 120))))
    assert len(frames) == 1
    assert video.warnings == ("the video holds one picture only: no movement can be judged in it",)


def test_of_240_frames_a_second_60_are_read(tmp_path):
    times_s = [index / 240 for index in range(240)]
    video, frames = read(film(tmp_path / "fast.mp4", times_s, picture=corner_picture((160, 120))))
    assert len(frames) == pytest.approx(60, abs=1)
    assert video.frame_count == pytest.approx(60, abs=3)
    assert [frame.index for frame in frames] == list(range(len(frames)))
    assert video.warnings == ()


def test_avi_with_frames_out_of_order_loses_none(tmp_path):
    path = tmp_path / "clip.avi"
    with av.open(path, "w") as container:
        stream = container.add_stream("mpeg4", rate=25, options={"bf": "2", "flags": "+qscale"})
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for grey in range(0, 250, 5):
            image = np.full((120, 160, 3), grey, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    video, frames = read(path)
    assert len(frames) == 50
    assert [frame.image.mean() for frame in frames] == pytest.approx(range(0, 250, 5), abs=6)
    assert [frame.time_s for frame in frames] == pytest.approx(
        [index / 25 for index in range(50)], abs=0.05
    )
    assert video.warnings == ()


def test_sound_that_goes_on_is_told(tmp_path):
    path = tmp_path / "long.mkv"
    with av.open(path, "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        track = container.add_stream("aac", rate=8000, layout="mono")
        for _ in range(50):
            image = corner_picture((160, 120))
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
        for _ in range(9):
            container.mux(track.encode(silence()))
        container.mux(track.encode(None))
    video, frames = read(path)
    assert len(frames) == 50
    assert not any("cut off" in each for each in video.warnings)


def test_what_an_edit_list_skips_is_not_missing(tmp_path):
    whole = film(tmp_path / "whole.mp4", [i / 25 for i in range(100)], picture=LARGE)
    path = tmp_path / "from the second second.mp4"
    with av.open(whole) as source, av.open(path, "w") as container:
        stream = source.streams.video[0]
        copy = container.add_stream_from_template(stream)
        for packet in source.demux(stream):
            if packet.dts is not None:
                packet.pts -= round(2 / packet.time_base)
                packet.dts -= round(2 / packet.time_base)
                packet.stream = copy
                container.mux(packet)
    video, frames = read(path)
    assert len(frames) == pytest.approx(50, abs=2)
    assert video.frame_count == pytest.approx(len(frames), abs=1)
    assert video.warnings == ()


def test_a_hole_in_the_middle_is_told(tmp_path):
    times_s = [*STEADY, *(4 + each for each in STEADY)]
    video, _ = read(film(tmp_path / "hole.mkv", times_s, picture=corner_picture((160, 120))))
    assert video.warnings == ("the video has no picture from 0.4 to 4.0 seconds",)


def test_an_edit_list_shows_only_its_part(tmp_path):
    path = film(tmp_path / "clip.mp4", STEADY, picture=corner_picture((160, 120)))
    content = bytearray(path.read_bytes())
    at = content.index(b"elst") + 4
    media_time = int.from_bytes(content[at + 12 : at + 16])
    length = int.from_bytes(content[at + 8 : at + 12])
    content[at + 8 : at + 12] = (length // 2).to_bytes(4)
    path.write_bytes(content)
    video, frames = read(path)
    assert media_time >= 0
    assert len(frames) == pytest.approx(len(STEADY) / 2, abs=1)
    assert video.warnings == ()


def test_tracks_that_appear_in_mid_stream_are_no_error(tmp_path):
    """Packets of 64 tracks that the file's tables do not name, after the film."""
    path = film(tmp_path / "a.ts", [number / 25 for number in range(50)])
    begins = b"\0\0\1\xe0\0\0\x80\x80\5!\0\1\0\1" + bytes(170)
    late = b"".join(bytes([0x47, 0x42, number, 0x10]) + begins for number in range(64))
    path.write_bytes(path.read_bytes() + late)
    with Video(path) as video:
        assert len(list(video)) == 50


REFERENCES = {
    "a.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{film}\n#EXT-X-ENDLIST\n",
    "a.ffconcat": "ffconcat version 1.0\nfile '{film}'\n",
    "a.mp4": "ffconcat version 1.0\nfile '{film}'\n",
    "a.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nt=0 0\nm=video 9 RTP/AVP 96\n",
    "a.mpd": '<?xml version="1.0"?><MPD><Period><BaseURL>{film}</BaseURL></Period></MPD>',
    "a%03d.mp4": "",
    "a.avs": 'AVISource("{film}")',
    "a.smil": "<smil><body><video src='{film}'/></body></smil>",
}


@pytest.mark.parametrize("name", REFERENCES)
def test_a_file_that_names_another_one_opens_nothing(tmp_path, name):
    other = film(tmp_path / "a000.mp4", [0.0, 0.1])
    path = tmp_path / name
    path.write_text(REFERENCES[name].format(film=other))
    with pytest.raises(SourceError, match=r"is not a video|is empty"):
        Video(path)


def test_a_film_whose_pictures_are_in_another_file_is_not_followed(tmp_path):
    """A QuickTime reference: the box `dref` names the file that holds the pictures."""
    other = film(tmp_path / "other.mov", [0.0, 0.1, 0.2])
    content = other.read_bytes()
    alias = b"url \0\0\0\0" + b"file://" + bytes(other) + b"\0"
    at = content.index(b"url \0\0\0\1") - 4
    entry = (len(alias) + 4).to_bytes(4) + alias
    reference = content[:at] + entry + content[at + 12 :]
    for kind in (b"dref", b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        start = reference.index(kind, reference.index(b"moov")) - 4
        length = int.from_bytes(reference[start : start + 4]) + len(entry) - 12
        reference = reference[:start] + length.to_bytes(4) + reference[start + 4 :]
    path = tmp_path / "a.mov"
    path.write_bytes(b"".join(_without_pictures(reference)))
    with pytest.raises(SourceError, match=r"not one picture|is not a video"):
        Video(path)


def _without_pictures(content):
    """The boxes of a film, but for those that hold its pictures."""
    at = 0
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] != b"mdat":
            yield content[at : at + length]
        at += length


@pytest.mark.parametrize("kind", ["pipe", "device", "link to a device", "loop", "folder", "holes"])
def test_what_is_no_video_file_is_said_at_once(tmp_path, kind):
    path = tmp_path / "a.mp4"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "link to a device":
        path.symlink_to("/dev/zero")
    elif kind == "loop":
        path.symlink_to(path)
    elif kind == "folder":
        path.mkdir()
    else:
        with path.open("wb") as file:
            file.truncate(10**12)
    with pytest.raises(
        SourceError, match=r"is not a file|does not exist|is a folder|1000 GB, more"
    ):
        Video(path)


@pytest.mark.parametrize("limit", ["_MOST_FRAMES", "_MOST_DECODED"])
def test_of_an_endless_video_the_beginning_is_read_and_that_is_told(tmp_path, monkeypatch, limit):
    monkeypatch.setattr(video_module, limit, 20)
    _, frames = read(path := film(tmp_path / "a.mp4", [number / 25 for number in range(50)]))
    assert 19 <= len(frames) <= 20
    with Video(path) as video:
        list(video)
    assert [each for each in video.warnings if "only its first 0 minutes were read" in each]
