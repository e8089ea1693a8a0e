"""Paints people out of a picture, so that a model that tracks one person finds only them."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from sciatica_coach.motion.body_geometry import trunk_length_px
from sciatica_coach.motion.landmarks import SKELETON
from sciatica_coach.motion.pose import FloatArray, Image, Pose

GREY = 114
"""The usual grey of padding in pictures for such models: nothing to be found in it."""
_LIMB_WIDTH = 0.35
"""Of the trunk's length: a limb with its clothes, and the half of a head."""
_HEAD = slice(0, 11)


def only_about(image: Image, pose: Pose, *, margin: float) -> Image:
    """The picture with everything painted over but this person and what is around them.

    Parameters
    ----------
    margin
        Room left on each side, in lengths of the body's longer side.
    """
    left, top, right, bottom = _box(pose, margin)
    painted = np.full_like(image, GREY)
    painted[top:bottom, left:right] = image[top:bottom, left:right]
    return painted


def without_boxes(image: Image, people: Iterable[Pose], *, margin: float) -> Image:
    """The picture with these people painted over, and what is around them."""
    painted = image.copy()
    for pose in people:
        left, top, right, bottom = _box(pose, margin)
        painted[top:bottom, left:right] = GREY
    return painted


def without_bodies(image: Image, people: Iterable[Pose], *, but: Pose) -> Image:
    """The picture with these people's bodies painted over, but not where they touch `but`."""
    painted = image.copy()
    kept = _body(but, image)
    for pose in people:
        painted[_body(pose, image) & ~kept] = GREY
    return painted


def _box(pose: Pose, margin: float) -> tuple[int, int, int, int]:
    low, high = np.nanmin(pose.pixels, axis=0), np.nanmax(pose.pixels, axis=0)
    room = margin * (high - low).max()
    left, top = np.clip(low - room, 0, pose.size_px).astype(int)
    right, bottom = np.clip(high + room, 0, pose.size_px).astype(int)
    return left, top, right, bottom


def _body(pose: Pose, image: Image) -> NDArray[np.bool_]:
    """(H, W) True where the body is, by its bones."""
    width = max(round(_LIMB_WIDTH * trunk_length_px(pose.pixels)), 1)
    body = np.zeros(image.shape[:2], np.uint8)
    for start, end in SKELETON:
        if np.isfinite(pose.pixels[[start, end]]).all():
            cv2.line(body, _point(pose.pixels[start]), _point(pose.pixels[end]), 1, width)
    cv2.circle(body, _point(np.nanmean(pose.pixels[_HEAD], axis=0)), width, 1, cv2.FILLED)
    return body.astype(bool)


def _point(pixel: FloatArray) -> tuple[int, int]:
    return round(pixel[0]), round(pixel[1])
