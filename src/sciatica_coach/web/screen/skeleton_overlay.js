// Draws the skeleton over the picture, the measured joint so that it stands out, and where to go.

const VISIBLE_FROM = 0.5;
const LINE = "rgba(255, 255, 255, 0.92)";
const EDGE = "rgba(8, 20, 24, 0.85)";
const JOINT = "#ffd54a";
const GHOST = "#9ff3e6";

/**
 * Draw an update's pose on the canvas, which takes the shape of the frame it was found in.
 *
 * A mirrored canvas is mirrored by CSS: only the writing is turned round here to be read.
 */
export function drawUpdate(canvas, bones, update, mirrored) {
  const { pose, ghost, highlight, angle_deg: angleDeg } = update;
  const pen = canvas.getContext("2d");
  if (!pose) {
    clear(canvas);
    return;
  }
  const [width, height] = pose.size_px;
  const scale = fit(canvas, width, height);
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.lineCap = pen.lineJoin = "round";
  const unit = width / 480;
  const seen = (index) => pose.points[index] && pose.points[index][2] >= VISIBLE_FROM;
  const measured = new Set(highlight ?? []);
  if (ghost) drawGhost(pen, ghost, unit);
  const lines = bones.filter(([from, to]) => seen(from) && seen(to)).map(path(pose));
  stroke(pen, lines, EDGE, 5 * unit);
  stroke(pen, lines, LINE, 2.5 * unit);
  if (highlight && highlight.every((index) => pose.points[index])) {
    const angle = [highlight.map((index) => pose.points[index])];
    stroke(pen, angle, EDGE, 11 * unit);
    stroke(pen, angle, JOINT, 6.5 * unit);
    dot(pen, pose.points[highlight[1]], 9 * unit, EDGE);
    dot(pen, pose.points[highlight[1]], 6.5 * unit, JOINT);
  }
  pose.points.forEach((point, index) => {
    if (point && index > 10 && seen(index) && !measured.has(index)) dot(pen, point, 3 * unit, LINE);
  });
  if (highlight && angleDeg !== null) {
    const [outer, joint, end] = highlight.map((index) => pose.points[index]);
    const words = `${Math.round(angleDeg)}°`.replace("-", "−");
    if (outer && joint && end) write(pen, words, outside(outer, joint, end, 34 * unit), unit, mirrored);
  }
}

/** The limb at the target: dashed, so that it is not taken for the person's own. */
function drawGhost(pen, lines, unit) {
  stroke(pen, lines, EDGE, 13 * unit);
  pen.setLineDash([11 * unit, 10 * unit]);
  stroke(pen, lines, GHOST, 8 * unit);
  pen.setLineDash([]);
}

export function clear(canvas) {
  const pen = canvas.getContext("2d");
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
}

/** Give the canvas the frame's shape, finer than the frame; what one frame pixel is on it. */
function fit(canvas, width, height) {
  const scale = Math.max(1, Math.round(960 / width));
  if (canvas.width !== width * scale || canvas.height !== height * scale) {
    canvas.width = width * scale;
    canvas.height = height * scale;
  }
  return scale;
}

/** A place beside a joint that its two limbs leave free. */
function outside(outer, joint, end, distance) {
  const [first, second] = [outer, end].map(([x, y]) => {
    const length = Math.hypot(x - joint[0], y - joint[1]) || 1;
    return [(x - joint[0]) / length, (y - joint[1]) / length];
  });
  const away = [-(first[0] + second[0]), -(first[1] + second[1])];
  const length = Math.hypot(...away);
  const [x, y] = length > 0.35 ? [away[0] / length, away[1] / length] : [0, -1];
  return [joint[0] + x * distance, joint[1] + y * distance];
}

/** Letters about a point, kept within the picture. */
function write(pen, words, [x, y], unit, mirrored) {
  const scale = pen.getTransform().a;
  const [width, height] = [pen.canvas.width / scale, pen.canvas.height / scale];
  const within = (value, room, size) => Math.min(Math.max(value, room), size - room);
  pen.save();
  pen.translate(within(x, 32 * unit, width), within(y, 18 * unit, height));
  if (mirrored) pen.scale(-1, 1);
  pen.font = `700 ${25 * unit}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.lineWidth = 6 * unit;
  pen.strokeStyle = EDGE;
  pen.fillStyle = JOINT;
  pen.strokeText(words, 0, 0);
  pen.fillText(words, 0, 0);
  pen.restore();
}

const path = (pose) => (bone) => bone.map((index) => pose.points[index]);

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

function dot(pen, [x, y], radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
