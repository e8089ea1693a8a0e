import assert from "node:assert/strict";
import { test } from "node:test";

import {
  betterCamera,
  camerasIn,
  findCamera,
  isVirtual,
} from "../../src/sciatica_coach/web/net/cameras.js";

const DESK = { id: "d", name: "Desk camera" };
const WALL = { id: "w", name: "Wall camera" };
const GONE = { id: "x", name: "X" };
const OBS = { id: "o", name: "OBS Virtual Camera" };

for (const [name, expected] of [
  ["OBS Virtual Camera", true],
  ["ManyCam Virtual Webcam", true],
  ["XSplit VCam", true],
  ["NDI Webcam Video 1", true],
  ["Integrated Camera", false],
  ["Jobsite HD Webcam", false],
  ["HD Pro Webcam C920", false],
]) {
  test(`${name} is ${expected ? "a program" : "a camera"}`, () => {
    assert.equal(isVirtual(name), expected);
  });
}

test("the list has cameras only, each with a name of its own", () => {
  const devices = [
    { kind: "audioinput", deviceId: "a", label: "Microphone" },
    { kind: "videoinput", deviceId: "1", label: "HD Webcam (046d:082d)" },
    { kind: "videoinput", deviceId: "2", label: "HD Webcam (046d:082d)" },
    { kind: "videoinput", deviceId: "3", label: "Other" },
  ];
  assert.deepEqual(camerasIn(devices), [
    { id: "1", name: "HD Webcam" },
    { id: "2", name: "HD Webcam (2)" },
    { id: "3", name: "Other" },
  ]);
});

test("before the browser may tell, there is nothing to choose from", () => {
  assert.deepEqual(camerasIn([{ kind: "videoinput", deviceId: "", label: "" }]), []);
});

for (const [how, chosen, expected] of [
  ["by its id", { id: "w", name: "renamed" }, WALL],
  ["by its name when its id has changed", { id: "old", name: "Wall camera" }, WALL],
  ["by its id before another's name", { id: "d", name: "Wall camera" }, DESK],
  ["not when it is not there", { id: "old", name: "Old camera" }, undefined],
]) {
  test(`a camera is found ${how}`, () => {
    assert.deepEqual(findCamera([DESK, WALL], chosen), expected);
  });
}

for (const [what, cameras, openId, chosen, expected] of [
  ["the browser's own choice is right", [DESK, WALL], "d", null, undefined],
  ["a camera is better than a program", [OBS, DESK], "o", null, DESK],
  ["a program is right when there is nothing else", [OBS], "o", null, undefined],
  ["a program is right when it was chosen", [OBS, DESK], "o", OBS, undefined],
  ["the chosen one is better", [DESK, WALL], "d", WALL, WALL],
  ["the chosen one is open", [DESK, WALL], "w", WALL, undefined],
  ["the chosen one is not there", [DESK, WALL], "d", GONE, undefined],
  ["a program does not take the place of the chosen one", [OBS, DESK], "o", GONE, DESK],
]) {
  test(what, () => {
    assert.deepEqual(betterCamera(cameras, openId, chosen), expected);
  });
}
