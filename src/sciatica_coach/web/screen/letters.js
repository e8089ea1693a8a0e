// How large the message is: letters that can be read from where the person lies.

/** @typedef {"2m" | "3m" | "large"} LetterSetting */

/** Capitals of 17.5 mm are read at 3 m; a 15.6-inch screen is 194 mm high. */
const CAPITAL_SHARE = 17.5 / 194;
/** On a screen that stands upright: beyond these shares of its width a line holds no two words. */
const WIDTH_SHARE = 0.135;
const MOST_WIDTH_SHARE = 0.15;
const FACTORS = { "2m": 2 / 3, "3m": 1, large: 1.5 };
const SMALLER = 0.96;
const MOST_LINES = 3;
const LEAST_PX = 14;

/**
 * The font size that a setting asks for on a screen of this size.
 *
 * @param {LetterSetting} setting
 * @param {number} width
 * @param {number} height
 * @param {number} capital the height of the font's capitals, as a share of its size
 */
export function letterSizePx(setting, width, height, capital) {
  const at3m = Math.min((CAPITAL_SHARE * height) / capital, WIDTH_SHARE * width);
  return Math.min(FACTORS[setting] * at3m, MOST_WIDTH_SHARE * width);
}

/** Keeps the message as large as was asked for, and smaller only if it would not fit whole. */
export class Letters {
  #screen;
  #box;
  #text;
  /** @type {LetterSetting} */
  #setting = "3m";
  #observer = new ResizeObserver(() => this.fit());
  #onFonts = () => this.#measure();

  /**
   * @param {HTMLElement} screen
   * @param {HTMLElement} box what holds the text
   * @param {HTMLElement} text
   */
  constructor(screen, box, text) {
    this.#screen = screen;
    this.#box = box;
    this.#text = text;
    this.#observer.observe(screen);
    document.fonts.addEventListener("loadingdone", this.#onFonts);
  }

  close() {
    this.#observer.disconnect();
    document.fonts.removeEventListener("loadingdone", this.#onFonts);
  }

  /** @param {LetterSetting} setting */
  set(setting) {
    this.#setting = setting;
    this.#measure();
  }

  /** Fit the text that stands there now. */
  fit() {
    const wantedPx = this.#measure();
    for (let px = wantedPx; px > LEAST_PX; px *= SMALLER) {
      this.#text.style.fontSize = `${px.toFixed(1)}px`;
      if (this.#fits(px)) return;
    }
  }

  /** The whole layout depends on how large the letters are. */
  #measure() {
    const { clientWidth, clientHeight } = this.#screen;
    const px = letterSizePx(this.#setting, clientWidth, clientHeight, this.#capital());
    this.#screen.style.setProperty("--letters", `${px.toFixed(1)}px`);
    return px;
  }

  #capital() {
    const pen = /** @type {CanvasRenderingContext2D} */ (
      document.createElement("canvas").getContext("2d")
    );
    pen.font = `700 100px ${getComputedStyle(this.#screen).fontFamily}`;
    return pen.measureText("H").actualBoundingBoxAscent / 100;
  }

  /** @param {number} px */
  #fits(px) {
    const { paddingTop, paddingBottom } = getComputedStyle(this.#box);
    const boxPx = this.#box.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
    const roomPx = Math.min(boxPx, (MOST_LINES + 0.5) * px);
    const { offsetHeight, scrollWidth, clientWidth } = this.#text;
    return offsetHeight <= roomPx + 1 && scrollWidth <= clientWidth;
  }
}
