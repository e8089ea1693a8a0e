// What Streamlit loads: fetches the page's modules, and mounts the page once however often it is
// asked to.

/** @import { Component, SessionData } from "./page_data.js" */

/** @type {WeakMap<HTMLElement, Promise<() => void>>} */
const mounted = new WeakMap();

/** @param {Component<SessionData & { module: string }>} component */
export default function (component) {
  const place = component.parentElement;
  if (!mounted.has(place)) {
    const page = import(new URL(component.data.module, location.origin).href);
    mounted.set(place, page.then(({ mount }) => mount(component)));
  }
  return () => {
    mounted.get(place)?.then((unmount) => unmount());
    mounted.delete(place);
  };
}
