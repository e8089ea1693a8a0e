// The picture of where camera and mat or chair go: large at first, then beside the live help.

const LARGE_MS = 6000;

export class SetUp {
  #large;
  #pictures;
  #images;
  #bout = null;
  #sinceMs = 0;
  #seen = false;

  /** `pictures` holds an address for each side of the body that can be turned to the camera. */
  constructor(root, pictures, description) {
    this.#large = root.querySelector(".set-up-large");
    this.#images = root.querySelectorAll(".set-up-picture");
    this.#pictures = pictures;
    for (const image of this.#images) image.alt = description;
    this.#choose(Object.keys(pictures)[0]);
  }

  /** Beside the live picture while somebody is seen, and not before there was time to look. */
  show({ chapter, bout, people }, nowMs = performance.now()) {
    if (chapter === "set_up" && bout?.index !== this.#bout) {
      this.#bout = bout?.index;
      this.#sinceMs = nowMs;
      this.#seen = false;
      this.#choose(bout?.side);
    }
    this.#seen ||= people > 0;
    const early = nowMs - this.#sinceMs < LARGE_MS || !this.#seen;
    this.#large.hidden = chapter !== "set_up" || !early;
  }

  #choose(side) {
    const picture = this.#pictures[side];
    if (!picture) return;
    for (const image of this.#images) image.src = picture;
  }
}
