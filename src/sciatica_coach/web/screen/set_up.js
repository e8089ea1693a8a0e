// The picture of where camera and mat or chair go: large at first, then beside the live help.

const LARGE_MS = 6000;
const IN_PLACE = new Set(["get_ready", "ready"]);

export class SetUp {
  #large;
  #pictures;
  #images;
  #bout = null;
  #sinceMs = 0;
  #seen = false;
  #isOver = false;

  /** `pictures` holds an address for each side of the body that can be turned to the camera. */
  constructor(root, pictures, description) {
    this.#large = root.querySelector(".set-up-large");
    this.#images = root.querySelectorAll(".set-up-picture");
    this.#pictures = pictures;
    for (const image of this.#images) image.alt = description;
    this.#choose(Object.keys(pictures)[0]);
  }

  /**
   * Large until there was time to look at it and somebody is seen; no longer when the person is in
   * place, or when several have to find themselves in the live picture.
   */
  show({ chapter, stage, bout, people, company }, nowMs = performance.now()) {
    if (chapter === "set_up" && bout?.index !== this.#bout) {
      this.#bout = bout?.index;
      this.#sinceMs = nowMs;
      this.#seen = this.#isOver = false;
      this.#choose(bout?.side);
    }
    this.#seen ||= people > 0;
    this.#isOver ||= IN_PLACE.has(stage) || Boolean(company);
    const early = nowMs - this.#sinceMs < LARGE_MS || !this.#seen;
    this.#large.hidden = chapter !== "set_up" || !early || this.#isOver;
  }

  #choose(side) {
    const picture = this.#pictures[side];
    if (!picture) return;
    for (const image of this.#images) image.src = picture;
  }
}
