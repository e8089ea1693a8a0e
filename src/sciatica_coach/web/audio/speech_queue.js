// The utterances that wait to be spoken: what matters most goes first, what is old is dropped.

/** @import { Utterance } from "../net/messages.js" */

/** The priority of counts, which are spoken on the dot or not at all. */
const COUNT = 6;
const COUNT_WAITS_MS = 700;
const OTHERS_WAIT_MS = 6000;

/** @typedef {Utterance & { fromMs: number, untilMs: number }} WaitingUtterance */

export class SpeechQueue {
  /** @type {WaitingUtterance[]} */
  #waiting = [];

  /**
   * Let an utterance wait; it replaces one of its own priority.
   *
   * @param {Utterance} utterance
   * @param {number} nowMs
   * @param {number} delayMs how long its tone sounds before it
   */
  add(utterance, nowMs, delayMs = 0) {
    const waitsMs = utterance.priority === COUNT ? COUNT_WAITS_MS : OTHERS_WAIT_MS;
    this.#waiting = this.#waiting.filter(({ priority }) => priority !== utterance.priority);
    this.#insert({ ...utterance, fromMs: nowMs + delayMs, untilMs: nowMs + waitsMs });
  }

  /**
   * The one whose turn it is, after those that have waited too long were dropped.
   *
   * @param {number} nowMs
   * @returns {WaitingUtterance | null}
   */
  first(nowMs) {
    this.#waiting = this.#waiting.filter(({ untilMs }) => nowMs <= untilMs);
    return this.#waiting[0] ?? null;
  }

  /** Take the first one out. */
  shift() {
    this.#waiting.shift();
  }

  /**
   * Let one wait that could not be spoken, unless a newer one of its priority waits.
   *
   * @param {WaitingUtterance} utterance
   */
  putBack(utterance) {
    const isAhead = this.#waiting.some(({ priority }) => priority === utterance.priority);
    if (!isAhead) this.#insert(utterance);
  }

  clear() {
    this.#waiting = [];
  }

  /** @param {WaitingUtterance} utterance */
  #insert(utterance) {
    this.#waiting.push(utterance);
    this.#waiting.sort(byPriority);
  }
}

/**
 * @param {Utterance} one
 * @param {Utterance} other
 */
export function byPriority(one, other) {
  return one.priority - other.priority;
}

/**
 * The utterances that are newer than the last serial number.
 *
 * Every update repeats the utterances of the last seconds. Numbers that are all lower come from a
 * server that was started again and counts anew.
 *
 * @param {Utterance[]} utterances
 * @param {number} lastSerial
 */
export function newUtterances(utterances, lastSerial) {
  const highest = Math.max(...utterances.map(({ serial }) => serial));
  if (highest < lastSerial) return utterances;
  return utterances.filter(({ serial }) => serial > lastSerial);
}
