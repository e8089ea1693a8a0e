"""Painting people out of a picture, so that a model that follows one person finds only them."""

from collections.abc import Iterable

import cv2
import numpy as np

from sciatica_coach.motion.landmarks import SKELETON
from sciatica_coach.motion.placement import trunk_length_px
from sciatica_coach.motion.pose import Image, Pose

GREY = 114
_LIMB = 0.35
"""Of the trunk's length: a limb with its clothes, and the half of a head."""
_HEAD = slice(0, 11)


def only_about(image: Image, pose: Pose, *, margin: float) -> Image:
    """The picture with everything painted over that is not about this person.

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
    """The picture with these people painted over, and what is about them."""
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
    low, high = pose.pixels.min(axis=0), pose.pixels.max(axis=0)
    room = margin * (high - low).max()
    left, top = np.clip(low - room, 0, pose.size_px).astype(int)
    right, bottom = np.clip(high + room, 0, pose.size_px).astype(int)
    return left, top, right, bottom


def _body(pose: Pose, image: Image) -> Image:
    """(H, W) True where the body is, by its bones."""
    width = max(round(_LIMB * trunk_length_px(pose.pixels)), 1)
    body = np.zeros(image.shape[:2], np.uint8)
    marks = pose.pixels.astype(int)
    for start, end in SKELETON:
        cv2.line(body, marks[start].tolist(), marks[end].tolist(), 1, width)
    cv2.circle(body, marks[_HEAD].mean(axis=0).astype(int).tolist(), width, 1, cv2.FILLED)
    return body.astype(bool)
