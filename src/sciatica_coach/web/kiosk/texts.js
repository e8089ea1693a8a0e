// Puts the words of a language in their places. Every word comes from the server.

import { fill, write } from "../screen/texts.js";

/** Say everything that always stands on the page. */
export function speak(page, words, code) {
  page.documentElement.lang = code;
  for (const each of page.querySelectorAll("[data-text]")) write(each, words.texts[each.dataset.text]);
  for (const each of page.querySelectorAll("[data-staff]")) write(each, words.staff[each.dataset.staff]);
  for (const each of page.querySelectorAll("[data-label]")) {
    each.setAttribute("aria-label", words.texts[each.dataset.label]);
  }
  for (const each of page.querySelectorAll("[data-staff-label]")) {
    each.setAttribute("aria-label", words.staff[each.dataset.staffLabel]);
  }
  list(page.querySelector(".sign-list"), words.signs);
  list(page.querySelector(".precaution-list"), words.precautions);
  write(page.querySelector(".call"), fill(words.texts.call, words));
  write(page.querySelector(".disclaimer"), words.disclaimer);
}

function list(place, sentences) {
  place.replaceChildren(
    ...sentences.map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    }),
  );
}
