// The page of a session: joins pictures and connection with what is shown and said.

import { Voice } from "./audio/voice.js";
import { CameraChooser } from "./controls/camera_chooser.js";
import { FullScreen } from "./controls/full_screen.js";
import { makeOthersInert } from "./controls/inert_page.js";
import { keyAction } from "./controls/keys.js";
import { Panel } from "./controls/panel.js";
import { openSettings } from "./controls/settings.js";
import { Camera } from "./net/camera.js";
import { findCamera } from "./net/cameras.js";
import { Clip } from "./net/clip.js";
import { dispatchUpdate, LivePage } from "./page.js";
import { find } from "./screen/find.js";
import { fillIn } from "./screen/texts.js";
import { View } from "./screen/view.js";

/** @import { CameraChoice } from "./net/cameras.js" */
/** @import { Frame } from "./net/frames.js" */
/** @import { Update } from "./net/messages.js" */
/** @import { Troubles } from "./page.js" */
/** @import { Component, SessionData } from "./page_data.js" */

/** One session on the screen. */
class SessionPage {
  #component;
  #data;
  #settings = openSettings();
  #view;
  #panel;
  #cameraChooser;
  #fullScreen;
  #voice;
  #page;
  /** @type {number | null} */
  #finishedSinceMs = null;
  #hasEnded = false;
  #undo = new AbortController();

  /** @param {Component<SessionData>} component */
  constructor(component) {
    this.#component = component;
    const { data, parentElement: root } = component;
    this.#data = data;
    const onPick = (/** @type {number} */ x, /** @type {number} */ y) =>
      this.#page.send({ kind: "choose", x, y });
    this.#view = new View(root, data, this.#settings, onPick);
    this.#panel = new Panel(root, this.#settings);
    const onChoose = (/** @type {CameraChoice} */ camera) => this.#chooseCamera(camera);
    this.#cameraChooser = new CameraChooser(root, data.texts, onChoose);
    const button = find(root, ".full-screen", HTMLElement);
    this.#fullScreen = new FullScreen(this.#view.screen, button, data.texts);
    this.#voice = new Voice({ language: data.language, folder: data.voice, session: data.socket });
    this.#page = this.#makePage();
    this.#listen(root);
    this.#page.open();
    this.#view.showHint(this.#hint());
    this.#focusStop();
  }

  /** End the session at once: the camera goes off, the page shows the summary. */
  end() {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#view.end();
    this.close();
    this.#component.setTriggerValue("stopped", true);
  }

  close() {
    this.#undo.abort();
    this.#page.close();
    this.#voice.close();
    this.#panel.end();
    this.#fullScreen.end();
    this.#view.close();
  }

  #makePage() {
    const { clip, socket } = this.#data;
    return new LivePage({
      video: this.#view.video,
      socket,
      makeSource: (video, listener) =>
        clip
          ? new Clip(video, listener, clip)
          : new Camera(video, listener, () => this.#settings.camera),
      listener: {
        hello: (hello) => this.#view.setSkeleton(hello),
        update: (update, frame) => this.#show(update, frame),
        trouble: (troubles) => this.#showTrouble(troubles),
        watch: () => this.#watch(),
        sourceEnd: () => this.end(),
        cameras: (cameras, shown) => this.#showCameras(cameras, shown),
      },
    });
  }

  /** @param {ParentNode} root */
  #listen(root) {
    const { signal } = this.#undo;
    const actions = {
      stop: () => this.end(),
      retry: () => this.#page.retry(),
      pause: () => this.#page.send({ kind: "pause" }),
      resume: () => this.#page.send({ kind: "resume" }),
      "go-on": () => this.#page.send({ kind: "go_on" }),
    };
    for (const [name, act] of Object.entries(actions)) {
      find(root, `.${name}`, HTMLElement).addEventListener("click", act, { signal });
    }
    const onClick = (/** @type {MouseEvent} */ event) => this.#afterClick(event);
    this.#view.screen.addEventListener("click", onClick, { signal });
    window.addEventListener("keydown", (event) => this.#onKey(event), { signal, capture: true });
    signal.addEventListener("abort", this.#settings.subscribe(() => this.#view.applySettings()));
    signal.addEventListener("abort", makeOthersInert(this.#view.screen));
  }

  /** @param {CameraChoice} camera */
  #chooseCamera(camera) {
    this.#settings.setCamera(camera);
    this.#page.chooseSource();
  }

  /**
   * @param {CameraChoice[]} cameras
   * @param {CameraChoice | null} shown
   */
  #showCameras(cameras, shown) {
    if (this.#hasEnded) return;
    this.#cameraChooser.show(cameras, shown);
    const chosen = this.#settings.camera;
    const isMissing = chosen && shown && !findCamera(cameras, chosen);
    this.#view.showMissingCamera(isMissing ? { wanted: chosen.name, name: shown.name } : null);
  }

  #focusStop() {
    this.#view.stopButton.focus({ preventScroll: true });
  }

  /**
   * A click with a pointer leaves the space key to STOP. A key that clicks leaves the focus alone.
   *
   * @param {MouseEvent} event
   */
  #afterClick({ detail }) {
    if (detail > 0 && !this.#panel.isOpen) this.#focusStop();
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const [focused] = event.composedPath();
    const action = keyAction(event.key, focused, this.#view.stopButton, this.#panel.isOpen);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    if (action === "stop") this.end();
    else this.#panel.close();
  }

  /**
   * @param {Update} update
   * @param {Frame} frame
   */
  #show(update, frame) {
    if (this.#hasEnded || this.#page.hasTrouble) return;
    this.#view.show(update);
    this.#voice.say(update.says);
    const isFinished = update.session_phase === "finished";
    this.#finishedSinceMs = isFinished ? (this.#finishedSinceMs ?? performance.now()) : null;
    this.#view.showHint(this.#hint());
    dispatchUpdate(this.#view.screen, update, frame);
  }

  /** What stands under STOP: the keys, where there are any; at the end, how soon that comes. */
  #hint() {
    const { texts, linger_ms: lingerMs } = this.#data;
    if (this.#finishedSinceMs === null) {
      return matchMedia("(hover: none)").matches ? "" : texts.stop_hint;
    }
    const leftMs = lingerMs - (performance.now() - this.#finishedSinceMs);
    return fillIn(texts.ends_in, { seconds: Math.max(0, Math.ceil(leftMs / 1000)) });
  }

  /** Nobody has to get up to press a button: a session that is finished ends by itself. */
  #watch() {
    this.#view.showSoundBlocked(this.#voice.isBlocked);
    const sinceMs = this.#finishedSinceMs;
    const finishedForMs = sinceMs === null ? 0 : performance.now() - sinceMs;
    if (finishedForMs > this.#data.linger_ms) this.end();
  }

  /** @param {Troubles} troubles */
  #showTrouble({ source, link }) {
    if (this.#hasEnded) return;
    this.#finishedSinceMs = null;
    this.#view.showHint(this.#hint());
    this.#view.showTrouble(source ?? link);
  }
}

/**
 * Put a session on the screen; gives back how to take it away.
 *
 * @param {Component<SessionData>} component
 */
export function mount(component) {
  const page = new SessionPage(component);
  return () => page.close();
}
