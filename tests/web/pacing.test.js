import assert from "node:assert/strict";
import { test } from "node:test";

import { FramePacing } from "../../src/sciatica_coach/web/net/pacing.js";

/** @param {number} shownMs */
const frame = (shownMs) => ({ shownMs, capturedMs: shownMs, pack: async () => null });

/** A pacing that has learnt how long the server works on a frame. */
function learnt(workMs) {
  const pacing = new FramePacing();
  pacing.answered(pacing.begin(frame(1000)), 1000 + workMs);
  return pacing;
}

test("the first frame goes off at once", () => {
  assert.equal(new FramePacing().isDue(0), true);
});

test("a second frame goes off when the first is half done", () => {
  const pacing = learnt(100);
  pacing.begin(frame(2000));
  assert.equal(pacing.isDue(2049), false);
  assert.equal(pacing.isDue(2050), true);
});

test("a frame that waits for the one before is half done later", () => {
  const pacing = learnt(100);
  const first = pacing.begin(frame(2000));
  pacing.begin(frame(2050));
  pacing.answered(first, 2100);
  assert.equal(pacing.isDue(2149), false);
  assert.equal(pacing.isDue(2150), true);
});

test("no more than two frames are on their way", () => {
  const pacing = learnt(100);
  pacing.begin(frame(2000));
  pacing.begin(frame(2050));
  assert.equal(pacing.isDue(9000), false);
});

test("sequence numbers rise, also after a loss", () => {
  const pacing = new FramePacing();
  assert.equal(pacing.begin(frame(0)), 1);
  pacing.clear();
  assert.equal(pacing.begin(frame(0)), 2);
});

test("an answer gives back its own frame and settles all before it", () => {
  const pacing = new FramePacing();
  pacing.begin(frame(10));
  const second = frame(20);
  assert.equal(pacing.answered(pacing.begin(second), 100), second);
  assert.equal(pacing.answered(1, 110), null);
  assert.equal(pacing.isDue(110), true);
});

test("how long the server works is a running mean", () => {
  const pacing = learnt(100);
  pacing.answered(pacing.begin(frame(2000)), 2200);
  pacing.begin(frame(3000));
  assert.equal(pacing.isDue(3054), false);
  assert.equal(pacing.isDue(3055), true);
});

test("a frame that could not be sent leaves its place free", () => {
  const pacing = learnt(100);
  pacing.abandon(pacing.begin(frame(2000)));
  assert.equal(pacing.isDue(2000), true);
});

test("a server that takes frames and answers none is silent", () => {
  const pacing = new FramePacing();
  const sequence = pacing.begin(frame(0));
  assert.equal(pacing.isSilent(60_000), false, "the frame was not sent yet");
  pacing.sent(sequence, 1000);
  assert.equal(pacing.isSilent(9000), false);
  assert.equal(pacing.isSilent(9001), true);
  pacing.answered(sequence, 9001);
  assert.equal(pacing.isSilent(60_000), false);
});
