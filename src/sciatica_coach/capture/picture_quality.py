"""Measures how well a picture shows a person, in a fraction of a millisecond."""

from dataclasses import replace

import cv2
import numpy as np

from sciatica_coach.motion.landmarks import SIDES, Part
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import FloatArray, Image, Pose

_REDUCED_PX = 160
"""Width of the reduced picture from which tones are taken."""
_SURROUNDINGS = 0.25
"""Of the person's longer side: what a pose model sees around them."""
_WHITE = 250.0
"""Grey level from which nothing is told apart any more."""
_TILE_PX, _TILES = 24, 5
"""Noise is measured in so many squares each way, of so many pixels, at full size."""
_LEAST_TILE_PX = 3
"""Smaller squares have no inside."""
_FLAT_QUARTILE = 25
"""Percentile of the squares: those on a wall or a floor show noise and nothing else."""
_SEEN_PX = 192
"""Longer side at which blur is measured: about the size at which the pose model sees a body."""
_LIMBS, _POINTS = (Part.SHOULDER, Part.HIP, Part.KNEE, Part.ANKLE), 5
"""Between which points it is looked for white, and at how many places of each."""
_LAPLACIAN = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
"""Answers to noise, and hardly to edges (Immerkaer, Comput Vis Image Underst 1996, 64:300)."""


def brightness(image: Image) -> float:
    """Mean grey of a picture, 0..255, of every eighth pixel."""
    return float(image[::8, ::8].mean())


def picture_quality(image: Image, person: Pose | None = None) -> PictureQuality:
    """Measure one picture.

    Parameters
    ----------
    image
        (H, W, 3) uint8, BGR.
    person
        Where the person was last: contrast is measured about them, as a wall that fills most of an
        upright picture has none. None if that is not known.
    """
    reduced = _reduced(image)
    grey = cv2.cvtColor(reduced, cv2.COLOR_BGR2GRAY)
    return PictureQuality(
        brightness=brightness(image),
        contrast=_contrast(grey if person is None else _grey_about(image, person)),
        white_share=float((grey >= _WHITE).mean()),
        colourfulness=_colourfulness(reduced),
        noise=_noise(image),
    )


def _reduced(image: Image) -> Image:
    step = max(image.shape[1] // _REDUCED_PX, 1)
    return np.ascontiguousarray(image[::step, ::step])


def _grey_about(image: Image, person: Pose) -> Image:
    about = _reduced(_about(image, person, margin=_SURROUNDINGS))
    return np.asarray(cv2.cvtColor(about, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def _contrast(grey: "np.ndarray") -> float:
    low, high = _percentiles(grey, (5, 95))
    return float(high - low)


def about_person(quality: PictureQuality, image: Image, pose: Pose) -> PictureQuality:
    """The quality with what is clipped and blurred of the person: a wall may well be white.

    Parameters
    ----------
    quality, image
        Of the whole picture.
    pose
        Of the person in it.
    """
    return replace(
        quality,
        clipped_share=_clipped_limbs(image, pose),
        blur=_blur(_about(image, pose)),
    )


def _clipped_limbs(image: Image, pose: Pose) -> float:
    """Share of points along the trunk and the legs at which the picture is plain white."""
    pixels = _pixels_in(image, pose)
    joints = np.stack([pixels[[part.of(side) for part in _LIMBS]] for side in SIDES])
    shares = np.linspace(0, 1, _POINTS)[:, np.newaxis, np.newaxis, np.newaxis]
    points = (joints[:, :-1] + shares * np.diff(joints, axis=1)).reshape(-1, 2)
    height, width = image.shape[:2]
    with np.errstate(invalid="ignore"):
        inside = ((points >= 0) & (points < (width, height))).all(axis=1)
    columns, rows = points[inside].astype(int).T
    return float((image[rows, columns].min(axis=1) >= _WHITE).mean()) if len(rows) else 0.0


def _pixels_in(image: Image, pose: Pose) -> FloatArray:
    """(33, 2) landmarks in a picture that may be of another size than the one they are from."""
    height, width = image.shape[:2]
    return np.asarray(pose.pixels * (width, height) / pose.size_px)


def _percentiles(grey: "np.ndarray", percents: tuple[int, int]) -> tuple[int, int]:
    """Grey levels below which so many percent of the pixels lie; counted, which is quick."""
    shares = np.cumsum(np.bincount(grey.ravel(), minlength=256)) / grey.size
    low, high = np.searchsorted(shares, np.array(percents) / 100)
    return int(low), int(high)


def _colourfulness(reduced: Image) -> float:
    blue, green, red = cv2.split(reduced)
    strongest, weakest = cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red)
    return float(strongest.mean() - weakest.mean())


def _noise(image: Image) -> float:
    """Of the flattest squares, in the green channel: nearly the grey of it."""
    height, width = image.shape[:2]
    side = min(_TILE_PX, height, width)
    if side < _LEAST_TILE_PX:
        return 0.0
    tops = np.linspace(0, height - side, _TILES).astype(int)
    lefts = np.linspace(0, width - side, _TILES).astype(int)
    strip = np.hstack(
        [image[top : top + side, left : left + side, 1] for top in tops for left in lefts]
    ).astype(np.float32)
    answers = np.abs(cv2.filter2D(strip, -1, _LAPLACIAN))[1:-1]
    tiles = answers.reshape(len(answers), _TILES**2, side)[:, :, 1:-1]
    of_tiles = tiles.mean(axis=(0, 2)) * np.sqrt(np.pi / 2) / 6
    return float(np.percentile(of_tiles, _FLAT_QUARTILE))


def _blur(about: Image) -> float:
    """How little the picture changes when it is blurred (Crete et al., Proc SPIE 2007, 6492)."""
    scale = _SEEN_PX / max(about.shape[:2])
    size = max(round(about.shape[1] * scale), 8), max(round(about.shape[0] * scale), 8)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    grey = cv2.cvtColor(cv2.resize(about, size, interpolation=way), cv2.COLOR_BGR2GRAY)
    sharp = grey.astype(np.float32)
    kept = [
        _kept(sharp, cv2.blur(sharp, kernel), axis) for axis, kernel in ((1, (9, 1)), (0, (1, 9)))
    ]
    return max(kept)


def _kept(sharp: "np.ndarray", soft: "np.ndarray", axis: int) -> float:
    """Share of the differences between neighbours that a blur leaves."""
    before, after = np.abs(np.diff(sharp, axis=axis)), np.abs(np.diff(soft, axis=axis))
    whole = float(before.sum())
    return 1 - float(np.maximum(before - after, 0).sum()) / whole if whole > 0 else 1.0


def _about(image: Image, pose: Pose, *, margin: float = 0.0) -> Image:
    """The picture's part in which the person is, and of their longer side so much more around."""
    height, width = image.shape[:2]
    pixels = _pixels_in(image, pose)
    known = pixels[np.isfinite(pixels).all(axis=1)]
    if not len(known):
        return image
    more_px = margin * float(np.ptp(known, axis=0).max())
    first, last = known.min(axis=0) - more_px, known.max(axis=0) + more_px
    left, top = np.clip(first, 0, (max(width - 16, 0), max(height - 16, 0))).astype(int)
    right, bottom = np.maximum(last, (left + 16, top + 16)).astype(int)
    return image[top:bottom, left:right]
