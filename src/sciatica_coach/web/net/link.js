// The WebSocket to the server: frames go out, updates come in; opened again after a loss.

import { FramePacing } from "./pacing.js";

/** @import { Frame } from "./frames.js" */
/** @import { ConnectionTrouble, Hello, Incoming, Outgoing } from "./messages.js" */
/** @import { SceneMessage, Update } from "./messages.js" */

const VERSION = 1;
const HEADER_BYTES = 16;
/** A proxy may take the socket and let nothing through: that is a loss too. */
const GREETED_WITHIN_MS = 10_000;
const BACK_OFF_MS = [500, 1000, 2000, 4000, 8000];
/** The browser's own code for a socket that ended without a word. */
const ABNORMAL_CLOSURE = 1006;

/**
 * The trouble behind each close code, `Close` in live/wire.py. Any other code is a lost connection.
 *
 * @type {Record<number, ConnectionTrouble>}
 */
export const CLOSE_TROUBLES = {
  1013: "crowded",
  4404: "over",
  4409: "elsewhere",
  4410: "over",
};
/**
 * Troubles that another attempt does not mend.
 *
 * @type {Set<ConnectionTrouble>}
 */
const FINAL = new Set(["over", "elsewhere"]);

/**
 * The binary message for a frame: a little-endian header, then the picture.
 *
 * @param {number} sequence
 * @param {number} capturedMs
 * @param {Blob} jpeg
 */
export function packFrame(sequence, capturedMs, jpeg) {
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  header.setUint16(0, VERSION, true);
  header.setUint32(4, sequence, true);
  header.setFloat64(8, capturedMs, true);
  return new Blob([header, jpeg]);
}

/**
 * @template [U=Update]
 * @typedef {object} LinkListener
 * @property {(trouble: ConnectionTrouble | null) => void} trouble null when there is none any more
 * @property {(hello: Hello) => void} hello
 * @property {(update: U, frame: Frame) => void} update
 * @property {(message: SceneMessage) => void} [scene] of a kiosk
 */

/** @template {{ kind: "update", sequence: number }} [U=Update] */
export class Link {
  #url;
  #listener;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {number | undefined} */
  #timer;
  /** @type {number | undefined} */
  #greeting;
  #losses = 0;
  #pacing = new FramePacing();
  #closed = false;

  /**
   * @param {string} url
   * @param {LinkListener<U>} listener
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
    socket.onmessage = (event) => {
      if (socket === this.#socket) this.#receive(JSON.parse(event.data));
    };
    socket.onclose = (event) => {
      if (socket === this.#socket) this.#lose(event.code);
    };
    this.#greeting = setTimeout(() => this.#giveUp(), GREETED_WITHIN_MS);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  /**
   * Send a frame if it is due; the next one is newer anyway.
   *
   * @param {Frame} frame
   */
  async offer(frame) {
    const socket = this.#socket;
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (this.#pacing.isSilent(performance.now())) {
      this.#giveUp();
      return;
    }
    if (!this.#pacing.isDue(performance.now())) return;
    const sequence = this.#pacing.begin(frame);
    const jpeg = await frame.pack();
    if (socket !== this.#socket || socket.readyState !== WebSocket.OPEN || !jpeg) {
      this.#pacing.abandon(sequence);
      return;
    }
    this.#pacing.sent(sequence, performance.now());
    socket.send(packFrame(sequence, frame.capturedMs, jpeg));
  }

  /**
   * Send something besides frames: what was pressed, who was pointed out.
   *
   * @param {Outgoing} message
   */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  /** @param {Incoming<U>} message */
  #receive(message) {
    if (message.kind === "hello") {
      clearTimeout(this.#greeting);
      this.#losses = 0;
      this.#listener.trouble(null);
      this.#listener.hello(message);
    } else if (message.kind === "scene") {
      this.#listener.scene?.(message);
    } else {
      const frame = this.#pacing.answered(message.sequence, performance.now());
      if (message.kind === "update" && frame) this.#listener.update(message, frame);
    }
  }

  /** The socket is there, but nothing comes. */
  #giveUp() {
    this.#drop();
    this.#lose(ABNORMAL_CLOSURE);
  }

  /** @param {number} code */
  #lose(code) {
    clearTimeout(this.#greeting);
    this.#pacing.clear();
    if (this.#closed) return;
    const trouble = CLOSE_TROUBLES[code] ?? "lost";
    const waitMs = BACK_OFF_MS[Math.min(this.#losses++, BACK_OFF_MS.length - 1)];
    this.#listener.trouble(trouble);
    if (!FINAL.has(trouble)) this.#timer = setTimeout(() => this.open(), waitMs);
  }

  #drop() {
    clearTimeout(this.#greeting);
    const socket = this.#socket;
    this.#socket = null;
    this.#pacing.clear();
    socket?.close();
  }
}
