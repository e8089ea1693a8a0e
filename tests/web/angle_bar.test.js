import assert from "node:assert/strict";
import { test } from "node:test";

import { barPlaces } from "../../src/sciatica_coach/web/screen/angle_bar.js";

/** @type {[string, number, number, number, number][]} angle, start, target, share of the way */
const ROWS = [
  ["at the start", 45, 45, 90, 0],
  ["half way", 67.5, 45, 90, 0.5],
  ["an angle that grows smaller", 65, 90, 40, 0.5],
  ["before what is shown", 30, 45, 90, -0.12],
  ["beyond what is shown", 150, 45, 90, 1.4],
];

for (const [name, angle, start, target, share] of ROWS) {
  test(`the angle bar: ${name}`, () => {
    const places = barPlaces({ angle_deg: angle, start_deg: start, target_deg: target });
    assert.ok(Math.abs((places?.marker ?? NaN) - (share + 0.12) / 1.52) < 1e-9);
    assert.ok(Math.abs((places?.band ?? NaN) - 1.12 / 1.52) < 1e-9);
  });
}

test("without an angle there is a band and no marker", () => {
  const places = barPlaces({ angle_deg: null, start_deg: 45, target_deg: 90 });
  assert.equal(places?.marker, null);
});

test("without a way there is no bar", () => {
  assert.equal(barPlaces({ angle_deg: 60 }), null);
  assert.equal(barPlaces({ angle_deg: 60, start_deg: 60, target_deg: 60 }), null);
});
