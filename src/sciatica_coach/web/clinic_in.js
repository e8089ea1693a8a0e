// The way in of a clinic. A code that came with the address is taken out of it, out of sight of
// logs and of the list of pages that were opened; a ticket is exchanged for another cookie.

/** @import { Component, ClinicData } from "./page_data.js" */

const CODE = /^#code=([0-9A-Za-z-]{1,40})$/;

/** @type {WeakMap<HTMLElement, string>} */
const used = new WeakMap();

/** @param {Component<ClinicData>} component */
function takeCode({ setTriggerValue }) {
  const found = CODE.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", location.pathname);
  setTriggerValue("code", found[1]);
}

/** @param {Component<ClinicData>} component */
async function comeIn({ parentElement: place, data, setTriggerValue }) {
  const { ticket, address } = data;
  if (!ticket || used.get(place) === ticket) return;
  used.set(place, ticket);
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ ticket }),
  }).catch(() => null);
  // From the top: nothing of who was here before stays in this page.
  if (answer?.ok) location.replace(new URL(".", address).href);
  else setTriggerValue("refused", true);
}

/**
 * @param {Component<ClinicData>} component
 */
export function mount(component) {
  const again = () => takeCode(component);
  addEventListener("hashchange", again);
  takeCode(component);
  comeIn(component);
  return () => removeEventListener("hashchange", again);
}

/** @param {Component<ClinicData>} component */
export function update(component) {
  comeIn(component);
}
