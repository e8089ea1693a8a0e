import assert from "node:assert/strict";
import { test } from "node:test";

import { bestVoice } from "../../src/sciatica_coach/web/audio/speech.js";

/**
 * @param {string} lang
 * @param {object} [more]
 */
function voice(lang, more) {
  return { lang, name: "Serena", localService: true, default: false, ...more };
}

/** @type {[string, object[], string, string | null][]} */
const ROWS = [
  ["none", [], "en-GB", null],
  ["none of another language", [voice("es-ES")], "en-GB", null],
  ["none of a server: words would leave", [voice("en-US", { localService: false })], "en-GB", null],
  ["one of another country", [voice("en-US")], "en-GB", "en-US"],
  ["one of the own country", [voice("en-US", { default: true }), voice("en_GB")], "en-gb", "en_GB"],
  ["no joke", [voice("en-GB", { name: "Bells" }), voice("en-US")], "en-GB", "en-US"],
];

for (const [name, voices, locale, chosen] of ROWS) {
  test(`the voice that is chosen: ${name}`, () => {
    assert.equal(bestVoice(voices, "en", locale)?.lang ?? null, chosen);
  });
}
