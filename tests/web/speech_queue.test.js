import assert from "node:assert/strict";
import { test } from "node:test";

import { newUtterances, SpeechQueue } from "../../src/sciatica_coach/web/audio/speech_queue.js";

const [STOP, INSTRUCTION, RANGE, COUNT] = [0, 2, 3, 6];

/**
 * @param {number} serial
 * @param {number} priority
 */
const utterance = (serial, priority) => ({
  serial, priority, tone: null, words: ["words"], files: [],
});

/** The serial numbers in the order in which they are spoken. */
function spoken(queue, nowMs) {
  const serials = [];
  for (let first = queue.first(nowMs); first; first = queue.first(nowMs)) {
    serials.push(first.serial);
    queue.shift();
  }
  return serials;
}

test("what matters more goes first", () => {
  const queue = new SpeechQueue();
  for (const [serial, priority] of [[1, RANGE], [2, COUNT], [3, STOP], [4, INSTRUCTION]]) {
    queue.add(utterance(serial, priority), 0);
  }
  assert.deepEqual(spoken(queue, 0), [3, 4, 1, 2]);
});

test("a newer one replaces one of its own priority", () => {
  const queue = new SpeechQueue();
  queue.add(utterance(1, RANGE), 0);
  queue.add(utterance(2, INSTRUCTION), 0);
  queue.add(utterance(3, RANGE), 0);
  assert.deepEqual(spoken(queue, 0), [2, 3]);
});

test("a count is spoken within 0.7 s or not at all", () => {
  const queue = new SpeechQueue();
  queue.add(utterance(1, COUNT), 1000);
  assert.equal(queue.first(1700)?.serial, 1);
  assert.equal(queue.first(1701), null);
});

test("anything else waits for 6 s", () => {
  const queue = new SpeechQueue();
  queue.add(utterance(1, RANGE), 1000);
  assert.equal(queue.first(7000)?.serial, 1);
  assert.equal(queue.first(7001), null);
});

test("words wait for their tone", () => {
  const queue = new SpeechQueue();
  queue.add(utterance(1, STOP), 1000, 620);
  assert.equal(queue.first(1000)?.fromMs, 1620);
});

test("one that could not be spoken waits again, unless something newer does", () => {
  const queue = new SpeechQueue();
  queue.add(utterance(1, RANGE), 0);
  const failed = queue.first(0);
  queue.shift();
  queue.putBack(failed);
  assert.deepEqual(spoken(queue, 0), [1]);
  queue.add(utterance(2, RANGE), 0);
  queue.putBack(failed);
  assert.deepEqual(spoken(queue, 0), [2]);
});

test("a queue that was cleared has nothing to say", () => {
  const queue = new SpeechQueue();
  queue.add(utterance(1, STOP), 0);
  queue.clear();
  assert.equal(queue.first(0), null);
});

/** @type {[string, number[], number, number[]][]} serial numbers, the last one, what is new */
const ROWS = [
  ["all of a new session", [1, 2], 0, [1, 2]],
  ["those after the last one", [5, 6, 7], 6, [7]],
  ["none that was spoken", [5, 6], 6, []],
  ["all of a server that was started again", [1, 2], 6, [1, 2]],
  ["nothing of nothing", [], 6, []],
];

for (const [name, serials, last, fresh] of ROWS) {
  test(`new is ${name}`, () => {
    const utterances = serials.map((serial) => utterance(serial, RANGE));
    assert.deepEqual(newUtterances(utterances, last).map(({ serial }) => serial), fresh);
  });
}
