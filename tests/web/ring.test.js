import assert from "node:assert/strict";
import { test } from "node:test";

import { ringContent } from "../../src/sciatica_coach/web/screen/ring.js";

const TEXTS = {
  done: "done",
  held: "held",
  percent: "%",
  ready: "Ready",
  second: "second",
  seconds: "seconds",
};
const WHOLE_S = 10;

/** @type {[string, object, number, string, string][]} */
const ROWS = [
  ["begin", { hold_s: 0, hold_asked_s: 20 }, 0, "20", "seconds"],
  ["last second", { hold_s: 4.2, hold_asked_s: 5 }, 0.84, "1", "second"],
  ["held", { hold_s: 5, hold_asked_s: 5 }, 1, "✓", "held"],
  ["no hold", { hold_asked_s: 0, progress: 0.456 }, 0.456, "46", "%"],
  ["not measured", { hold_asked_s: 0, progress: null }, 0, "0", "%"],
  ["beyond the target", { hold_asked_s: 0, progress: 1.3 }, 1, "100", "%"],
  ["finished", { session_phase: "finished", hold_asked_s: 5 }, 1, "✓", "done"],
  ["rest", { session_phase: "rest", rest_s: 2.5 }, 0.25, "3", "seconds"],
  ["count-down", { session_phase: "count_down", count_down_s: 2 }, 0.2, "2", "Ready"],
  ["nothing known", {}, 0, "0", "%"],
  [
    "paused in a hold",
    { session_phase: "paused", rest_s: null, hold_s: 1, hold_asked_s: 5 },
    0.2,
    "4",
    "seconds",
  ],
];

for (const [name, update, share, number, unit] of ROWS) {
  test(`the ring: ${name}`, () => {
    const content = ringContent(update, TEXTS, WHOLE_S);
    assert.ok(Math.abs(content.share - share) < 1e-9, `share ${content.share}`);
    assert.deepEqual([content.number, content.unit], [number, unit]);
  });
}

test("a rest whose length is not known yet fills nothing", () => {
  assert.equal(ringContent({ session_phase: "rest", rest_s: 0 }, TEXTS, 0).share, 0);
});
