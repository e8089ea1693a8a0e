// Recorded words slower or faster at the same pitch: played slower, they would sound drowsy.
//
// By waveform-similarity overlap-add (Verhelst and Roelands, 1993): pieces of the recording are
// laid over one another closer or wider apart, each where it goes on best from the one before.

const PIECE_S = 0.03;
const SEARCH_S = 0.01;
/** Of the samples compared; speech has little above the pitch that is left. */
const EVERY = 4;

/**
 * The samples at another pace: 0.8 takes a quarter longer.
 *
 * @param {Float32Array<ArrayBuffer>} samples
 * @param {number} rateHz
 * @param {number} pace
 */
export function atPace(samples, rateHz, pace) {
  const hop = Math.round((PIECE_S * rateHz) / 2);
  const search = Math.round(SEARCH_S * rateHz);
  const last = samples.length - 2 * hop;
  if (pace === 1 || last <= search) return samples;
  const result = new Float32Array(Math.ceil(samples.length / pace) + 2 * hop);
  let from = 0;
  let to = 0;
  add(result, samples, 0, 0, hop);
  while (from + hop <= last) {
    to += hop;
    const due = Math.round(to * pace);
    if (due > last) break;
    from = bestStart(samples, from + hop, due, search, hop, last);
    add(result, samples, from, to, hop);
  }
  return result.subarray(0, Math.min(result.length, to + 2 * hop));
}

/**
 * Where near `due` the samples are most like those at `natural`, with which the last piece goes on.
 *
 * @param {Float32Array} samples
 * @param {number} natural
 * @param {number} due
 * @param {number} search
 * @param {number} hop
 * @param {number} last
 */
function bestStart(samples, natural, due, search, hop, last) {
  let best = due;
  let most = -Infinity;
  for (let start = Math.max(0, due - search); start <= Math.min(last, due + search); start += 1) {
    let likeness = 0;
    for (let at = 0; at < hop; at += EVERY) likeness += samples[start + at] * samples[natural + at];
    if (likeness > most) [best, most] = [start, likeness];
  }
  return best;
}

/**
 * Lay a piece over what is there, swelling and fading so that two of them make a whole.
 *
 * @param {Float32Array} result
 * @param {Float32Array} samples
 * @param {number} from
 * @param {number} to
 * @param {number} hop
 */
function add(result, samples, from, to, hop) {
  for (let at = 0; at < 2 * hop; at += 1) {
    // The first piece has none before it to swell over.
    const share = to === 0 && at < hop ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * at) / hop);
    result[to + at] += share * samples[from + at];
  }
}
