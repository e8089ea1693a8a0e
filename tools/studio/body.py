"""The shape of a person: mesh, bones and weights, standing with arms out.

Units are metres; y up, z to the front, x to the body's left, the feet on y = 0.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tools.studio.geometry import FloatArray, IntArray, lerp

_FOLDER = Path(__file__).parent / "bodies"
_BESIDE_M = 0.03
"""Skin this near to a joint, up or aside, is before or behind it."""


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """A rigged mesh. All bodies share their topology, so they can be mixed."""

    vertices: FloatArray
    """(vertices, 3)"""
    bone_names: tuple[str, ...]
    """Parents come before their children."""
    parents: IntArray
    """(bones,) index of the parent, -1 for the root."""
    heads: FloatArray
    """(bones, 3) where each bone begins."""
    weights: FloatArray
    """(vertices, bones), rows sum to 1."""
    quads: Mapping[str, IntArray]
    """Faces by group: (faces, 4) vertex indices."""
    joints: Mapping[str, FloatArray]
    """(3,) joint centres by MakeHuman's names."""

    @property
    def height_m(self) -> float:
        """From sole to crown."""
        return float(self.vertices[np.unique(self.quads["body"]), 1].max())

    def scaled(self, factor: float) -> "Body":
        """The same body, larger or smaller."""
        return replace(
            self,
            vertices=self.vertices * factor,
            heads=self.heads * factor,
            joints={name: point * factor for name, point in self.joints.items()},
        )


def body_of(arrays: Mapping[str, Any]) -> Body:
    """A body from the arrays of its file."""
    weights = np.asarray(arrays["weights"], dtype=np.float64)
    return Body(
        vertices=np.asarray(arrays["verts"], dtype=np.float64),
        bone_names=tuple(str(name) for name in arrays["names"]),
        parents=np.asarray(arrays["parents"], dtype=np.int64),
        heads=np.asarray(arrays["heads"], dtype=np.float64),
        weights=weights / weights.sum(1, keepdims=True),
        quads={
            name.removeprefix("quads_"): np.asarray(value, dtype=np.int64)
            for name, value in arrays.items()
            if name.startswith("quads_")
        },
        joints={
            name.removeprefix("cube_"): np.asarray(value, dtype=np.float64)
            for name, value in arrays.items()
            if name.startswith("cube_")
        },
    )


@cache
def stored_body(name: str) -> Body:
    """One of the bodies that come with the studio: male or female."""
    with np.load(_FOLDER / f"{name}.npz") as arrays:
        return body_of(dict(arrays))


def blend(first: Body, second: Body, share: float) -> Body:
    """A body between two: the first at share 0, the second at share 1."""
    return replace(
        first,
        vertices=lerp(first.vertices, second.vertices, share),
        heads=lerp(first.heads, second.heads, share),
        joints={
            name: lerp(point, second.joints[name], share) for name, point in first.joints.items()
        },
    )


def with_hips_at_depth(body: Body, share: float) -> Body:
    """The body with its hip joints elsewhere between the buttock (share 0) and the groin (1).

    MakeHuman has them at 0.43 of a man's depth and 0.51 of a woman's.
    """
    skin = body.vertices[np.unique(body.quads["body"])]
    heads = body.heads.copy()
    for name in ("thigh_l", "thigh_r"):
        index = body.bone_names.index(name)
        beside = np.abs(skin - heads[index])[:, :2].max(1) < _BESIDE_M
        back_m, front_m = skin[beside, 2].min(), skin[beside, 2].max()
        heads[index, 2] = lerp(float(back_m), float(front_m), share)
    return replace(body, heads=heads)
