// A new part of the way begins at the top of the page, wherever the one before was left. Screen
// readers learn the language of the page.

/** @type {string | null} */
let shown = null;

// A page that the browser has kept whole, and shows again when somebody goes back to it, may be of
// somebody who has left since.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

/** @param {{ data: { part: string, language: string } }} component */
export default function ({ data }) {
  document.documentElement.lang = data.language;
  if (shown !== null && shown !== data.part) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
  }
  shown = data.part;
}
