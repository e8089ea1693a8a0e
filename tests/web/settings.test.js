import assert from "node:assert/strict";
import { test } from "node:test";

import { Settings } from "../../src/sciatica_coach/web/controls/settings.js";

const KEY = "sciatica-coach-settings";

/** @param {string} kept */
function storage(kept) {
  const values = new Map([[KEY, kept]]);
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
  };
}

test("what was kept holds as far as it is valid", () => {
  const kept = { volume: 0.5, rate: 9, theme: "pink", muted: true };
  const settings = new Settings(storage(JSON.stringify(kept)));
  const values = ["volume", "rate", "theme", "muted", "letters"].map((name) => settings.get(name));
  assert.deepEqual(values, [0.5, 1.3, "auto", true, "3m"]);
});

test("only what is valid is set, and every change is reported", () => {
  const settings = new Settings(storage("null"));
  const changes = [];
  const end = settings.subscribe((...change) => changes.push(change));
  settings.set("volume", 3);
  settings.set("rate", "fast");
  settings.set("letters", "huge");
  settings.set("theme", "dark");
  settings.set("theme", "dark");
  end();
  settings.set("target_overlay", false);
  assert.deepEqual(changes, [["volume", 1], ["theme", "dark"]]);
});

test("what another tab has set is taken over; what is unreadable counts as nothing", () => {
  const box = storage(JSON.stringify({ volume: 0.5, muted: true }));
  const settings = new Settings(box);
  const changes = [];
  settings.subscribe((...change) => changes.push(change));
  box.setItem(KEY, JSON.stringify({ volume: 0.5, theme: "dark" }));
  settings.reread();
  box.setItem(KEY, "no JSON");
  settings.reread();
  const expected = [["muted", false], ["theme", "dark"], ["volume", 0.9], ["theme", "auto"]];
  assert.deepEqual(changes, expected);
});

test("without a storage, or with a full one, a setting still holds", () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new Error("full");
    },
  };
  for (const box of [null, full]) {
    const settings = new Settings(box);
    settings.set("volume", 0.2);
    assert.equal(settings.get("volume"), 0.2);
  }
});

test("the chosen camera is kept with its name; before, there is none", () => {
  const box = storage();
  const settings = new Settings(box);
  assert.equal(settings.camera, null);
  settings.setCamera({ id: "a", name: "Desk camera" });
  assert.deepEqual(new Settings(box).camera, { id: "a", name: "Desk camera" });
});
