// The camera component: joins the picture's source, the link to the coach and what is shown.

import { Frames } from "./frames.js";
import { Link } from "./link.js";
import { Camera, Clip } from "./source.js";
import { ENDS_IN, STOP_HINT } from "./texts.js";
import { View } from "./view.js";

const WATCH_MS = 500;
const LAST_FRAMES_MS = 600;

/** One set on the screen. */
class Stage {
  #component;
  #view;
  #source;
  #link;
  #frames;
  #troubles = { source: null, link: null };
  #doneSinceMs = null;
  #ended = false;
  #wake = null;
  #undo = new AbortController();

  constructor(component) {
    this.#component = component;
    const { data, parentElement } = component;
    this.#view = new View(parentElement, data, (x, y) => this.#link.choose(x, y));
    const { video } = this.#view;
    const ofSource = {
      trouble: (name) => this.#trouble("source", name),
      end: () => setTimeout(() => this.end(), LAST_FRAMES_MS),
    };
    this.#source = data.clip ? new Clip(video, ofSource, data.clip) : new Camera(video, ofSource);
    this.#link = new Link(socketUrl(data.socket), {
      trouble: (name) => this.#trouble("link", name),
      hello: (hello) => {
        this.#view.learn(hello);
        this.#offerFirst();
      },
      update: (update, frame) => this.#show(update, frame),
    });
    this.#frames = new Frames(video, (frame) => this.#link.offer(frame));
    this.#listen();
    this.#link.open();
    this.#source.open();
    this.#view.stopButton.focus({ preventScroll: true });
    this.#keepAwake();
  }

  /** End the set at once: the camera goes off, the page shows the summary. */
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
    clearInterval(this.#watching);
    this.#wake?.release().catch(() => {});
  }

  #watching = setInterval(() => this.#watch(), WATCH_MS);

  #listen() {
    const { signal } = this.#undo;
    const { stopButton, retryButton } = this.#view;
    stopButton.addEventListener("click", () => this.end(), { signal });
    retryButton.addEventListener("click", () => this.#retry(), { signal });
    window.addEventListener("keydown", (event) => this.#key(event), { signal, capture: true });
    document.addEventListener("visibilitychange", () => this.#comeBack(), { signal });
  }

  /** A page that was hidden got no pictures: that was not the camera's fault. */
  #comeBack() {
    if (document.hidden) return;
    this.#frames.lastShownMs = performance.now();
    this.#keepAwake();
  }

  /** Escape and space stop the set; space on the other button presses that one. */
  #key(event) {
    const onRetry = event.composedPath()[0] === this.#view.retryButton;
    if (event.key === "Escape" || (event.key === " " && !onRetry)) {
      event.preventDefault();
      event.stopPropagation();
      this.end();
    }
  }

  #retry() {
    if (this.#troubles.link) this.#link.open();
    if (this.#troubles.source) this.#source.open();
  }

  #show(update, frame) {
    if (this.#ended || this.#troubles.source || this.#troubles.link) return;
    this.#source.begin();
    this.#view.show(update);
    this.#doneSinceMs = update.stage === "done" ? (this.#doneSinceMs ?? performance.now()) : null;
    this.#view.hint(this.#endingHint());
    const detail = { update, shown_ms: frame.shownMs };
    this.#view.stage.dispatchEvent(
      new CustomEvent("coach-update", { detail, bubbles: true, composed: true }),
    );
  }

  /** Nobody has to get up to press a button: a set that is done ends by itself. */
  #endingHint() {
    if (this.#doneSinceMs === null) return STOP_HINT;
    const leftMs = this.#component.data.linger_ms - (performance.now() - this.#doneSinceMs);
    return `${ENDS_IN} ${Math.max(0, Math.ceil(leftMs / 1000))} s`;
  }

  /** A clip stands still until the coach has looked once. */
  #offerFirst() {
    const frame = this.#source.waits && this.#frames.present();
    if (frame) this.#link.offer(frame);
  }

  #watch() {
    this.#offerFirst();
    this.#source.watch(this.#frames.lastShownMs);
    const doneForMs = this.#doneSinceMs === null ? 0 : performance.now() - this.#doneSinceMs;
    if (doneForMs > this.#component.data.linger_ms) this.end();
  }

  #trouble(where, name) {
    if (this.#ended) return;
    this.#troubles[where] = name;
    this.#doneSinceMs = null;
    this.#view.hint(STOP_HINT);
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

/** Put a set on the screen; gives back how to take it away. */
export function mount(component) {
  const stage = new Stage(component);
  return () => stage.close();
}
