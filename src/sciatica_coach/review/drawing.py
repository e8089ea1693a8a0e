"""What the coach says of a frame, drawn on it: as on the live page, to be looked at later."""

import numpy as np

from sciatica_coach.coaching.feedback.update import SetState, Update
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import Severity
from sciatica_coach.motion.landmarks import SKELETON
from sciatica_coach.motion.pose import FloatArray, Image, Pose
from sciatica_coach.review.canvas import INK, MARK, PAPER, Canvas, Colour

_VISIBLE_FROM = 0.5
_LINE: Colour = (245, 245, 245)
_PANEL: Colour = (40, 33, 16)
_SOFT: Colour = (215, 220, 205)
_DONE: Colour = (150, 222, 140)

_TONES: dict[Severity | None, tuple[Colour, Colour]] = {
    Severity.STOP: ((43, 19, 163), PAPER),
    Severity.CORRECT: ((138, 224, 255), (0, 27, 43)),
    Severity.INFO: (_PANEL, PAPER),
    None: ((220, 242, 213), (26, 58, 10)),
}
"""Ground and ink of a message; None for praise."""

_STAGES = {
    SetState.LOOKING: "Not counting yet",
    SetState.GET_READY: "Keep still for a moment",
    SetState.READY: "Ready",
    SetState.MOVING: "Moving",
    SetState.HOLDING: "Holding",
    SetState.PAUSED: "Paused",
    SetState.DONE: "Set done",
}


def draw(image: Image, update: Update) -> None:
    """Draw an update on the frame that it was made from, in place."""
    canvas = Canvas(image)
    if update.pose is not None:
        _draw_skeleton(canvas, update.pose)
        if update.highlight is not None:
            _draw_joint(canvas, update.pose, update.highlight, update.angle_deg)
    _draw_count(canvas, update)
    if update.hold_asked_s > 0:
        _draw_hold(canvas, update)
    _draw_message(canvas, update)


def _draw_skeleton(canvas: Canvas, pose: Pose) -> None:
    seen = np.isfinite(pose.pixels).all(axis=1) & (pose.visibility >= _VISIBLE_FROM)
    bones = [bone for bone in SKELETON if seen[list(bone)].all()]
    for colour, width in ((INK, 1.2), (_LINE, 0.6)):
        for start, end in bones:
            canvas.line(_at(pose, start), _at(pose, end), colour, width)
    for mark in {mark for bone in bones for mark in bone}:
        canvas.dot(_at(pose, mark), _LINE, 0.7)


def _draw_joint(
    canvas: Canvas, pose: Pose, marks: tuple[int, int, int], angle_deg: float | None
) -> None:
    if not np.isfinite(pose.pixels[list(marks)]).all():
        return
    outer, joint, end = (_at(pose, mark) for mark in marks)
    for colour, width in ((INK, 2.2), (MARK, 1.3)):
        canvas.line(outer, joint, colour, width)
        canvas.line(joint, end, colour, width)
    canvas.dot(joint, INK, 2.0)
    canvas.dot(joint, MARK, 1.4)
    if angle_deg is not None:
        words = f"{angle_deg:.0f}°".replace("-", "\N{MINUS SIGN}")
        canvas.outlined(words, _beside(pose.pixels[list(marks)], 8 * canvas.unit), MARK, 6)


def _beside(marks: FloatArray, distance_px: float) -> tuple[float, float]:
    """A place beside a joint that its two limbs leave free."""
    limbs = marks[[0, 2]] - marks[1]
    limbs = limbs / np.maximum(np.linalg.norm(limbs, axis=1, keepdims=True), 1e-9)
    away = -limbs.sum(axis=0)
    length = float(np.linalg.norm(away))
    away = away / length if length > 0.35 else np.array([0.0, -1.0])
    x, y = marks[1] + distance_px * away
    return float(x), float(y)


def _draw_count(canvas: Canvas, update: Update) -> None:
    """Upper left: how many, of how many, and what is going on."""
    unit = canvas.unit
    number, asked = str(update.reps), f"of {update.reps_asked}"
    tries = f"+ {update.attempts} not counted" if update.attempts else ""
    stage = _stage(update)
    number_px = canvas.text_width(number, 13, bold=True)
    asked_px = max(canvas.text_width(asked, 5), canvas.text_width(tries, 3.2))
    width = max(number_px + 2 * unit + asked_px, canvas.text_width(stage, 4)) + 6 * unit
    left, top = 3 * unit, 3 * unit
    canvas.panel(left, top, left + width, top + 23 * unit, _PANEL)
    colour = _DONE if update.reps >= update.reps_asked else PAPER
    base = top + 13.5 * unit
    canvas.text(number, (left + 3 * unit, base), colour, 13, bold=True)
    canvas.text(asked, (left + 5 * unit + number_px, base - 4.5 * unit), _SOFT, 5)
    canvas.text(tries, (left + 5 * unit + number_px, base), _SOFT, 3.2)
    canvas.text(stage, (left + 3 * unit, top + 20 * unit), _SOFT, 4)


def _stage(update: Update) -> str:
    if update.stage is SetState.HOLDING and not update.hold_asked_s:
        return "Reached"
    return _STAGES[update.stage]


def _draw_hold(canvas: Canvas, update: Update) -> None:
    """Upper right: a ring that closes while the target is held."""
    in_rep = update.phase in (Phase.TARGET, Phase.BACK)
    held_s = update.hold_s if in_rep else 0.0
    unit = canvas.unit
    right, top = canvas.width - 3 * unit, 3 * unit
    canvas.panel(right - 23 * unit, top, right, top + 23 * unit, _PANEL)
    centre = (right - 11.5 * unit, top + 11.5 * unit)
    done = held_s >= update.hold_asked_s
    canvas.ring(centre, held_s / update.hold_asked_s, 9, _DONE if done else MARK)
    # Cut off, not rounded up: what is shown has been held.
    seconds = f"{held_s // 1:.0f}" if update.hold_asked_s >= 10 else f"{held_s // 0.1 / 10:.1f}"
    words = f"of {update.hold_asked_s:g} s"
    seconds_px, words_px = canvas.text_width(seconds, 7, bold=True), canvas.text_width(words, 3.2)
    canvas.text(seconds, (centre[0] - seconds_px / 2, centre[1] + unit), PAPER, 7, bold=True)
    canvas.text(words, (centre[0] - words_px / 2, centre[1] + 5 * unit), _SOFT, 3.2)


def _draw_message(canvas: Canvas, update: Update) -> None:
    """Along the bottom: the cue, or else why nothing counts."""
    if update.cue is not None:
        words, severity = update.cue.text, update.cue.severity
        tone = _TONES[severity if update.cue.rule else None]
    elif update.advice is not None:
        words, tone = update.advice.text, _TONES[Severity.CORRECT]
    else:
        return
    unit = canvas.unit
    lines = canvas.wrapped(words, 6.5, canvas.width - 14 * unit, bold=True)
    width = max(canvas.text_width(line, 6.5, bold=True) for line in lines) + 8 * unit
    height = (5 + 8 * len(lines)) * unit
    left, top = (canvas.width - width) / 2, canvas.height - height - 3 * unit
    ground, ink = tone
    canvas.panel(left, top, left + width, top + height, ground)
    for row, line in enumerate(lines):
        place = (left + 4 * unit, top + (8.6 + 8 * row) * unit)
        canvas.text(line, place, ink, 6.5, bold=True)


def _at(pose: Pose, mark: int) -> tuple[float, float]:
    x, y = pose.pixels[mark]
    return float(x), float(y)
