import assert from "node:assert/strict";
import { test } from "node:test";

import { resultTitle } from "../../src/sciatica_coach/web/kiosk/scenes.js";
import { letterSizePx } from "../../src/sciatica_coach/web/screen/letters.js";
import { labelPlace } from "../../src/sciatica_coach/web/screen/skeleton_overlay.js";
import { fillIn, setText, wholeDegrees } from "../../src/sciatica_coach/web/screen/texts.js";

const CAPITAL = 0.66;
const AT_3M_PX = (1080 * 17.5) / 194 / CAPITAL;

/** @type {["2m" | "3m" | "large", number, number, number][]} setting, width, height, size */
const LETTERS = [
  ["3m", 1920, 1080, AT_3M_PX],
  ["2m", 1920, 1080, (AT_3M_PX * 2) / 3],
  ["large", 1920, 1080, AT_3M_PX * 1.5],
  ["3m", 390, 844, 390 * 0.135],
  ["large", 390, 844, 390 * 0.15],
];

for (const [setting, width, height, sizePx] of LETTERS) {
  test(`letters for ${setting} on ${width} x ${height}`, () => {
    const actualPx = letterSizePx(setting, width, height, CAPITAL);
    assert.ok(Math.abs(actualPx - sizePx) < 1e-9, `${actualPx} px`);
  });
}

/** @type {[string, Record<string, unknown>, string][]} */
const FILLED = [
  ["of {number}", { number: 3 }, "of 3"],
  ["{a} and {a}, {b}", { a: 1, b: 0 }, "1 and 1, 0"],
  ["% {unknown}", {}, "% {unknown}"],
];

for (const [text, values, filled] of FILLED) {
  test(`values in “${text}”`, () => assert.equal(fillIn(text, values), filled));
}

test("a negative angle has a minus sign as wide as a digit", () => {
  assert.equal(wholeDegrees(-12.4), "−12");
  assert.equal(wholeDegrees(71.6), "72");
});

test("a text is set only if it changes", () => {
  let sets = 0;
  const element = {
    get textContent() {
      return "as it was";
    },
    set textContent(_) {
      sets += 1;
    },
  };
  setText(element, "as it was");
  assert.equal(sets, 0);
  setText(element, "another");
  assert.equal(sets, 1);
});

test("the angle's label stands where the two limbs leave room", () => {
  const joint = [100, 100];
  const [x, y] = labelPlace([[100, 0], joint, [200, 100]], 10);
  assert.ok(x < 100 && y > 100, "away from a limb that goes up and one that goes right");
  assert.deepEqual(labelPlace([[0, 100], joint, [200, 100]], 10), [100, 90], "over a straight leg");
});

/** @type {[boolean, number, string][]} */
const RESULTS = [
  [false, 3, "result_done"],
  [false, 2, "result_part"],
  [true, 3, "result_stopped"],
];

for (const [wasStopped, reps, title] of RESULTS) {
  test(`${reps} of 3 repetitions, stopped: ${wasStopped}`, () => {
    assert.equal(resultTitle({ was_stopped: wasStopped, reps, reps_asked: 3 }), title);
  });
}
