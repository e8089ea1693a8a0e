// Five tones that are told apart by the way their pitch goes and by their rhythm, not by pitch
// alone. Between 400 and 2000 Hz: small loudspeakers give less below, older ears hear less above.

/** @import { ToneName } from "../net/messages.js" */

const PLEASANT = [1, 0.35, 0.12];
/** Stronger overtones: it must be heard through speech and across a room. */
const URGENT = [1, 0.6, 0.5];
const ATTACK_S = 0.012;

/**
 * When a note begins, how long it rings and how high it is.
 *
 * @typedef {{ at_s: number, ring_s: number, pitch_hz: number }} Note
 */

/**
 * Words that belong to a tone wait for `words_s`, when its last note has been heard.
 *
 * @typedef {{ notes: Note[], words_s: number, level: number, overtones: number[] }} Tone
 */

/** @type {Record<ToneName, Tone>} */
export const TONES = {
  /** Three steps up. */
  start: {
    notes: [note(0, 0.16, 523), note(0.12, 0.16, 659), note(0.24, 0.42, 784)],
    words_s: 0.45,
    level: 0.32,
    overtones: PLEASANT,
  },
  /** One long bell. */
  hold_reached: { notes: [note(0, 1.1, 988)], words_s: 0.5, level: 0.32, overtones: PLEASANT },
  /** Two quick ones of the same height. */
  rep_done: {
    notes: [note(0, 0.1, 880), note(0.14, 0.16, 880)],
    words_s: 0.26,
    level: 0.32,
    overtones: PLEASANT,
  },
  /** One step down. */
  correct: {
    notes: [note(0, 0.14, 698), note(0.12, 0.26, 466)],
    words_s: 0.24,
    level: 0.32,
    overtones: PLEASANT,
  },
  /** Four of the same, low and hard. */
  stop: {
    notes: [0, 0.17, 0.34, 0.51].map((at) => note(at, 0.13, 415)),
    words_s: 0.62,
    level: 0.5,
    overtones: URGENT,
  },
};

/**
 * @param {number} at_s
 * @param {number} ring_s
 * @param {number} pitch_hz
 * @returns {Note}
 */
function note(at_s, ring_s, pitch_hz) {
  return { at_s, ring_s, pitch_hz };
}

/**
 * Let a tone sound through a node of an audio context, now or at `start_s` on its clock.
 *
 * @param {ToneName} name
 * @param {AudioNode} output
 */
export function playTone(name, output, start_s = output.context.currentTime) {
  const { notes, level, overtones } = TONES[name];
  for (const each of notes) ring(output, overtones, level, start_s + each.at_s, each);
}

/**
 * A struck note: it is there at once and dies away.
 *
 * @param {AudioNode} output
 * @param {number[]} overtones
 * @param {number} level
 * @param {number} start_s
 * @param {Note} note
 */
function ring(output, overtones, level, start_s, { ring_s, pitch_hz }) {
  const { context } = output;
  const end_s = start_s + ring_s;
  const struck = new GainNode(context, { gain: 0 });
  const whole = overtones.reduce((sum, share) => sum + share, 0);
  struck.gain.setValueAtTime(0, start_s);
  struck.gain.linearRampToValueAtTime(level / whole, start_s + ATTACK_S);
  struck.gain.setTargetAtTime(0, start_s + 0.4 * ring_s, ring_s / 5);
  struck.gain.linearRampToValueAtTime(0, end_s + 0.05);
  struck.connect(output);
  overtones.forEach((share, index) => {
    const part = new OscillatorNode(context, { frequency: pitch_hz * (index + 1) });
    const strength = new GainNode(context, { gain: share });
    part.connect(strength).connect(struck);
    part.start(start_s);
    part.stop(end_s + 0.06);
  });
}
