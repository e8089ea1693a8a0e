"""Files that are no video are known by their first bytes."""

import io

import av
import numpy as np
import pytest
from PIL import Image as Picture

from sciatica_coach.capture.file_signature import other_file
from sciatica_coach.capture.video import Video
from sciatica_coach.errors import SourceError
from sciatica_coach.paths import SAMPLES


def made(kind, **options):
    content = io.BytesIO()
    Picture.new("RGB", (64, 48), "teal").save(content, kind, **options)
    return content.getvalue()


def brand(name):
    return b"\0\0\0\x18ftyp" + name + b"\0\0\0\0mif1" + bytes(99)


PICTURES = {
    "BMP": made("BMP"),
    "TIFF": made("TIFF"),
    "WebP": made("WEBP"),
    "PNG": made("PNG"),
    "JPEG": made("JPEG"),
    "JPEG 2000": made("JPEG2000"),
    "icon": made("ICO"),
    "large TIFF": b"MM\0+" + bytes(99),
    "SVG": b'<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
    "SVG alone": b"\xef\xbb\xbf <svg/>",
    "HEIC": brand(b"heic"),
    "HEIF": brand(b"mif1"),
    "AVIF": brand(b"avif"),
    "JPEG XL": b"\xff\x0a" + bytes(99),
    "JPEG XL in boxes": b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(99),
    "raw, Canon": brand(b"crx "),
    "raw, Fujifilm": b"FUJIFILMCCD-RAW 0201" + bytes(99),
    "raw, Olympus": b"IIRO" + bytes(99),
    "raw, Panasonic": b"IIU\0" + bytes(99),
    "Photoshop": b"8BPS" + bytes(99),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_says_that_it_is_one(tmp_path, kind):
    path = tmp_path / "clip.mp4"
    path.write_bytes(PICTURES[kind])
    with pytest.raises(SourceError, match="is a picture, not a video"):
        Video(path)


@pytest.mark.parametrize("kind", ["GIF", "PNG"])
def test_an_animation_of_one_picture_is_a_picture(tmp_path, kind):
    path = tmp_path / "one"
    path.write_bytes(made(kind))
    with pytest.raises(SourceError, match="is a picture, not a video"):
        Video(path)


@pytest.mark.parametrize(("codec", "pixels"), [("gif", "rgb8"), ("apng", "rgb24")])
def test_an_animation_is_a_film(tmp_path, codec, pixels):
    path = tmp_path / f"clip.{codec}"
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 128, 128, pixels
        for grey in range(0, 250, 50):
            image = np.full((128, 128, 3), grey, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    with Video(path) as video:
        frames = list(video)
    assert [frame.time_s for frame in frames] == pytest.approx([0.0, 0.1, 0.2, 0.3, 0.4])
    assert [frame.image.mean() for frame in frames] == pytest.approx([0, 50, 100, 150, 200], abs=20)
    assert video.warnings == ()


def test_animated_webp_is_named(tmp_path):
    path = tmp_path / "clip.webp"
    frames = [Picture.new("RGB", (64, 48), colour) for colour in ("red", "blue")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    with pytest.raises(SourceError, match="is an animated picture that cannot be read here"):
        Video(path)


def test_a_picture_container_with_the_index_of_a_film_may_be_one():
    assert other_file(brand(b"avis"), has_film_index=True) is None
    assert other_file(brand(b"crx "), has_film_index=True) is not None


def test_the_beginning_of_a_video_is_no_other_file():
    head = (SAMPLES / "knee_to_chest_side.mp4").read_bytes()[:4096]
    assert other_file(head, has_film_index=True) is None
    assert other_file(b"BMX is not a bitmap", has_film_index=False) is None
