// Draws over the picture: the skeleton, the measured joint so that it stands out, and the target.

import { wholeDegrees } from "./texts.js";

/** @import { Hello, Point, Pose, Update } from "../net/messages.js" */
/** @typedef {CanvasRenderingContext2D} Pen */

const VISIBLE_FROM = 0.5;
/** The landmarks of the face come first; only lines are drawn of them. */
const LAST_OF_FACE = 10;
const LINE = "rgba(255, 255, 255, 0.92)";
const EDGE = "rgba(8, 20, 24, 0.85)";
const JOINT = "#ffd54a";
const TARGET = "#9ff3e6";

/**
 * Draw an update's pose on the canvas, which takes the shape of the frame it was found in.
 *
 * A mirrored canvas is mirrored by CSS: here only the writing is turned round, to be readable.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Hello["bones"]} bones
 * @param {Pick<Update, "pose" | "target_overlay" | "highlight" | "angle_deg">} update
 * @param {boolean} isMirrored
 */
export function drawUpdate(canvas, bones, update, isMirrored) {
  const { pose, target_overlay: targetOverlay, highlight, angle_deg: angleDeg } = update;
  if (!pose) {
    clearCanvas(canvas);
    return;
  }
  const [width, height] = pose.size_px;
  const pen = penOf(canvas);
  const scale = fitCanvas(canvas, width, height);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.lineCap = pen.lineJoin = "round";
  const unit = width / 480;
  if (targetOverlay) drawTarget(pen, targetOverlay, unit);
  drawBones(pen, pose, bones, unit);
  const angle = highlight && placesOf(pose, highlight);
  if (angle) drawAngle(pen, angle, unit);
  drawLandmarks(pen, pose, highlight ?? [], unit);
  if (angle && angleDeg !== null) {
    write(pen, `${wholeDegrees(angleDeg)}°`, labelPlace(angle, 34 * unit), unit, isMirrored);
  }
}

/** @param {HTMLCanvasElement} canvas */
export function clearCanvas(canvas) {
  const pen = penOf(canvas);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
}

/** @param {HTMLCanvasElement} canvas */
function penOf(canvas) {
  return /** @type {Pen} */ (canvas.getContext("2d"));
}

/**
 * Give the canvas the frame's shape, finer than the frame; how large one frame pixel is on it.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
function fitCanvas(canvas, width, height) {
  const scale = Math.max(1, Math.round(960 / width));
  if (canvas.width !== width * scale || canvas.height !== height * scale) {
    canvas.width = width * scale;
    canvas.height = height * scale;
  }
  return scale;
}

/**
 * The limb at the target: dashed, so that it is not taken for the person's own.
 *
 * @param {Pen} pen
 * @param {Point[][]} lines
 * @param {number} unit
 */
function drawTarget(pen, lines, unit) {
  stroke(pen, lines, EDGE, 13 * unit);
  pen.setLineDash([11 * unit, 10 * unit]);
  stroke(pen, lines, TARGET, 8 * unit);
  pen.setLineDash([]);
}

/**
 * @param {Pen} pen
 * @param {Pose} pose
 * @param {Hello["bones"]} bones
 * @param {number} unit
 */
function drawBones(pen, pose, bones, unit) {
  const visible = bones.filter((bone) => bone.every((index) => isVisible(pose, index)));
  const lines = visible.map((bone) => placesOf(pose, bone) ?? []);
  stroke(pen, lines, EDGE, 5 * unit);
  stroke(pen, lines, LINE, 2.5 * unit);
}

/**
 * @param {Pen} pen
 * @param {Point[]} angle outer end, joint, inner end
 * @param {number} unit
 */
function drawAngle(pen, angle, unit) {
  stroke(pen, [angle], EDGE, 11 * unit);
  stroke(pen, [angle], JOINT, 6.5 * unit);
  dot(pen, angle[1], 9 * unit, EDGE);
  dot(pen, angle[1], 6.5 * unit, JOINT);
}

/**
 * @param {Pen} pen
 * @param {Pose} pose
 * @param {readonly number[]} measured
 * @param {number} unit
 */
function drawLandmarks(pen, pose, measured, unit) {
  pose.points.forEach((point, index) => {
    const isShown = index > LAST_OF_FACE && isVisible(pose, index) && !measured.includes(index);
    if (point && isShown) dot(pen, [point[0], point[1]], 3 * unit, LINE);
  });
}

/**
 * @param {Pose} pose
 * @param {number} index
 */
function isVisible(pose, index) {
  const point = pose.points[index];
  return Boolean(point && point[2] >= VISIBLE_FROM);
}

/**
 * The places of landmarks; null if one of them is missing.
 *
 * @param {Pose} pose
 * @param {readonly number[]} landmarks
 * @returns {Point[] | null}
 */
function placesOf(pose, landmarks) {
  /** @type {Point[]} */
  const places = [];
  for (const landmark of landmarks) {
    const point = pose.points[landmark];
    if (!point) return null;
    places.push([point[0], point[1]]);
  }
  return places;
}

/**
 * A place beside a joint that its two limbs leave free.
 *
 * @param {Point[]} angle outer end, joint, inner end
 * @param {number} distance
 * @returns {Point}
 */
export function labelPlace([outer, joint, end], distance) {
  const [first, second] = [outer, end].map(([x, y]) => {
    const length = Math.hypot(x - joint[0], y - joint[1]) || 1;
    return [(x - joint[0]) / length, (y - joint[1]) / length];
  });
  const away = [-(first[0] + second[0]), -(first[1] + second[1])];
  const length = Math.hypot(...away);
  const [x, y] = length > 0.35 ? [away[0] / length, away[1] / length] : [0, -1];
  return [joint[0] + x * distance, joint[1] + y * distance];
}

/**
 * Letters about a point, kept within the picture.
 *
 * @param {Pen} pen
 * @param {string} text
 * @param {Point} place
 * @param {number} unit
 * @param {boolean} isMirrored
 */
function write(pen, text, [x, y], unit, isMirrored) {
  const scale = pen.getTransform().a;
  const [width, height] = [pen.canvas.width / scale, pen.canvas.height / scale];
  pen.save();
  pen.translate(within(x, 32 * unit, width), within(y, 18 * unit, height));
  if (isMirrored) pen.scale(-1, 1);
  pen.font = `700 ${25 * unit}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineWidth = 6 * unit;
  pen.strokeStyle = EDGE;
  pen.fillStyle = JOINT;
  pen.strokeText(text, 0, 0);
  pen.fillText(text, 0, 0);
  pen.restore();
}

/**
 * @param {number} value
 * @param {number} margin
 * @param {number} size
 */
function within(value, margin, size) {
  return Math.min(Math.max(value, margin), size - margin);
}

/**
 * @param {Pen} pen
 * @param {Point[][]} lines
 * @param {string} colour
 * @param {number} width
 */
function stroke(pen, lines, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  for (const [first, ...rest] of lines) {
    pen.moveTo(first[0], first[1]);
    rest.forEach(([x, y]) => pen.lineTo(x, y));
  }
  pen.stroke();
}

/**
 * @param {Pen} pen
 * @param {Point} place
 * @param {number} radius
 * @param {string} colour
 */
function dot(pen, [x, y], radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
