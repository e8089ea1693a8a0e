// The WebSocket to the coach: at most two frames on their way, and back again after a loss.

const VERSION = 1;
const HEADER_BYTES = 16;
const MOST_IN_FLIGHT = 2;
const SILENT_AFTER_MS = 8000;
const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000];

/** What a close code means for the person; codes that are not here are a lost connection. */
const CLOSED = { 1013: "crowded", 4403: "foreign", 4404: "over", 4409: "elsewhere", 4410: "over" };
const FINAL = new Set(["foreign", "over", "elsewhere"]);

/** The binary message for a frame: a little-endian header, then the picture. */
export function message(sequence, capturedMs, jpeg) {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  header.setUint16(0, VERSION, true);
  header.setUint32(4, sequence, true);
  header.setFloat64(8, capturedMs, true);
  return new Blob([header, jpeg]);
}

export class Link {
  #url;
  #listener;
  #socket = null;
  #timer = null;
  #losses = 0;
  #sequence = 0;
  #onTheWay = new Map();
  #workMs = 0;
  #answeredMs = 0;
  #closed = false;

  /**
   * The listener gets `update(update, frame)`, `hello(hello)` and `trouble(name)`; and, if it has
   * `other(told)`, what is no answer to a frame.
   */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
  }

  open() {
    clearTimeout(this.#timer);
    this.#drop();
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.onmessage = (event) => socket === this.#socket && this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => socket === this.#socket && this.#lose(event.code);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  /** Send a frame if there is room for it; the next one is newer anyway. */
  async offer(frame) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#noticeSilence();
    if (!this.#isItsTurn()) return;
    const socket = this.#socket;
    const sequence = ++this.#sequence;
    this.#onTheWay.set(sequence, frame);
    const jpeg = await frame.pack();
    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN || !jpeg) {
      this.#onTheWay.delete(sequence);
      return;
    }
    frame.sentMs = performance.now();
    socket.send(message(sequence, frame.capturedMs, jpeg));
  }

  /** Tell the coach something besides frames: what was pressed, who was pointed out. */
  tell(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #hear(told) {
    if (told.kind === "hello") {
      this.#losses = 0;
      this.#listener.trouble(null);
      this.#listener.hello(told);
      return;
    }
    if (told.sequence === undefined) {
      this.#listener.other?.(told);
      return;
    }
    const frame = this.#onTheWay.get(told.sequence);
    this.#learnPace(frame);
    for (const sequence of this.#onTheWay.keys()) {
      if (sequence <= told.sequence) this.#onTheWay.delete(sequence);
    }
    if (told.kind === "update" && frame) this.#listener.update(told, frame);
  }

  /** A second frame goes off so late that it arrives when the first is done: fresh, not queued. */
  #isItsTurn() {
    if (this.#onTheWay.size === 0) return true;
    if (this.#onTheWay.size >= MOST_IN_FLIGHT) return false;
    const [first] = this.#onTheWay.values();
    const begunMs = Math.max(first.shownMs, this.#answeredMs);
    return performance.now() - begunMs >= this.#workMs / 2;
  }

  /** How long the coach works on a frame that does not have to wait, smoothed. */
  #learnPace(frame) {
    const now = performance.now();
    if (frame) {
      const workMs = now - Math.max(frame.shownMs, this.#answeredMs);
      this.#workMs = this.#workMs ? 0.9 * this.#workMs + 0.1 * workMs : workMs;
    }
    this.#answeredMs = now;
  }

  /** A socket that took frames and answers none is as good as lost. */
  #noticeSilence() {
    const oldest = this.#onTheWay.values().next().value;
    if (performance.now() - oldest?.sentMs > SILENT_AFTER_MS) {
      this.#drop();
      this.#lose(1006);
    }
  }

  #lose(code) {
    this.#onTheWay.clear();
    if (this.#closed) return;
    const name = CLOSED[code] ?? "lost";
    const wait = BACK_OFF_MS[Math.min(this.#losses++, BACK_OFF_MS.length - 1)];
    this.#listener.trouble(name);
    if (!FINAL.has(name)) this.#timer = setTimeout(() => this.open(), wait);
  }

  #drop() {
    const socket = this.#socket;
    this.#socket = null;
    this.#onTheWay.clear();
    socket?.close();
  }
}
