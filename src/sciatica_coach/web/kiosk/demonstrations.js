// Plays the demonstrations in turn while nobody is there.

import { write } from "../screen/texts.js";

export class Demonstrations {
  #video;
  #name;
  #purpose;
  #clips = [];
  #words = null;
  #index = 0;
  #playing = false;

  constructor(page) {
    this.#video = page.querySelector(".clip");
    this.#name = page.querySelector(".clip-name");
    this.#purpose = page.querySelector(".clip-purpose");
    this.#video.addEventListener("ended", () => this.#next());
    // A clip that does not play must not stop the others.
    this.#video.addEventListener("error", () => setTimeout(() => this.#next(), 2000));
  }

  /** Other clips, or the same in other words. */
  learn(clips, words) {
    this.#clips = clips;
    this.#words = words;
    this.#tell();
  }

  /** Play while the attract scene is on, and only then. */
  run(wanted) {
    if (wanted === this.#playing) return;
    this.#playing = wanted;
    if (wanted) this.#show();
    else this.#video.pause();
  }

  #next() {
    this.#index = (this.#index + 1) % Math.max(1, this.#clips.length);
    if (this.#playing) this.#show();
  }

  #show() {
    const clip = this.#clips[this.#index];
    if (!clip) return;
    this.#tell();
    this.#video.src = clip.url;
    this.#video.play().catch(() => {});
  }

  #tell() {
    const clip = this.#clips[this.#index % Math.max(1, this.#clips.length)];
    if (!clip) return;
    write(this.#name, this.#words.exercises[clip.exercise]);
    write(this.#purpose, this.#words.purposes[clip.exercise]);
  }
}
