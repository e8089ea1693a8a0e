// The camera component: joins the picture's source, the link to the coach and what is shown and said.

import { leaveAlone } from "./controls/inert_page.js";
import { Frames } from "./net/frames.js";
import { FullScreen } from "./controls/full_screen.js";
import { meaningOf } from "./controls/keys.js";
import { Link } from "./net/link.js";
import { Panel } from "./controls/panel.js";
import { open as openSettings } from "./controls/settings.js";
import { Camera, Clip } from "./net/camera.js";
import { View } from "./screen/view.js";
import { Voice } from "./audio/speech_queue.js";
import { fill } from "./screen/texts.js";

const WATCH_MS = 500;
const LAST_FRAMES_MS = 600;

/** One session on the screen. */
class Stage {
  #component;
  #settings = openSettings();
  #view;
  #panel;
  #fullScreen;
  #voice;
  #source;
  #link;
  #frames;
  #troubles = { source: null, link: null };
  #finishedSinceMs = null;
  #ended = false;
  #wake = null;
  #undo = new AbortController();

  constructor(component) {
    this.#component = component;
    const { data, parentElement } = component;
    const part = (name) => parentElement.querySelector(`.${name}`);
    const choose = (x, y) => this.#link.tell({ kind: "choose", x, y });
    this.#view = new View(parentElement, data, this.#settings, choose);
    this.#panel = new Panel(part, this.#settings);
    this.#fullScreen = new FullScreen(this.#view.stage, part("full-screen"), data.texts);
    this.#voice = new Voice({ language: data.language, folder: data.voice, session: data.socket });
    this.#source = this.#openSource();
    this.#link = this.#openLink();
    this.#frames = new Frames(this.#view.video, (frame) => this.#link.offer(frame));
    this.#listen(part);
    this.#link.open();
    this.#source.open();
    this.#view.hint(this.#hint());
    this.#focusStop();
    this.#keepAwake();
  }

  /** End the session at once: the camera goes off, the page shows the summary. */
  end() {
    if (this.#ended) return;
    this.#ended = true;
    this.#view.end();
    this.close();
    this.#component.setTriggerValue("stopped", true);
  }

  close() {
    this.#undo.abort();
    this.#frames.stop();
    this.#source.close();
    this.#link.close();
    this.#voice.close();
    this.#panel.end();
    this.#fullScreen.end();
    this.#view.close();
    clearInterval(this.#watching);
    this.#wake?.release().catch(() => {});
  }

  #watching = setInterval(() => this.#watch(), WATCH_MS);

  #openSource() {
    const { clip } = this.#component.data;
    const listener = {
      trouble: (name) => this.#trouble("source", name),
      end: () => setTimeout(() => this.end(), LAST_FRAMES_MS),
    };
    const { video } = this.#view;
    return clip ? new Clip(video, listener, clip) : new Camera(video, listener);
  }

  #openLink() {
    return new Link(socketUrl(this.#component.data.socket), {
      trouble: (name) => this.#trouble("link", name),
      hello: (hello) => {
        this.#view.learn(hello);
        this.#offerFirst();
      },
      update: (update, frame) => this.#show(update, frame),
    });
  }

  #listen(part) {
    const { signal } = this.#undo;
    const tell = (kind) => () => this.#link.tell({ kind });
    const pressed = {
      stop: () => this.end(),
      retry: () => this.#retry(),
      pause: tell("pause"),
      resume: tell("resume"),
      "go-on": tell("go_on"),
    };
    for (const [name, act] of Object.entries(pressed)) {
      part(name).addEventListener("click", act, { signal });
    }
    // Who points leaves the space key to STOP; who types goes on from where they are.
    const pointed = ({ detail }) => detail > 0 && !this.#panel.isOpen && this.#focusStop();
    this.#view.stage.addEventListener("click", pointed, { signal });
    window.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    document.addEventListener("visibilitychange", () => this.#comeBack(), { signal });
    signal.addEventListener("abort", this.#settings.subscribe(() => this.#view.adopt()));
    signal.addEventListener("abort", leaveAlone(this.#view.stage));
  }

  #focusStop() {
    this.#view.stopButton.focus({ preventScroll: true });
  }

  /** A page that was hidden got no pictures: that was not the camera's fault. */
  #comeBack() {
    if (document.hidden) return;
    this.#frames.lastShownMs = performance.now();
    this.#keepAwake();
  }

  #key(event) {
    const { stopButton } = this.#view;
    const [focused] = event.composedPath();
    const meaning = meaningOf(event.key, focused, stopButton, this.#panel.isOpen);
    if (!meaning) return;
    event.preventDefault();
    event.stopPropagation();
    if (meaning === "stop") this.end();
    else this.#panel.close();
  }

  #retry() {
    if (this.#troubles.link) this.#link.open();
    if (this.#troubles.source) this.#source.open();
  }

  #show(update, frame) {
    if (this.#ended || this.#troubles.source || this.#troubles.link) return;
    this.#source.begin();
    this.#view.show(update);
    this.#voice.hear(update.says);
    const isFinished = update.chapter === "finished";
    this.#finishedSinceMs = isFinished ? (this.#finishedSinceMs ?? performance.now()) : null;
    this.#view.hint(this.#hint());
    const detail = { update, shown_ms: frame.shownMs };
    this.#view.stage.dispatchEvent(
      new CustomEvent("coach-update", { detail, bubbles: true, composed: true }),
    );
  }

  /** What stands under STOP: the keys, where there are any; at the end, how soon it ends by itself. */
  #hint() {
    const { texts, linger_ms: lingerMs } = this.#component.data;
    if (this.#finishedSinceMs === null) {
      return matchMedia("(hover: none)").matches ? "" : texts.stop_hint;
    }
    const leftMs = lingerMs - (performance.now() - this.#finishedSinceMs);
    return fill(texts.ends_in, { seconds: Math.max(0, Math.ceil(leftMs / 1000)) });
  }

  /** A clip stands still until the coach has looked once. */
  #offerFirst() {
    const frame = this.#source.waits && this.#frames.present();
    if (frame) this.#link.offer(frame);
  }

  /** Nobody has to get up to press a button: a session that is finished ends by itself. */
  #watch() {
    this.#offerFirst();
    this.#view.silent(this.#voice.isShut);
    this.#source.watch(this.#frames.lastShownMs);
    const sinceMs = this.#finishedSinceMs;
    const finishedForMs = sinceMs === null ? 0 : performance.now() - sinceMs;
    if (finishedForMs > this.#component.data.linger_ms) this.end();
  }

  #trouble(where, name) {
    if (this.#ended) return;
    this.#troubles[where] = name;
    this.#finishedSinceMs = null;
    this.#view.hint(this.#hint());
    this.#view.trouble(this.#troubles.source ?? this.#troubles.link);
  }

  /** A screen that goes dark in a hold of half a minute helps nobody. */
  async #keepAwake() {
    try {
      this.#wake = await navigator.wakeLock?.request("screen");
    } catch {
      // The battery is low or the page is hidden: the set goes on all the same.
    }
  }
}

function socketUrl(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

/** Put a session on the screen; gives back how to take it away. */
export function mount(component) {
  const stage = new Stage(component);
  return () => stage.close();
}
