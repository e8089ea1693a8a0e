"""A body posed by joint angles: forward kinematics, and where its landmarks truly are."""

from dataclasses import dataclass

import numpy as np

from tools.studio.body import Body
from tools.studio.geometry import (
    X_AXIS,
    Y_AXIS,
    Z_AXIS,
    FloatArray,
    frame_by_front,
    frame_by_side,
    rotation,
    unit,
)
from tools.studio.pose import SIDES, Arm, Pose, Side, outwards
from tools.studio.skinning import skinned

_FINGERS = ("index", "middle", "ring", "pinky")
_SPINE = ("spine_01", "spine_02", "spine_03")
_NECK_SHARE, _HEAD_SHARE = 0.45, 0.55
"""How much of the neck's flexion each of its two bones takes."""
_HANGS_BACK = np.diag([1.0, -1.0, 1.0])
"""From the pelvis' axes (left, up, front) to the thigh's (left, down along it, front)."""


@dataclass(frozen=True, slots=True, eq=False)
class Stance:
    """A posed skeleton: every bone takes a rest point p to ``turn @ p + shift``."""

    turns: FloatArray
    """(bones, 3, 3)"""
    shifts: FloatArray
    """(bones, 3)"""

    def moved(self, turn: FloatArray, shift: FloatArray) -> "Stance":
        """The whole person elsewhere in the room."""
        return Stance(turn @ self.turns, self.shifts @ turn.T + shift)


@dataclass(frozen=True, slots=True, eq=False)
class PosedLeg:
    """Joint centres (3,) and segment frames (3, 3) of one leg in the world.

    Columns of a frame: lateral (to the person's left), along the segment, to its front.
    """

    hip: FloatArray
    knee: FloatArray
    ankle: FloatArray
    thigh: FloatArray
    shank: FloatArray
    foot: FloatArray


class Human:
    """A body with names for its bones, its rest frames and its landmarks."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self._index = {name: i for i, name in enumerate(body.bone_names)}
        self._skin = np.unique(body.quads["body"])
        self._frames: dict[tuple[str, Side], FloatArray] = {}
        self.marks: dict[str, tuple[FloatArray, str]] = {"nose": (self._nose(), "head")}
        """Landmark: its rest point and the bone that carries it."""
        for side in SIDES:
            self._frame_leg(side)
            self._frame_arm(side)
            self._mark_foot(side)
            self._mark_face(side)
            self._mark_joints(side)
        self.thigh_m = float(np.linalg.norm(self.bone("calf_l") - self.bone("thigh_l")))
        self.shank_m = float(np.linalg.norm(self.bone("foot_l") - self.bone("calf_l")))

    def bone(self, name: str) -> FloatArray:
        """(3,) where a bone begins in the rest pose."""
        return np.asarray(self.body.heads[self._index[name]])

    def solve(self, pose: Pose) -> Stance:
        """The skeleton in a pose."""
        turns, places = self._posed(pose)
        turn = np.array([turns[name] for name in self.body.bone_names])
        shift = [places[name] - turns[name] @ self.bone(name) for name in self.body.bone_names]
        return Stance(turn, np.array(shift))

    def landmarks(self, stance: Stance) -> dict[str, FloatArray]:
        """(3,) true positions by name."""
        return {
            name: stance.turns[self._index[bone]] @ point + stance.shifts[self._index[bone]]
            for name, (point, bone) in self.marks.items()
        }

    def landmark(self, pose: Pose, name: str) -> FloatArray:
        """(3,) the true position of one landmark."""
        return self.landmarks(self.solve(pose))[name]

    def leg(self, pose: Pose, side: Side) -> PosedLeg:
        """One leg in the world, without solving the rest of the person."""
        thigh, shank, foot = self._leg_frames(pose, side)
        hip = pose.root + pose.pelvis @ (self.bone(f"thigh_{side[0]}") - self.bone("pelvis"))
        knee = hip + thigh[:, 1] * self.thigh_m
        return PosedLeg(hip, knee, knee + shank[:, 1] * self.shank_m, thigh, shank, foot)

    def lowest_m(self, pose: Pose, *bones: str, percent: float = 0.5) -> float:
        """Height of the lowest skin near some bones.

        Parameters
        ----------
        pose
            The person's pose.
        bones
            Beginnings of bone names; none for the whole body.
        percent
            The percentile that counts as lowest, against single outliers.
        """
        stance = self.solve(pose)
        skin = self._skin
        if bones:
            columns = [i for i, name in enumerate(self.body.bone_names) if name.startswith(bones)]
            skin = skin[self.body.weights[skin][:, columns].sum(1) > 0.6]
        posed = skinned(
            self.body.vertices[skin], self.body.weights[skin], stance.turns, stance.shifts
        )
        return float(np.percentile(posed[:, 1], percent))

    def arm_lengths_m(self, side: Side) -> tuple[float, float]:
        """Of upper arm and forearm, to the wrist."""
        shoulder, elbow, wrist = (
            self.bone(f"{name}_{side[0]}") for name in ("upperarm", "lowerarm", "hand")
        )
        return float(np.linalg.norm(elbow - shoulder)), float(np.linalg.norm(wrist - elbow))

    def _leg_frames(self, pose: Pose, side: Side) -> tuple[FloatArray, FloatArray, FloatArray]:
        leg, sign = pose.legs[side], outwards(side)
        hip = (
            rotation(X_AXIS, -leg.hip_flexion_deg)
            @ rotation(Z_AXIS, sign * leg.hip_abduction_deg)
            @ rotation(Y_AXIS, sign * leg.hip_rotation_deg)
        )
        thigh = pose.pelvis @ hip @ _HANGS_BACK
        shank = thigh @ rotation(X_AXIS, -leg.knee_flexion_deg)
        foot = shank @ rotation(X_AXIS, leg.ankle_dorsiflexion_deg)
        return thigh, shank, foot

    def _posed(self, pose: Pose) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
        fixed = self._fixed_by_legs(pose)
        bends = _bends(pose)
        turns: dict[str, FloatArray] = {}
        places: dict[str, FloatArray] = {}
        for name, parent_index in zip(self.body.bone_names, self.body.parents, strict=True):
            if parent_index < 0:
                turns[name] = pose.pelvis
                places[name] = pose.root - pose.pelvis @ (self.bone("pelvis") - self.bone(name))
                continue
            parent = self.body.bone_names[parent_index]
            places[name] = places[parent] + turns[parent] @ (self.bone(name) - self.bone(parent))
            side: Side = "left" if name.endswith("_l") else "right"
            arm = pose.arms.get(side)
            if arm and name[:-2] == "clavicle":
                follow = self._following(arm, side, places[name], turns[parent])
                bends[name] = turns[parent].T @ follow @ turns[parent]
            if arm and name[:-2] == "upperarm":
                fixed |= self._reach(arm, side, places[name])
            if arm and name[:-5] in _FINGERS:
                bends[name] = rotation(self._frames["hand", side][:, 0], -arm.curl_deg)
            turns[name] = fixed[name] if name in fixed else turns[parent] @ bends.get(name, _STILL)
        return turns, places

    def _fixed_by_legs(self, pose: Pose) -> dict[str, FloatArray]:
        fixed = {}
        for side in SIDES:
            frames = self._leg_frames(pose, side)
            for bone, frame in zip(("thigh", "calf", "foot"), frames, strict=True):
                fixed[f"{bone}_{side[0]}"] = frame @ self._frames[bone, side].T
        return fixed

    def _reach(self, arm: Arm, side: Side, shoulder: FloatArray) -> dict[str, FloatArray]:
        """World turns of the arm's bones so that the wrist is where it is wanted."""
        elbow, wrist = self._bent_elbow(arm, side, shoulder)
        upper = frame_by_front(elbow - shoulder, wrist - elbow)
        lower = frame_by_side(wrist - elbow, upper[:, 0])
        upper_turn = upper @ self._frames["upperarm", side].T
        lower_turn = lower @ self._frames["lowerarm", side].T
        hand = frame_by_front(arm.hand, arm.palm)
        # The forearm takes half of the hand's twist, as radius and ulna do.
        axis = lower[:, 1]
        rest_lateral = lower_turn @ self._frames["hand", side][:, 0]
        before, after = (unit(v - axis * (v @ axis)) for v in (rest_lateral, hand[:, 0]))
        twist = float(np.degrees(np.arctan2(np.cross(before, after) @ axis, before @ after)))
        return {
            f"upperarm_{side[0]}": upper_turn,
            f"lowerarm_{side[0]}": rotation(axis, 0.5 * twist) @ lower_turn,
            f"hand_{side[0]}": hand @ self._frames["hand", side].T,
        }

    def _following(self, arm: Arm, side: Side, collar: FloatArray, chest: FloatArray) -> FloatArray:
        """The turn of the collar bone by which the shoulder follows a hand that is out of reach."""
        across = chest @ (self.bone(f"upperarm_{side[0]}") - self.bone(f"clavicle_{side[0]}"))
        wanted = arm.wrist - (collar + across)
        missing_m = float(np.linalg.norm(wanted)) - sum(self.arm_lengths_m(side)) + 0.02
        axis = np.cross(across, wanted)
        if not arm.shoulder_deg or missing_m <= 0 or not axis.any():
            return _STILL
        needed_deg = float(np.degrees(missing_m / np.linalg.norm(across)))
        return rotation(axis, min(needed_deg, arm.shoulder_deg))

    def _bent_elbow(
        self, arm: Arm, side: Side, shoulder: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        upper_m, lower_m = self.arm_lengths_m(side)
        wanted = arm.wrist - shoulder
        # Nearly straight at most, nearly folded at least: a wish out of reach is cut short.
        reach_m = float(
            np.clip(
                np.linalg.norm(wanted), abs(upper_m - lower_m) + 0.02, upper_m + lower_m - 0.004
            )
        )
        along = unit(wanted)
        pole = unit(arm.pole - along * (arm.pole @ along))
        foot_m = (upper_m**2 + reach_m**2 - lower_m**2) / (2 * reach_m)
        elbow = shoulder + along * foot_m + pole * np.sqrt(max(upper_m**2 - foot_m**2, 0.0))
        return elbow, shoulder + along * reach_m

    def _frame_leg(self, side: Side) -> None:
        hip, knee, ankle, ball = (
            self.bone(f"{name}_{side[0]}") for name in ("thigh", "calf", "foot", "ball")
        )
        self._frames["thigh", side] = frame_by_side(knee - hip, X_AXIS)
        self._frames["calf", side] = frame_by_side(ankle - knee, X_AXIS)
        self._frames["foot", side] = frame_by_front(-Y_AXIS, (ball - ankle) * [1, 0, 1])

    def _frame_arm(self, side: Side) -> None:
        c = side[0]
        shoulder, elbow, wrist, knuckle = (
            self.bone(f"{name}_{c}") for name in ("upperarm", "lowerarm", "hand", "middle_01")
        )
        upper = frame_by_front(elbow - shoulder, wrist - elbow)
        palm = np.cross(self.bone(f"index_01_{c}") - wrist, self.bone(f"pinky_01_{c}") - wrist)
        palm = palm * -np.sign(palm[1])  # palms face down in the rest pose
        self._frames["upperarm", side] = upper
        self._frames["lowerarm", side] = frame_by_side(wrist - elbow, upper[:, 0])
        self._frames["hand", side] = frame_by_front(knuckle - wrist, palm)

    def _nose(self) -> FloatArray:
        skin = self.body.vertices[self._skin]
        face = skin[(np.abs(skin[:, 0]) < 0.012) & (skin[:, 1] > self.bone("head")[1] - 0.03)]
        return np.asarray(face[face[:, 2].argmax()])

    def _mark_foot(self, side: Side) -> None:
        c = side[0]
        skin, ankle = self.body.vertices[self._skin], self.bone(f"foot_{c}")
        sole = skin[(np.abs(skin - ankle)[:, 0] < 0.08) & (skin[:, 1] < 0.045)]
        toes = 0.5 * (self.body.joints[f"{c}-toe-1-3"] + self.body.joints[f"{c}-toe-2-4"])
        self.marks[f"{side}_heel"] = (sole[sole[:, 2].argmin()], f"foot_{c}")
        self.marks[f"{side}_foot_index"] = (toes, f"ball_{c}")

    def _mark_face(self, side: Side) -> None:
        skin = self.body.vertices[self._skin]
        eye = self.body.vertices[np.unique(self.body.quads[f"helper-{side[0]}-eye"])].mean(0)
        level = skin[(skin[:, 1] > eye[1] - 0.06) & (skin[:, 1] < eye[1] + 0.03)]
        self.marks[f"{side}_eye"] = (eye, "head")
        self.marks[f"{side}_ear"] = (level[(outwards(side) * level[:, 0]).argmax()], "head")

    def _mark_joints(self, side: Side) -> None:
        for name, bone in _JOINT_BONES.items():
            self.marks[f"{side}_{name}"] = (self.bone(f"{bone}_{side[0]}"), f"{bone}_{side[0]}")


_STILL = np.eye(3)
_JOINT_BONES = {
    "shoulder": "upperarm",
    "elbow": "lowerarm",
    "wrist": "hand",
    "hip": "thigh",
    "knee": "calf",
    "ankle": "foot",
}


def _bends(pose: Pose) -> dict[str, FloatArray]:
    """Turns of spine, neck and head against their parents."""
    bends = {name: rotation(X_AXIS, pose.spine_flexion_deg / len(_SPINE)) for name in _SPINE}
    bends["neck_01"] = rotation(X_AXIS, pose.neck_flexion_deg * _NECK_SHARE)
    bends["head"] = rotation(X_AXIS, pose.neck_flexion_deg * _HEAD_SHARE) @ rotation(
        Y_AXIS, pose.head_turn_deg
    )
    return bends
