"""Colours come as a person sees them on a screen, however the file stores them."""

from itertools import islice

import av
import cv2
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorTrc

from sciatica_coach.capture.colour import to_screen_colours
from sciatica_coach.capture.mediapipe_pose import MediaPipePose
from sciatica_coach.capture.model import Model
from sciatica_coach.capture.video import Video
from sciatica_coach.motion.landmarks import LEG_PARTS, SIDES
from sciatica_coach.motion.pose import Frame
from sciatica_coach.paths import SAMPLES
from tests.films import of_pictures

LIMITED, FULL = 1, 2
MATRICES = {"BT.709": (1, 1), "BT.601": (6, 5), "BT.2020": (9, 9)}
"""FFmpeg's number of the matrix as a file tags it, and as swscale takes it."""


@pytest.fixture(scope="module")
def screen():
    """A picture of the sample clip as it is to be seen, with its colours made stronger."""
    with av.open(SAMPLES / "knee_to_chest_side.mp4") as container:
        whole = next(container.decode(video=0)).to_ndarray(format="bgr24")
    image = cv2.resize(whole, (428, 240), interpolation=cv2.INTER_AREA)
    hsv = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    hsv[..., 1] = np.minimum(hsv[..., 1].astype(int) * 2, 255)
    return cv2.GaussianBlur(cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR), (5, 5), 0)


def stored(image, pixels, matrix="BT.709", colour_range=LIMITED):
    frame = av.VideoFrame.from_ndarray(image, format="bgr48le" if image.itemsize > 1 else "bgr24")
    tagged, sws = MATRICES[matrix]
    frame.color_range = FULL
    frame = frame.reformat(format=pixels, dst_colorspace=sws, dst_color_range=colour_range)
    frame.colorspace, frame.color_range = tagged, colour_range
    return frame


def off(image, expected):
    return np.abs(image.astype(int) - expected).mean()


@pytest.mark.parametrize("colour_range", [LIMITED, FULL], ids=["limited", "full"])
@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize(
    "pixels",
    ["yuv420p", "nv12", "yuv420p10le", "p010le", "yuv422p10le", "yuv444p12le", "yuva420p"],
)
def test_matrix_and_range_are_those_of_the_file(screen, pixels, matrix, colour_range):
    frame = stored(screen, pixels, matrix, colour_range)
    assert off(to_screen_colours(frame, 428), screen) < 3


@pytest.mark.parametrize("pixels", ["gbrp", "gbrp10le", "gbrp12le", "rgb24", "bgra", "rgb48le"])
def test_red_green_and_blue_are_taken_as_they_are(screen, pixels):
    frame = av.VideoFrame.from_ndarray(screen, format="bgr24").reformat(format=pixels)
    assert off(to_screen_colours(frame, 428), screen) < 1


@pytest.mark.parametrize("pixels", ["gray", "gray10le", "gray12le"])
def test_grey_stays_grey(screen, pixels):
    frame = av.VideoFrame.from_ndarray(screen, format="bgr24").reformat(format=pixels)
    grey = cv2.cvtColor(screen, cv2.COLOR_BGR2GRAY)[..., np.newaxis]
    assert off(to_screen_colours(frame, 428), grey) < 2


@pytest.mark.parametrize(("height", "matrix"), [(240, "BT.601"), (720, "BT.709")])
def test_without_a_tag_the_matrix_goes_by_the_height(screen, height, matrix):
    image = cv2.resize(screen, (height * 16 // 9 // 2 * 2, height))
    frame = stored(image, "yuv444p", matrix)
    frame.colorspace = 2
    assert off(to_screen_colours(frame, image.shape[1]), image) < 2


@pytest.mark.parametrize("matrix", range(19))
def test_no_matrix_breaks_off(screen, matrix):
    frame = stored(screen, "yuv420p")
    frame.colorspace = matrix
    assert to_screen_colours(frame, 428).shape == screen.shape


def pq(nits):
    """ITU-R BT.2100, inverse EOTF."""
    power = (nits / 10_000) ** (2610 / 16384)
    share = (3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)
    return share ** (2523 / 32)


def hlg(nits):
    """ITU-R BT.2100, OETF after the inverse of the system gamma, for a screen of 1000 nits."""
    scene = (nits / 1000) ** (1 / 1.2)
    above = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), above)


TO_BT2020 = np.array(  # for blue, green, red; ITU-R BT.2087
    [[0.8956, 0.0880, 0.0164], [0.0114, 0.9195, 0.0691], [0.0433, 0.3293, 0.6274]]
)


def wide(screen, curve):
    """What a camera stores in 16 bits, if a white sheet has 203 nits."""
    light = cv2.transform((screen / 255.0) ** 2.4, TO_BT2020)
    return np.round(curve(203 * light) * 65535).astype(np.uint16)


CURVES = [
    pytest.param(ColorTrc.SMPTE2084, pq, id="PQ"),
    pytest.param(ColorTrc.ARIB_STD_B67, hlg, id="HLG"),
    pytest.param(ColorTrc.BT2020_10, lambda nits: (nits / 203) ** (1 / 2.4), id="BT.2020"),
]


@pytest.mark.parametrize(("transfer", "curve"), CURVES)
@pytest.mark.parametrize("pixels", ["yuv420p10le", "p010le", "yuv444p12le", "yuv422p10le"])
def test_high_dynamic_range_and_wide_gamut(screen, transfer, curve, pixels):
    frame = stored(wide(screen, curve), pixels, "BT.2020")
    frame.color_trc, frame.color_primaries = transfer, ColorPrimaries.BT2020
    assert off(to_screen_colours(frame, 428), screen) < 5


@pytest.mark.parametrize(("transfer", "curve"), CURVES)
@pytest.mark.parametrize("colour_range", [LIMITED, FULL], ids=["limited", "full"])
def test_the_same_in_8_bits(screen, transfer, curve, colour_range):
    frame = stored(wide(screen, curve), "yuv420p", "BT.2020", colour_range)
    frame.color_trc, frame.color_primaries = transfer, ColorPrimaries.BT2020
    assert off(to_screen_colours(frame, 428), screen) < 7


def test_highlights_are_compressed_and_never_turn_dark():
    nits = np.linspace(0, 1000, 256)
    image = np.repeat(np.round(pq(nits) * 65535).astype(np.uint16)[np.newaxis, :, np.newaxis], 3, 2)
    frame = stored(np.repeat(image, 4, axis=0), "yuv444p12le", "BT.2020")
    frame.color_trc, frame.color_primaries = ColorTrc.SMPTE2084, ColorPrimaries.BT2020
    grey = to_screen_colours(frame, 256)[0].mean(axis=-1)
    assert np.all(np.diff(grey) > -3)
    assert grey[-1] > 250


@pytest.mark.parametrize("transfer", [ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67])
def test_a_whole_file_of_it(tmp_path, screen, transfer):
    curve = pq if transfer == ColorTrc.SMPTE2084 else hlg
    frames = [stored(wide(screen, curve), "yuv420p10le", "BT.2020") for _ in range(2)]
    for frame in frames:
        frame.color_trc, frame.color_primaries = transfer, ColorPrimaries.BT2020
    with Video(of_pictures(tmp_path / "wide.mkv", frames)) as video:
        assert all(off(frame.image, screen) < 5 for frame in video)


def test_the_pose_model_sees_the_same_leg_in_a_mirrored_hlg_film(tmp_path):
    """What a phone's front camera records: HLG, and a display matrix that mirrors."""
    with av.open(SAMPLES / "knee_to_chest_side.mp4") as container:
        clean = next(islice(container.decode(video=0), 80, None)).to_ndarray(format="bgr24")
    frame = stored(wide(np.fliplr(clean).copy(), hlg), "yuv422p10le", "BT.2020")
    frame.color_trc, frame.color_primaries = ColorTrc.ARIB_STD_B67, ColorPrimaries.BT2020
    mirror = [-(1 << 16), 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30]
    path = of_pictures(tmp_path / "phone.mov", [frame, frame], codec="prores_ks", matrix=mirror)
    with Video(path) as video:
        shown = next(iter(video))
    with MediaPipePose(Model.FULL, tracks=False) as estimator:
        expected = estimator.estimate(Frame(clean, 0.0, 0))
        found = estimator.estimate(Frame(shown.image, 0.0, 0))
    legs = [part.of(side) for part in LEG_PARTS for side in SIDES]
    off_px = np.linalg.norm(found.pixels[legs] - expected.pixels[legs], axis=1)
    assert off_px.mean() < 12
