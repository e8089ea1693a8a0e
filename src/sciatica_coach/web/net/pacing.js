// Decides when a frame may go off: at most two are on their way, and none waits at the server.

/** @import { Frame } from "./frames.js" */

const MOST_IN_FLIGHT = 2;
const SILENT_AFTER_MS = 8000;
/** How much one answer counts in the running mean. */
const NEWEST_SHARE = 0.1;

/** The frames that are on their way, and how long the server takes for one. */
export class FramePacing {
  /** @type {Map<number, { frame: Frame, sentMs: number | null }>} */
  #inFlight = new Map();
  #sequence = 0;
  #workMs = 0;
  #answeredMs = 0;

  /**
   * Whether a frame may go off now.
   *
   * A second frame goes off so late that it arrives when the first is done: it is fresh then,
   * whereas a frame that waits grows old.
   *
   * @param {number} nowMs
   */
  isDue(nowMs) {
    const first = this.#oldest();
    if (!first) return true;
    if (this.#inFlight.size >= MOST_IN_FLIGHT) return false;
    const begunMs = Math.max(first.frame.shownMs, this.#answeredMs);
    return nowMs - begunMs >= this.#workMs / 2;
  }

  /**
   * A frame takes its place; gives back its sequence number.
   *
   * @param {Frame} frame
   */
  begin(frame) {
    this.#sequence += 1;
    this.#inFlight.set(this.#sequence, { frame, sentMs: null });
    return this.#sequence;
  }

  /**
   * The frame has gone off.
   *
   * @param {number} sequence
   * @param {number} nowMs
   */
  sent(sequence, nowMs) {
    const entry = this.#inFlight.get(sequence);
    if (entry) entry.sentMs = nowMs;
  }

  /**
   * The frame could not be sent.
   *
   * @param {number} sequence
   */
  abandon(sequence) {
    this.#inFlight.delete(sequence);
  }

  /**
   * An answer settles its own frame and all before it; gives back its own frame.
   *
   * @param {number} sequence
   * @param {number} nowMs
   * @returns {Frame | null}
   */
  answered(sequence, nowMs) {
    const frame = this.#inFlight.get(sequence)?.frame ?? null;
    if (frame) this.#measureWork(nowMs - Math.max(frame.shownMs, this.#answeredMs));
    this.#answeredMs = nowMs;
    for (const each of this.#inFlight.keys()) {
      if (each <= sequence) this.#inFlight.delete(each);
    }
    return frame;
  }

  /**
   * Whether the server took a frame and has not answered for so long that the socket is dead.
   *
   * @param {number} nowMs
   */
  isSilent(nowMs) {
    const sentMs = this.#oldest()?.sentMs ?? null;
    return sentMs !== null && nowMs - sentMs > SILENT_AFTER_MS;
  }

  /** The socket is gone, and the frames with it. */
  clear() {
    this.#inFlight.clear();
  }

  #oldest() {
    return this.#inFlight.values().next().value;
  }

  /** @param {number} workMs */
  #measureWork(workMs) {
    this.#workMs = this.#workMs
      ? (1 - NEWEST_SHARE) * this.#workMs + NEWEST_SHARE * workMs
      : workMs;
  }
}
