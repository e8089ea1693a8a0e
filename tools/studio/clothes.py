"""Clothes and hair: shells over the body, cut where a garment ends."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.studio.geometry import FloatArray, IntArray, unit
from tools.studio.human import Human, Stance
from tools.studio.mesh import normals_of, subdivided, triangulated
from tools.studio.pose import SIDES, Side, outwards
from tools.studio.skinning import skinned
from tools.studio.surfaces import BLACK, Colour, Look, Material

Field = Callable[[FloatArray, FloatArray], FloatArray]
"""(n,) numbers for vertices (n, 3) of the resting body and their weights (n, bones)."""

_TAILORED_FOR_M = 1.748
"""The height of the body that lengths of garments are given for."""
_LEGS_AND_COLLAR = ("thigh", "calf", "foot", "ball", "clavicle")
_OVERLAP_M = 0.025
"""Skin goes on this far below a hem."""
_EYE_WHITE: Colour = (0.86, 0.84, 0.82)


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a person wears, and their colours. Heights are for a body 1.75 m tall."""

    skin: Colour
    hair: Colour
    brow: Colour
    iris: Colour
    shirt: Colour
    trousers: Colour
    stripes: Colour = BLACK
    """Of the shirt; black for none."""
    shirt_hem_m: float = 0.975
    sleeve_m: float = 0.24
    trouser_hem_m: float = 0.60
    """0.16 for leggings, 0.60 for shorts."""
    waist_m: float = 1.06


@dataclass(frozen=True, slots=True, eq=False)
class Shell:
    """One garment, or the skin that shows."""

    points: FloatArray
    """(n, 3) on the resting body."""
    weights: FloatArray
    triangles: IntArray
    rest: FloatArray
    """(n, 4): the place on the body, and the cut; below 0 it is not drawn."""
    look: Look

    def placed(self, stance: Stance) -> tuple[FloatArray, FloatArray]:
        """(n, 3) points and normals on the posed body."""
        points = skinned(self.points, self.weights, stance.turns, stance.shifts)
        return points, normals_of(points, self.triangles)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How a shell is cut from the body."""

    look: Look
    lift: Field | None = None
    """Metres off the body."""
    cut: Field | None = None
    finer: bool = False
    folds_m: float = 0.0


def dressed(human: Human, outfit: Outfit) -> dict[str, Shell]:
    """The person's shells by name."""
    tailor = _Tailor(human, outfit)
    body, tights = human.body.quads["body"], human.body.quads["helper-tights"]
    height = human.body.vertices[:, 1]
    head = body[(height[body] > tailor.neck[1] + 0.02).all(1)]
    tights = tights[(height[tights] > 0.12).all(1)]
    eyes = np.concatenate([human.body.quads[f"helper-{side[0]}-eye"] for side in SIDES])
    marks = tailor.face_marks()
    skin = Look(Material.SKIN, outfit.skin, outfit.brow, marks)
    shirt = Look(Material.CLOTH, outfit.shirt, outfit.stripes)
    trousers, hair = Look(Material.CLOTH, outfit.trousers), Look(Material.HAIR, outfit.hair)
    eye = Look(Material.EYE, _EYE_WHITE, outfit.iris, marks)
    cut = {
        "skin": (body, _Pattern(skin, cut=tailor.skin_cut)),
        "shirt": (
            tights,
            _Pattern(shirt, tailor.shirt_lift, tailor.shirt_cut, finer=True, folds_m=0.004),
        ),
        "trousers": (
            tights,
            _Pattern(trousers, tailor.trouser_lift, tailor.trouser_cut, finer=True, folds_m=0.002),
        ),
        "hair": (
            head,
            _Pattern(hair, tailor.hair_lift, tailor.hair_cut, finer=True, folds_m=0.002),
        ),
        "eyes": (eyes, _Pattern(eye)),
    }
    return {name: _shell(human, quads, pattern) for name, (quads, pattern) in cut.items()}


def _shell(human: Human, quads: IntArray, pattern: _Pattern) -> Shell:
    used, faces = np.unique(quads, return_inverse=True)
    faces = faces.reshape(quads.shape)
    values = np.concatenate([human.body.vertices[used], human.body.weights[used]], 1)
    if pattern.finer:
        faces, values = subdivided(faces, values)
    points, weights = values[:, :3], values[:, 3:] / values[:, 3:].sum(1, keepdims=True)
    triangles = triangulated(faces)
    lift = pattern.lift(points, weights) if pattern.lift else np.zeros(len(points))
    if pattern.folds_m:
        lift = lift + pattern.folds_m * _folds(points)
    cut = pattern.cut(points, weights) if pattern.cut else np.ones(len(points))
    lifted = points + normals_of(points, triangles) * lift[:, None]
    kept, triangles = _seen(triangles, cut)
    rest = np.column_stack([points, cut])[kept]
    return Shell(lifted[kept], weights[kept], triangles, rest, pattern.look)


def _seen(triangles: IntArray, cut: FloatArray) -> tuple[IntArray, IntArray]:
    """The vertices and triangles that are drawn, and one ring more for the normals at the hem."""
    near = np.zeros(len(cut), bool)
    near[triangles[cut[triangles].max(1) > 0]] = True
    kept = triangles[near[triangles].any(1)]
    used, renumbered = np.unique(kept, return_inverse=True)
    return used, renumbered.reshape(kept.shape)


def _folds(points: FloatArray) -> FloatArray:
    """(n,) ridges of height about 1, as in cloth."""
    rng = np.random.default_rng(1)
    warped = points + 0.03 * np.sin(points @ rng.normal(0, 9, (3, 3)))
    waves = rng.normal(0, [30, 45, 30], (14, 3))
    summed = np.sin(warped @ waves.T + rng.uniform(0, 2 * np.pi, 14)).sum(1) / 3.7
    return np.asarray(1 - np.abs(summed) * 1.4)


class _Tailor:
    """The fields that say where each garment is and how far off the skin."""

    def __init__(self, human: Human, outfit: Outfit) -> None:
        self._human, self._outfit = human, outfit
        self._scale = human.body.height_m / _TAILORED_FOR_M
        self._arms = {side: self._arm_columns(side) for side in SIDES}
        self.neck = human.bone("neck_01")
        self._eye, self._ear = human.marks["left_eye"][0], human.marks["left_ear"][0]

    def _arm_columns(self, side: Side) -> list[int]:
        return [
            i
            for i, name in enumerate(self._human.body.bone_names)
            if name.endswith(f"_{side[0]}") and name[:-2] not in _LEGS_AND_COLLAR
        ]

    def face_marks(self) -> dict[str, tuple[float, ...]]:
        """Where the face is painted."""
        nose = self._human.marks["nose"][0]
        mouth = nose - [0, 0.72 * (self._eye[1] - nose[1]), 0]
        return {
            "eye_l": tuple(map(float, self._eye)),
            "mouth": tuple(map(float, mouth)),
            "ear": tuple(map(float, self._ear)),
        }

    def _on_arms(self, weights: FloatArray) -> FloatArray:
        both = self._arms["left"] + self._arms["right"]
        return np.asarray(weights[:, both].sum(1))

    def _down_the_arm_m(self, points: FloatArray, weights: FloatArray) -> FloatArray:
        """Distance from the shoulder joint along the arm; far below 0 on the trunk."""
        distance = np.full(len(points), -9.0)
        for side in SIDES:
            shoulder, elbow, wrist = (
                self._human.bone(f"{name}_{side[0]}") for name in ("upperarm", "lowerarm", "hand")
            )
            upper = (points - shoulder) @ unit(elbow - shoulder)
            lower = (points - elbow) @ unit(wrist - elbow)
            upper_m = float(np.linalg.norm(elbow - shoulder))
            along = np.where(lower > 0, np.maximum(upper, upper_m + lower), upper)
            along = along - 4 * (0.5 - weights[:, self._arms[side]].sum(1)).clip(0)
            beside = points[:, 0] * outwards(side) > abs(shoulder[0]) - 0.03
            distance = np.where(beside, along, distance)
        return distance

    def shirt_cut(self, points: FloatArray, weights: FloatArray) -> FloatArray:
        """Above 0 on the shirt."""
        s, outfit = self._scale, self._outfit
        front = points[:, 2] - self.neck[2]
        dip = 0.9 * (np.abs(points[:, 0]) - 0.055 * s).clip(-1, 0) * (front > 0)
        collar = self.neck[1] + 0.005 * s + dip - 0.30 * front.clip(0) - points[:, 1]
        hem = points[:, 1] - outfit.shirt_hem_m * s + 2 * self._on_arms(weights)
        sleeve = outfit.sleeve_m * s - self._down_the_arm_m(points, weights)
        return np.asarray(np.minimum.reduce([hem, sleeve, collar]))

    def shirt_lift(self, points: FloatArray, weights: FloatArray) -> FloatArray:
        """Wider towards the hem."""
        sleeves = 0.006 * (self._down_the_arm_m(points, weights) > -0.5)
        hem = 0.012 * np.clip((1.15 * self._scale - points[:, 1]) / 0.2, 0, 1)
        return np.asarray(0.011 + sleeves + hem)

    def trouser_cut(self, points: FloatArray, weights: FloatArray) -> FloatArray:
        """Above 0 on the trousers."""
        s, outfit = self._scale, self._outfit
        height = points[:, 1]
        below, above = height - outfit.trouser_hem_m * s, outfit.waist_m * s - height
        return np.asarray(np.minimum.reduce([below, above, 1 - 2 * self._on_arms(weights)]))

    def trouser_lift(self, points: FloatArray, _weights: FloatArray) -> FloatArray:
        """Shorts stand off the leg, leggings do not."""
        loose = self._outfit.trouser_hem_m > 0.3
        leg = np.clip((0.85 * self._scale - points[:, 1]) / 0.2, 0, 1)
        return np.asarray(0.004 + 0.010 * leg * loose)

    def skin_cut(self, points: FloatArray, weights: FloatArray) -> FloatArray:
        """Above 0 where no garment covers the skin."""
        shirt, trousers = self.shirt_cut(points, weights), self.trouser_cut(points, weights)
        return np.asarray(_OVERLAP_M - np.maximum(shirt, trousers))

    def hair_cut(self, points: FloatArray, _weights: FloatArray) -> FloatArray:
        """Above 0 on the hair: crown, back and sides, not the ears."""
        aside, height, front = np.abs(points[:, 0]), points[:, 1], points[:, 2]
        eye, ear = self._eye, self._ear
        hairline = eye[1] + 0.052 + 0.35 * np.maximum(aside - 0.03, 0)
        crown = height - hairline + 1.2 * np.maximum(ear[2] + 0.03 - front, 0)
        crown = np.minimum(crown, height - eye[1] - 0.045)
        back = np.minimum(ear[2] + 0.004 - front, height - (eye[1] - 0.075))
        temple = np.minimum(ear[2] + 0.034 - front, height - (eye[1] + 0.012)).clip(None, 0.2)
        hair = np.maximum.reduce([crown, back, temple])
        from_ear = np.hypot(height - ear[1], front - ear[2])
        return np.asarray(np.where((aside > 0.078) & (from_ear < 0.045), -0.01, hair))

    def hair_lift(self, points: FloatArray, weights: FloatArray) -> FloatArray:
        """Thicker away from its border."""
        return np.asarray(0.003 + 0.014 * np.clip(self.hair_cut(points, weights) / 0.04, 0, 1))
