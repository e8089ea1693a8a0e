// No way out of the page: menus, keys, gestures and the way back lead nowhere.

const TYPED = "input, select";
const OWN_KEYS = new Set([
  "Tab", "Enter", " ", "Escape", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Shift",
]);
/** With Shift, others are the browser's: Escape opens its task manager, F10 a menu. */
const SHIFTED_KEYS = new Set(["Tab", "Shift"]);
const TYPING_KEYS = /^(.|Backspace|Delete|Home|End)$/;
const REFUSED = [
  "contextmenu", "dragstart", "dragover", "drop", "selectstart", "gesturestart", "auxclick",
];

/**
 * Keep whoever is there on this page.
 *
 * @param {() => void} openStaffMenu called on Ctrl+Shift+S
 */
export function guardPage(openStaffMenu) {
  for (const kind of REFUSED) window.addEventListener(kind, refuse, { capture: true });
  window.addEventListener("wheel", refuseZoom, { capture: true, passive: false });
  window.addEventListener("keydown", (event) => onKey(event, openStaffMenu), { capture: true });
  stayHere();
}

/**
 * @param {KeyboardEvent} event
 * @param {() => void} openStaffMenu
 */
function onKey(event, openStaffMenu) {
  if (event.ctrlKey && event.shiftKey && event.code === "KeyS") {
    event.preventDefault();
    openStaffMenu();
    return;
  }
  const isCombined = event.ctrlKey || event.altKey || event.metaKey;
  if (isCombined || !(isOwnKey(event) || isTyped(event))) event.preventDefault();
}

/** @param {KeyboardEvent} event */
function isOwnKey(event) {
  return (event.shiftKey ? SHIFTED_KEYS : OWN_KEYS).has(event.key);
}

/** @param {KeyboardEvent} event */
function isTyped(event) {
  return isInField(event) && TYPING_KEYS.test(event.key);
}

/** @param {Event} event */
function refuse(event) {
  if (event.type === "selectstart" && isInField(event)) return;
  event.preventDefault();
}

/** @param {WheelEvent} event */
function refuseZoom(event) {
  if (event.ctrlKey) event.preventDefault();
}

/** @param {Event} event */
function isInField(event) {
  const [target] = event.composedPath();
  const element = target instanceof Text ? target.parentElement : target;
  return element instanceof Element && element.closest(TYPED) !== null;
}

/** The way back ends where it began, and nothing that asks for another page gets it. */
function stayHere() {
  history.pushState(null, "");
  window.addEventListener("popstate", () => history.pushState(null, ""));
  window.navigation?.addEventListener("navigate", (event) => {
    const isHere = new URL(event.destination.url ?? "").pathname === location.pathname;
    if (!isHere && event.cancelable) event.preventDefault();
  });
}
