// The keys that stop, wherever the focus is. With another control, space does what it always does.

const CONTROLS = "button, input, select, a[href]";

/**
 * What a key asks for: "stop", "close" the settings, or null for nothing of ours.
 *
 * @param {string} key
 * @param {EventTarget | undefined} focused
 * @param {Element} stopButton
 * @param {boolean} areSettingsOpen
 * @returns {"stop" | "close" | null}
 */
export function keyAction(key, focused, stopButton, areSettingsOpen) {
  if (key === "Escape") return areSettingsOpen ? "close" : "stop";
  if (key !== " ") return null;
  const isOnControl = focused instanceof Element && focused.matches(CONTROLS);
  return isOnControl && focused !== stopButton ? null : "stop";
}
