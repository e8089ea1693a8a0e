import assert from "node:assert/strict";
import { test } from "node:test";

import {
  ClipClock,
  LONGEST_STEP_MS,
  LONGEST_WAIT_MS,
  STILL_MS,
  WANTED_STEP_MS,
} from "../../src/sciatica_coach/web/net/clip_clock.js";

test("a clip waits on its first picture until that is judged", () => {
  const clock = new ClipClock();
  assert.ok(clock.isHeld);
  clock.judged(1000);
  assert.ok(!clock.isHeld);
});

test("a clip plays on while the coach keeps pace", () => {
  const clock = new ClipClock();
  for (let ms = 1000; ms < 3000; ms += LONGEST_WAIT_MS) {
    clock.judged(ms);
    assert.ok(!clock.isLate(ms + LONGEST_WAIT_MS));
  }
});

test("a clip stands still from when the coach lags until a picture is judged", () => {
  const clock = new ClipClock();
  clock.judged(1000);
  assert.ok(clock.isLate(1001 + LONGEST_WAIT_MS));
  assert.ok(clock.isLate(5000));
  clock.judged(5000);
  assert.ok(!clock.isLate(5010));
});

test("standing still takes no time", () => {
  const clock = new ClipClock();
  const first = clock.captureTimeMs(1000, 40);
  const after = clock.captureTimeMs(9000, 80);
  assert.equal(after - first, 40);
});

test("a clip that played on unseen goes back and waits there, also from its end", () => {
  const clock = new ClipClock();
  assert.equal(clock.rewindMs(0), null);
  const before = clock.captureTimeMs(1000, 40);
  clock.judged(1010);
  assert.equal(clock.rewindMs(40 + LONGEST_STEP_MS), null);
  clock.end(3000);
  assert.equal(clock.rewindMs(2000), 40 + WANTED_STEP_MS);
  assert.ok(clock.isHeld);
  assert.ok(!clock.isOver(9000));
  assert.equal(clock.captureTimeMs(3200, 40 + WANTED_STEP_MS) - before, WANTED_STEP_MS);
});

test("a clip that is loaded again begins where it likes", () => {
  const clock = new ClipClock();
  clock.captureTimeMs(1000, 40);
  clock.hold();
  assert.equal(clock.rewindMs(2000), null);
});

test("before it plays, its first picture grows older", () => {
  const clock = new ClipClock();
  const first = clock.captureTimeMs(1000, 0);
  assert.equal(clock.captureTimeMs(1500, 0) - first, 500);
  assert.equal(clock.captureTimeMs(1540, 40), 1540);
});

test("no two pictures carry the same time", () => {
  const clock = new ClipClock();
  const first = clock.captureTimeMs(1000, 40);
  const again = clock.captureTimeMs(1500, 40);
  assert.ok(again > first);
  assert.ok(clock.captureTimeMs(1600, 40) > again);
});

test("after the end its last picture grows older, until that has been seen to be still", () => {
  const clock = new ClipClock();
  const last = clock.captureTimeMs(1000, 40);
  clock.end(1000);
  assert.equal(clock.captureTimeMs(1300, 40) - last, 300);
  assert.ok(!clock.isOver(1000 + STILL_MS - 1));
  assert.ok(clock.isOver(1000 + STILL_MS));
});

test("a picture that was on its way when the clip ended does not end it", () => {
  const clock = new ClipClock();
  clock.end(1000);
  assert.ok(!clock.isOver(990));
});

test("a clip that is loaded again is not over", () => {
  const clock = new ClipClock();
  clock.end(1000);
  clock.hold();
  assert.ok(!clock.isOver(5000));
});

for (const [intervalMs, rate] of [[33, 1], [WANTED_STEP_MS, 1], [300, 0.5], [5000, 0.25]]) {
  test(`a clip that is judged every ${intervalMs} ms plays at a rate of ${rate}`, () => {
    const clock = new ClipClock();
    for (const turn of [0, 1, 2]) clock.judged(1000 + turn * intervalMs);
    assert.equal(clock.rate, rate);
  });
}

test("a clip plays faster again after the coach has caught up", () => {
  const clock = new ClipClock();
  for (const nowMs of [1000, 2000]) clock.judged(nowMs);
  assert.equal(clock.rate, 0.25);
  for (let turn = 1; turn <= 30; turn += 1) clock.judged(2000 + turn * 33);
  assert.equal(clock.rate, 1);
});
