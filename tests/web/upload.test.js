// What is sent before a video, and how sizes and refusals are read.

import assert from "node:assert/strict";
import { test } from "node:test";

import { headersFor, refusalOf, sizeInWords } from "../../src/sciatica_coach/web/net/upload.js";

for (const [name, sent] of [
  ["clip.mp4", "clip.mp4"],
  ["Ann [left].mp4", "Ann%20%5Bleft%5D.mp4"],
  ["a\nb\0c", "a%0Ab%00c"],
  ["\ud83d", "%EF%BF%BD"],
  ["😀", "%F0%9F%98%80"],
]) {
  test(`the name ${JSON.stringify(name)} fits into a header`, () => {
    const headers = headersFor("ticket", { name, size: 5 });
    assert.deepEqual(headers, {
      "Coach-Ticket": "ticket",
      "Coach-File-Name": sent,
      "Coach-File-Size": "5",
    });
  });
}

for (const [bytes, language, words] of [
  [5, "en", "5 bytes"],
  [2048, "en", "2 kB"],
  [1.5 * 1024 * 1024, "en", "1.5 MB"],
  [1.5 * 1024 * 1024, "es", "1,5 MB"],
  [300 * 1024 * 1024, "en", "300 MB"],
  [2 * 1024 ** 3, "en", "2 GB"],
]) {
  test(`${bytes} bytes are ${words} in ${language}`, () => {
    assert.equal(sizeInWords(bytes, language), words);
  });
}

for (const [answer, refusal] of [
  ['{"refusal": "busy"}', "busy"],
  ["{}", "network"],
  ["<html>", "network"],
  ["", "network"],
]) {
  test(`the answer ${answer} means ${refusal}`, () => {
    assert.equal(refusalOf(answer), refusal);
  });
}
