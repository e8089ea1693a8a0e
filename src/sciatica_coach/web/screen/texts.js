// Writes texts of ours on the page.

/** The text with values in its places: `fill("of {number}", { number: 3 })`. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Screen readers read a text again whenever it is set: set it only if it changes. */
export function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
