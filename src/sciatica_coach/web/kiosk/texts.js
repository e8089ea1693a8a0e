// Puts the texts of a language in their places. Every word comes from the server.

import { find, findAll } from "../screen/find.js";
import { fillIn, setText } from "../screen/texts.js";

/** @import { KioskTexts, Texts } from "../page_data.js" */

/**
 * Set everything that always stands on the page.
 *
 * @param {Document} page
 * @param {KioskTexts} texts
 * @param {string} code of the language
 */
export function setFixedTexts(page, texts, code) {
  page.documentElement.lang = code;
  setAll(page, "text", texts.texts);
  setAll(page, "staff", texts.staff);
  for (const each of findAll(page, "[data-label]")) {
    each.setAttribute("aria-label", texts.texts[each.dataset.label ?? ""]);
  }
  for (const each of findAll(page, "[data-staff-label]")) {
    each.setAttribute("aria-label", texts.staff[each.dataset.staffLabel ?? ""]);
  }
  setList(find(page, ".sign-list", HTMLElement), texts.signs);
  setList(find(page, ".precaution-list", HTMLElement), texts.precautions);
  const call = fillIn(texts.texts.call, { number: texts.number });
  setText(find(page, ".call", HTMLElement), call);
  setText(find(page, ".disclaimer", HTMLElement), texts.disclaimer);
}

/**
 * @param {Document} page
 * @param {"text" | "staff"} attribute
 * @param {Texts} texts
 */
function setAll(page, attribute, texts) {
  for (const each of findAll(page, `[data-${attribute}]`)) {
    setText(each, texts[each.dataset[attribute] ?? ""]);
  }
}

/**
 * @param {HTMLElement} place
 * @param {string[]} sentences
 */
function setList(place, sentences) {
  const lines = sentences.map((sentence) => {
    const line = document.createElement("li");
    line.textContent = sentence;
    return line;
  });
  place.replaceChildren(...lines);
}
