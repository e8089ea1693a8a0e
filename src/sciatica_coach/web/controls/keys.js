// The keys that stop, wherever the focus is; with another control, space does what it always does.

const CONTROLS = "button, input, select, a[href]";

/** What a key asks for: "stop", "close" the settings, or null for nothing of ours. */
export function meaningOf(key, focused, stopButton, settingsAreOpen) {
  if (key === "Escape") return settingsAreOpen ? "close" : "stop";
  if (key !== " ") return null;
  const elsewhere = focused instanceof Element && focused.matches(CONTROLS);
  return elsewhere && focused !== stopButton ? null : "stop";
}
