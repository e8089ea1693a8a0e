// Shows an update: one number, one ring, one message, the picture.

import { AngleBar } from "./angle_bar.js";
import { find, findAll } from "./find.js";
import { Letters } from "./letters.js";
import { PersonPicker } from "./person_picker.js";
import { Ring } from "./ring.js";
import { SetUp } from "./set_up.js";
import { clearCanvas, drawUpdate } from "./skeleton_overlay.js";
import { fillIn, setText } from "./texts.js";

/** @import { Settings } from "../controls/settings.js" */
/** @import { Hello, MessageKind, Trouble, Update } from "../net/messages.js" */
/** @import { ViewData } from "../page_data.js" */

/**
 * Signs beside the words, so that no meaning depends on colour alone (24 x 24 path data).
 *
 * @type {Record<MessageKind, string>}
 */
const ICONS = {
  plain: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Zm-1 7h2v7h-2Zm0-3.5h2v2h-2Z",
  advice: "M12 2.5 1.5 21h21ZM11 9.5h2v6h-2Zm0 7.5h2v2h-2Z",
  correct: "M4 11v2h10.5l-4 4 1.5 1.5L18.5 12 12 5.5 10.5 7l4 4Z",
  stop: "M8 2h8l6 6v8l-6 6H8l-6-6V8Zm3 4.5v7h2v-7Zm0 9v2h2v-2Z",
  good: "m9.5 18.5-6-6L5 11l4.5 4.5L19 6l1.5 1.5Z",
  hold: "M5 2h14v5l-5 5 5 5v5H5v-5l5-5-5-5Z",
};
const CAN_PAUSE = new Set(["count_down", "exercise", "rest"]);
const HAS_ANGLE = new Set(["exercise", "paused"]);
const HAS_TARGET = new Set(["set_up", "count_down", "exercise"]);

export class View {
  #root;
  #texts;
  /** @type {Hello["bones"]} */
  #bones = [];
  #isMirrored;
  #liesDown;
  /** Whether the picture is higher than it is wide. */
  #isUpright = false;
  #settings;
  #hasBegun = false;
  #reps = 0;
  #overlay;
  #personPicker;
  #letters;
  #ring;
  #angleBar;
  #setUp;

  /**
   * @param {ParentNode} root
   * @param {ViewData} data
   * @param {Settings} settings
   * @param {(x: number, y: number) => void} onPick gets the place of the person who was pointed out
   */
  constructor(root, data, settings, onPick) {
    const { texts } = data;
    this.#root = root;
    this.#texts = texts;
    this.#settings = settings;
    this.screen = this.#part("session");
    this.video = find(root, ".feed", HTMLVideoElement);
    this.stopButton = find(root, ".stop", HTMLButtonElement);
    this.#overlay = find(root, ".overlay", HTMLCanvasElement);
    this.#isMirrored = Boolean(data.mirrored);
    this.#liesDown = Boolean(data.lies_down);
    this.screen.classList.toggle("mirrored", this.#isMirrored);
    this.video.addEventListener("resize", () => this.#shape());
    this.#personPicker = new PersonPicker(this.#part("people"), texts, onPick);
    this.#letters = new Letters(this.screen, this.#part("message"), this.#part("words"));
    this.#ring = new Ring(root, texts);
    this.#angleBar = new AngleBar(root, texts);
    this.#setUp = new SetUp(root, data.set_up_pictures, texts.set_up_picture);
    this.#setFixedTexts(data);
    this.applySettings();
    this.#ring.show(data.hold_s > 0 ? { hold_s: 0, hold_asked_s: data.hold_s } : {});
    this.#showMessage({ tone: "plain", text: texts.connecting });
  }

  /** @param {string} name */
  #part(name) {
    return find(this.#root, `.${name}`, HTMLElement);
  }

  /**
   * Every word that stands there from the beginning.
   *
   * @param {ViewData} data
   */
  #setFixedTexts({ texts, language, name, side, reps }) {
    for (const element of findAll(this.#root, "[data-text]")) {
      setText(element, texts[element.dataset.text ?? ""]);
    }
    this.screen.lang = language;
    this.screen.setAttribute("aria-label", texts.exercise);
    this.#part("open-settings").setAttribute("aria-label", texts.settings);
    this.#part("close-settings").setAttribute("aria-label", texts.close);
    setText(this.#part("title"), name);
    setText(this.#part("name"), [name, side].filter(Boolean).join(", "));
    setText(this.#part("reps-asked"), fillIn(texts.reps_asked, { number: reps }));
  }

  /** Take over the settings for what is seen. */
  applySettings() {
    this.screen.dataset.theme = this.#settings.get("theme");
    this.screen.dataset.letters = this.#settings.get("letters");
    this.#letters.set(this.#settings.get("letters"));
    this.#letters.fit();
  }

  /** @param {Hello | null} hello */
  setSkeleton(hello) {
    this.#bones = hello?.bones ?? [];
  }

  /** @param {Update} update */
  show(update) {
    const showsTarget =
      HAS_TARGET.has(update.session_phase) && this.#settings.get("target_overlay");
    const targetOverlay = showsTarget ? update.target_overlay : null;
    const shown = { ...update, target_overlay: targetOverlay };
    drawUpdate(this.#overlay, this.#bones, shown, this.#isMirrored);
    this.#hasBegun = true;
    Object.assign(this.screen.dataset, { sessionPhase: update.session_phase, stage: update.stage });
    this.#setUp.show(update);
    this.#showTitle(update);
    this.#showCount(update);
    this.#ring.show(update);
    this.#angleBar.show(HAS_ANGLE.has(update.session_phase) ? update : {});
    this.#showPeople(update);
    const isTurned = this.#isUpright && this.#liesDown && update.session_phase === "set_up";
    this.#part("turned").hidden = !isTurned;
    this.#showButtons(update);
    this.#showMessage(update.message);
  }

  /**
   * Cover the picture with what is wrong, or uncover it with null.
   *
   * @param {Trouble | null} name
   */
  showTrouble(name) {
    const cover = this.#part("trouble");
    cover.hidden = !name;
    this.screen.classList.toggle("troubled", Boolean(name));
    if (!name) return;
    const retry = this.#part("retry");
    clearCanvas(this.#overlay);
    this.screen.dataset.trouble = name;
    setText(this.#part("trouble-title"), this.#texts[`${name}_title`]);
    setText(this.#part("trouble-words"), this.#texts[`${name}_words`]);
    setText(retry, this.#texts[`${name}_retry`] ?? "");
    retry.hidden = !this.#texts[`${name}_retry`];
    const text = this.#texts[this.#hasBegun ? "paused" : "waiting"];
    this.#showMessage({ tone: "advice", text });
  }

  /**
   * Show that nothing is heard before the page is touched.
   *
   * @param {boolean} isBlocked
   */
  showSoundBlocked(isBlocked) {
    this.#part("silent").hidden = !isBlocked;
  }

  /**
   * Say that another camera is shown than the one that was chosen.
   *
   * @param {{ wanted: string, name: string } | null} names
   */
  showMissingCamera(names) {
    const note = this.#part("other-camera");
    note.hidden = !names;
    setText(note, names ? fillIn(this.#texts.other_camera, names) : "");
  }

  /** @param {string} text what stands under STOP */
  showHint(text) {
    setText(find(this.stopButton, "small", HTMLElement), text);
  }

  end() {
    this.screen.dataset.stage = "ending";
    this.stopButton.disabled = true;
    this.#part("trouble").hidden = true;
    this.#showMessage({ tone: "plain", text: this.#texts.ending });
  }

  close() {
    this.#letters.close();
  }

  /**
   * Which set this is; in a rest, which one comes next.
   *
   * @param {Update} update
   */
  #showTitle({ session_phase: sessionPhase, set_plan: setPlan }) {
    const title = setPlan.title || (this.#part("title").textContent ?? "");
    const isRest = sessionPhase === "rest";
    setText(this.#part("name"), isRest ? fillIn(this.#texts.next, { title }) : title);
  }

  /** @param {Update} update */
  #showCount({ reps, reps_asked: asked }) {
    const done = this.#part("reps-done");
    setText(done, String(reps));
    setText(this.#part("reps-asked"), fillIn(this.#texts.reps_asked, { number: asked }));
    if (reps > this.#reps) done.animate?.([{ scale: 1.18 }, { scale: 1 }], animation(600));
    this.#reps = reps;
  }

  /** @param {Update} update */
  #showPeople({ people, bystanders, pace }) {
    const text = this.#texts[bystanders?.chosen ? "bystanders_chosen" : "bystanders"];
    this.#part("bystanders").hidden = people < 2;
    setText(this.#part("bystanders"), fillIn(text, { people }));
    this.#personPicker.show(bystanders);
    this.#part("pace").hidden = !pace;
    setText(this.#part("pace"), pace?.text ?? "");
  }

  /**
   * The buttons of this phase; one that goes away leaves the focus to the next.
   *
   * @param {Update} update
   */
  #showButtons({ session_phase: sessionPhase, paused_by: pausedBy, may_go_on: mayGoOn }) {
    const canResume = sessionPhase === "paused" && pausedBy !== "away";
    const root = /** @type {Document | ShadowRoot} */ (this.screen.getRootNode());
    const focused = root.activeElement;
    const goOn = this.#part("go-on");
    this.#part("pause").hidden = !CAN_PAUSE.has(sessionPhase);
    this.#part("pausing").hidden = !canResume;
    goOn.hidden = !mayGoOn;
    setText(goOn, this.#texts[sessionPhase === "rest" ? "go_on_now" : "go_on_anyway"]);
    if (!focused || focused.checkVisibility()) return;
    const next = [this.#part("resume"), this.#part("pause"), this.stopButton];
    next.find((button) => button.checkVisibility())?.focus({ preventScroll: true });
  }

  /** @param {Update["message"]} message */
  #showMessage({ tone, text }) {
    const icon = find(this.#root, ".icon-path", SVGElement);
    this.#part("message").dataset.tone = tone;
    if (icon.getAttribute("d") !== ICONS[tone]) icon.setAttribute("d", ICONS[tone]);
    if (this.#part("words").textContent === text) return;
    setText(this.#part("words"), text);
    this.#letters.fit();
  }

  /**
   * The picture's own shape says how much room is left beside it. What was drawn on a picture of
   * another shape is no longer in its place.
   */
  #shape() {
    const { videoWidth, videoHeight } = this.video;
    if (!videoWidth) return;
    this.screen.style.setProperty("--shape", String(videoWidth / videoHeight));
    this.#isUpright = videoHeight > videoWidth;
    clearCanvas(this.#overlay);
  }
}

/** @param {number} duration */
function animation(duration) {
  const isReduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { duration: isReduced ? 1 : duration, easing: "ease-out" };
}
