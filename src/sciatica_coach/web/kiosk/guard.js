// No way out of the page: menus, keys, gestures and the way back lead nowhere.

const TYPED = "input, select";
const OWN_KEYS = new Set([
  "Tab", "Enter", " ", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Shift",
]);

/** Keep whoever is there on this page; `openStaff` is what Ctrl+Shift+S does. */
export function guard(openStaff) {
  for (const kind of ["contextmenu", "dragstart", "dragover", "drop", "selectstart", "gesturestart", "auxclick"]) {
    window.addEventListener(kind, stop, { capture: true });
  }
  window.addEventListener("wheel", (event) => event.ctrlKey && stop(event), {
    capture: true,
    passive: false,
  });
  window.addEventListener("keydown", (event) => onKey(event, openStaff), { capture: true });
  keepHere();
}

function onKey(event, openStaff) {
  if (event.ctrlKey && event.shiftKey && event.code === "KeyS") {
    event.preventDefault();
    openStaff();
    return;
  }
  const types = event.composedPath()[0].matches?.(TYPED);
  const combined = event.ctrlKey || event.altKey || event.metaKey;
  const known = OWN_KEYS.has(event.key) || (types && /^(.|Backspace|Delete|Home|End)$/.test(event.key));
  if (combined || !known) event.preventDefault();
}

function stop(event) {
  if (event.type === "selectstart" && event.composedPath()[0].closest?.(TYPED)) return;
  event.preventDefault();
}

/** The way back ends where it began, and nothing that asks for another page gets it. */
function keepHere() {
  history.pushState(null, "");
  window.addEventListener("popstate", () => history.pushState(null, ""));
  window.navigation?.addEventListener("navigate", (event) => {
    const same = new URL(event.destination.url).pathname === location.pathname;
    if (!same && event.cancelable) event.preventDefault();
  });
}
