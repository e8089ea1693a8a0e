// What the session's page and the kiosk's have in common: pictures go out, updates come in,
// troubles are collected, and the screen stays on.

import { Frames } from "./net/frames.js";
import { Link } from "./net/link.js";

/** @import { Frame } from "./net/frames.js" */
/** @import { LinkListener } from "./net/link.js" */
/** @import { CameraTrouble, ConnectionTrouble, Outgoing, Update } from "./net/messages.js" */
/** @import { Source, SourceListener } from "./net/source.js" */

const WATCH_MS = 500;

/**
 * What is wrong with the source of the pictures and with the connection; null where nothing is.
 *
 * @typedef {{ source: CameraTrouble | null, link: ConnectionTrouble | null }} Troubles
 */

/**
 * @template [U=Update]
 * @typedef {object} PageListener
 * @property {LinkListener<U>["hello"]} hello
 * @property {LinkListener<U>["update"]} update
 * @property {LinkListener<U>["scene"]} [scene]
 * @property {(troubles: Troubles) => void} trouble called when one has come, changed or gone
 * @property {() => void} watch called twice a second
 * @property {() => void} [sourceEnd] called when a clip is over
 * @property {SourceListener["cameras"]} [cameras] called when there are others, or another is shown
 */

/** @template {{ kind: "update", sequence: number }} [U=Update] */
export class LivePage {
  #listener;
  #source;
  /** @type {Link<U>} */
  #link;
  #frames;
  #offeredMs = 0;
  /** @type {number | undefined} */
  #timer;
  /** @type {WakeLockSentinel | undefined} */
  #wakeLock;
  #undo = new AbortController();
  /** Frames are not sent more often than this. */
  leastIntervalMs = 0;
  /** @type {Troubles} */
  troubles;

  /**
   * @param {object} parts
   * @param {HTMLVideoElement} parts.video
   * @param {string} parts.socket the path of the socket
   * @param {(video: HTMLVideoElement, listener: SourceListener) => Source} parts.makeSource
   * @param {PageListener<U>} parts.listener
   * @param {CameraTrouble | null} [parts.sourceTrouble] until the source has said how it is
   */
  constructor({ video, socket, makeSource, listener, sourceTrouble = null }) {
    this.#listener = listener;
    this.troubles = { source: sourceTrouble, link: null };
    this.#source = makeSource(video, {
      trouble: (source) => this.#setTroubles({ source }),
      end: () => listener.sourceEnd?.(),
      cameras: (cameras, shown) => listener.cameras?.(cameras, shown),
    });
    this.#link = new Link(socketUrl(socket), {
      trouble: (link) => this.#setTroubles({ link }),
      hello: (hello) => {
        listener.hello(hello);
        this.#offerWaiting();
      },
      update: (update, frame) => {
        listener.update(update, frame);
        if (this.hasTrouble) return;
        this.#source.pictureJudged(frame);
        this.#offerWaiting();
      },
      scene: (message) => listener.scene?.(message),
    });
    const captureTimeMs = this.#source.captureTimeMs.bind(this.#source);
    this.#frames = new Frames(video, (frame) => this.#offer(frame), captureTimeMs);
  }

  get hasTrouble() {
    return this.troubles.source !== null || this.troubles.link !== null;
  }

  open() {
    this.#link.open();
    this.#source.open();
    this.#timer = setInterval(() => this.#watch(), WATCH_MS);
    const { signal } = this.#undo;
    document.addEventListener("visibilitychange", () => this.#comeBack(), { signal });
    this.#keepAwake();
  }

  close() {
    this.#undo.abort();
    clearInterval(this.#timer);
    this.#frames.stop();
    this.#source.close();
    this.#link.close();
    this.#wakeLock?.release().catch(() => {});
  }

  /** @param {Outgoing} message */
  send(message) {
    this.#link.send(message);
  }

  /** Try again what does not work. */
  retry() {
    if (this.troubles.link) this.#link.open();
    if (this.troubles.source) this.#source.open();
  }

  reopenSource() {
    this.#source.open();
  }

  /** Show another camera, as has been chosen. */
  chooseSource() {
    this.#source.choose();
  }

  /** @param {Frame} frame */
  #offer(frame) {
    this.#source.pictureShown(frame.shownMs);
    const now = performance.now();
    if (now - this.#offeredMs < this.leastIntervalMs) return;
    this.#offeredMs = now;
    this.#link.offer(frame);
  }

  /** A clip stands still until its picture has been judged. */
  #offerWaiting() {
    const frame = this.#source.isWaiting ? this.#frames.current() : null;
    if (frame) this.#link.offer(frame);
  }

  #watch() {
    this.#offerWaiting();
    this.#source.watch(this.#frames.lastShownMs);
    this.#listener.watch();
  }

  /** A page that was hidden got no pictures: that was not the camera's fault. */
  #comeBack() {
    if (document.hidden) return;
    this.#frames.lastShownMs = performance.now();
    this.#keepAwake();
  }

  /** @param {Partial<Troubles>} changed */
  #setTroubles(changed) {
    this.troubles = { ...this.troubles, ...changed };
    this.#listener.trouble(this.troubles);
  }

  /** A screen that goes dark in a hold of half a minute helps nobody, and invites nobody. */
  async #keepAwake() {
    try {
      this.#wakeLock = await navigator.wakeLock?.request("screen");
    } catch {
      // The battery is low, or the page is hidden: it is asked for again when the page is back.
    }
  }
}

/**
 * Let whoever watches the page, such as a test, know of an update that has been shown.
 *
 * @param {HTMLElement} element
 * @param {{ sequence: number }} update
 * @param {Frame} frame
 */
export function dispatchUpdate(element, update, frame) {
  const detail = { update, shown_ms: frame.shownMs };
  const about = { detail, bubbles: true, composed: true };
  element.dispatchEvent(new CustomEvent("coach-update", about));
}

/** @param {string} path */
function socketUrl(path) {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
