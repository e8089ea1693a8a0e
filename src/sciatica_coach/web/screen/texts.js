// Puts texts on the page.

/**
 * The text with values in its places: `fillIn("of {number}", { number: 3 })`.
 *
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
export function fillIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/**
 * A whole number of degrees, with a minus sign that is as wide as a digit.
 *
 * @param {number} degrees
 */
export function wholeDegrees(degrees) {
  return `${Math.round(degrees)}`.replace("-", "−");
}

/**
 * Screen readers read a text again whenever it is set: it is set only if it changes.
 *
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
