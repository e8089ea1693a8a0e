// Decides when a clip has to wait for the coach, and which time its pictures carry.

/**
 * A clip plays on for so long after a picture was judged. The sample clips count all their
 * repetitions at five pictures a second (docs/deployment.md).
 */
export const LONGEST_WAIT_MS = 200;
/** A clip's last picture stays for so long: that a repetition is over is seen in stillness. */
export const STILL_MS = 1000;
/** A clip plays the slower, the rarer it is judged: so much of it lies between two judgements. */
export const WANTED_STEP_MS = 150;
const SLOWEST_RATE = 0.25;
/**
 * A clip goes back if so much of it lies between two pictures: a page that stalls for a moment
 * cannot stop it, and the coach would miss a hold.
 */
export const LONGEST_STEP_MS = 250;
/** How much of the longest time between two judgements still counts at the next one. */
const REMEMBERED_SHARE = 0.9;
/** Two pictures never carry the same time. */
const LEAST_STEP_MS = 1;

export class ClipClock {
  /** Whether the clip stands still until a picture is judged; so it does on its first one. */
  isHeld = true;
  /** How fast the clip is to play. */
  rate = 1;
  /** @type {number | null} */
  #judgedMs = null;
  #intervalMs = 0;
  #capturedMs = -Infinity;
  /**
   * What has to be added to the clip's own time; null before it has begun.
   *
   * @type {number | null}
   */
  #offsetMs = null;
  /**
   * Where in the clip the last picture was; null before the first one.
   *
   * @type {number | null}
   */
  #clipMs = null;
  /**
   * When the clip has shown its last picture, on the browser's clock.
   *
   * @type {number | null}
   */
  #endedMs = null;

  /** Wait on the first picture, as of a clip that is loaded. */
  hold() {
    this.isHeld = true;
    this.#offsetMs = this.#clipMs = this.#endedMs = null;
  }

  /** @param {number} nowMs */
  end(nowMs) {
    this.#endedMs = nowMs;
  }

  /**
   * Whether a picture that was judged is from so long after the end that no other is needed.
   *
   * @param {number} shownMs when that picture came on the screen
   */
  isOver(shownMs) {
    return this.#endedMs !== null && shownMs - this.#endedMs >= STILL_MS;
  }

  /** @param {number} nowMs */
  judged(nowMs) {
    const intervalMs = nowMs - (this.#judgedMs ?? nowMs);
    this.#intervalMs = Math.max(intervalMs, REMEMBERED_SHARE * this.#intervalMs);
    this.rate = Math.min(1, Math.max(SLOWEST_RATE, WANTED_STEP_MS / this.#intervalMs));
    this.isHeld = false;
    this.#judgedMs = nowMs;
  }

  /**
   * Whether the coach has not kept pace, so that the clip has to stand still.
   *
   * @param {number} shownMs when the present picture came on the screen
   */
  isLate(shownMs) {
    this.isHeld ||= shownMs - (this.#judgedMs ?? -Infinity) > LONGEST_WAIT_MS;
    return this.isHeld;
  }

  /**
   * Where the clip has to go back to, because it has played on unseen; null if it has not. It waits
   * there until that picture is judged.
   *
   * @param {number} clipMs where in the clip the present picture is
   */
  rewindMs(clipMs) {
    if (this.#clipMs === null || clipMs - this.#clipMs <= LONGEST_STEP_MS) return null;
    this.isHeld = true;
    this.#endedMs = null;
    return this.#clipMs + WANTED_STEP_MS;
  }

  /**
   * When a picture was taken: by the clip's time while it plays, by the browser's before and after.
   * It rises with every call.
   *
   * @param {number} shownMs
   * @param {number} clipMs where in the clip the picture is
   */
  captureTimeMs(shownMs, clipMs) {
    this.#clipMs = clipMs;
    if (clipMs > 0) this.#offsetMs ??= shownMs - clipMs;
    const sinceEndMs = this.#endedMs === null ? 0 : Math.max(0, shownMs - this.#endedMs);
    const wantedMs =
      this.#offsetMs === null ? shownMs : this.#offsetMs + clipMs + sinceEndMs;
    this.#capturedMs = Math.max(wantedMs, this.#capturedMs + LEAST_STEP_MS);
    return this.#capturedMs;
  }
}
