import assert from "node:assert/strict";
import { test } from "node:test";

import { troubleName } from "../../src/sciatica_coach/web/net/camera.js";
import { captureTimeMs } from "../../src/sciatica_coach/web/net/frames.js";

for (const [error, trouble] of [
  ["NotAllowedError", "denied"],
  ["SecurityError", "denied"],
  ["NotFoundError", "missing"],
  ["OverconstrainedError", "missing"],
  ["NotReadableError", "busy"],
  ["AbortError", "busy"],
  ["WhateverError", "unknown"],
]) {
  test(`a camera's ${error} means ${trouble}`, () => {
    assert.equal(troubleName({ name: error }), trouble);
  });
}

/** @type {[string, number | undefined, number][]} */
const ROWS = [
  ["told by the browser", 980, 980],
  ["not told", undefined, 1000],
  ["on another clock", 1.7e12, 1000],
];

for (const [name, captureMs, takenMs] of ROWS) {
  test(`the time of capture is ${name}`, () => {
    assert.equal(captureTimeMs(captureMs, 1000), takenMs);
  });
}
