import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Link, packFrame } from "../../src/sciatica_coach/web/net/link.js";

/** Stands in for the browser's socket; a test plays the server. */
class FakeSocket {
  static OPEN = 1;
  static all = [];
  readyState = FakeSocket.OPEN;
  sent = [];

  constructor(url) {
    this.url = url;
    FakeSocket.all.push(this);
  }

  static get last() {
    return FakeSocket.all.at(-1);
  }

  send(message) {
    this.sent.push(message);
  }

  close() {
    this.readyState = 3;
  }

  /** The server sends a message. */
  receive(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }

  /** The server closes the socket. */
  lose(code) {
    this.readyState = 3;
    this.onclose({ code });
  }
}

const HELLO = { kind: "hello", version: 1, bones: [] };
let events = [];
const listener = {
  trouble: (name) => events.push(["trouble", name]),
  hello: () => events.push(["hello"]),
  update: (update) => events.push(["update", update.sequence]),
  scene: (message) => events.push(["scene", message.scene]),
};

function frame() {
  const now = performance.now();
  return { shownMs: now, capturedMs: now, pack: async () => new Blob(["jpeg"]) };
}

beforeEach(() => {
  events = [];
  FakeSocket.all = [];
  globalThis.WebSocket = FakeSocket;
  mock.timers.enable({ apis: ["setTimeout"] });
});

afterEach(() => mock.timers.reset());

function openLink() {
  const link = new Link("ws://here/live", listener);
  link.open();
  return link;
}

test("a frame is a header of 16 bytes, little-endian, and its picture", async () => {
  const bytes = new DataView(await packFrame(7, 1234.5, new Blob(["jpeg"])).arrayBuffer());
  assert.equal(bytes.getUint16(0, true), 1);
  assert.equal(bytes.getUint16(2, true), 0);
  assert.equal(bytes.getUint32(4, true), 7);
  assert.equal(bytes.getFloat64(8, true), 1234.5);
  assert.equal(new TextDecoder().decode(bytes.buffer.slice(16)), "jpeg");
});

test("an update is handed on with the frame it answers", async () => {
  const link = openLink();
  FakeSocket.last.receive(HELLO);
  await link.offer(frame());
  assert.equal(FakeSocket.last.sent.length, 1);
  FakeSocket.last.receive({ kind: "update", sequence: 1 });
  FakeSocket.last.receive({ kind: "scene", scene: "attract" });
  FakeSocket.last.receive({ kind: "update", sequence: 99 });
  const expected = [["trouble", null], ["hello"], ["update", 1], ["scene", "attract"]];
  assert.deepEqual(events, expected);
});

test("a skipped frame is settled and shown to nobody", async () => {
  const link = openLink();
  await link.offer(frame());
  FakeSocket.last.receive({ kind: "skipped", sequence: 1 });
  await link.offer(frame());
  assert.equal(FakeSocket.last.sent.length, 2);
  assert.deepEqual(events, []);
});

test("a lost socket is opened again, later each time, until the server says hello", () => {
  openLink();
  for (const waitMs of [500, 1000, 2000, 4000, 8000, 8000]) {
    const before = FakeSocket.all.length;
    FakeSocket.last.lose(1006);
    mock.timers.tick(waitMs - 1);
    assert.equal(FakeSocket.all.length, before);
    mock.timers.tick(1);
    assert.equal(FakeSocket.all.length, before + 1);
  }
  FakeSocket.last.receive(HELLO);
  FakeSocket.last.lose(1006);
  mock.timers.tick(500);
  assert.equal(FakeSocket.all.length, 8);
});

for (const [code, trouble, isFinal] of [
  [1006, "lost", false],
  [1011, "lost", false],
  [1013, "crowded", false],
  [4404, "over", true],
  [4409, "elsewhere", true],
  [4410, "over", true],
]) {
  test(`close code ${code} means ${trouble}`, () => {
    openLink();
    FakeSocket.last.lose(code);
    assert.deepEqual(events, [["trouble", trouble]]);
    mock.timers.tick(10_000);
    assert.equal(FakeSocket.all.length, isFinal ? 1 : 2);
  });
}

test("nothing is opened again after the page has closed the link", () => {
  const link = openLink();
  FakeSocket.last.lose(1006);
  link.close();
  mock.timers.tick(60_000);
  assert.equal(FakeSocket.all.length, 1);
});

test("a socket that takes a frame and never answers is given up", async (context) => {
  const link = openLink();
  await link.offer(frame());
  const later = performance.now() + 8001;
  context.mock.method(performance, "now", () => later);
  await link.offer(frame());
  assert.deepEqual(events, [["trouble", "lost"]]);
  assert.equal(FakeSocket.last.readyState, 3);
});

test("a picture that is packed after the socket was lost is not sent", async () => {
  const link = openLink();
  const offered = link.offer(frame());
  FakeSocket.last.readyState = 3;
  await offered;
  assert.deepEqual(FakeSocket.last.sent, []);
});

test("a socket that never greets is a lost connection, and tried again", () => {
  const link = new Link("ws://coach/live", listener);
  link.open();
  mock.timers.tick(9_000);
  assert.deepEqual(events, []);
  mock.timers.tick(1_000);
  assert.deepEqual(events, [["trouble", "lost"]]);
  mock.timers.tick(500);
  assert.equal(FakeSocket.all.length, 2);
});

test("a refusal that is final stays, however long nothing comes", () => {
  const link = new Link("ws://coach/live", listener);
  link.open();
  FakeSocket.last.lose(4404);
  mock.timers.tick(60_000);
  assert.deepEqual(events, [["trouble", "over"]]);
  assert.equal(FakeSocket.all.length, 1);
});
