// While one element fills the window, nothing behind it can be reached: no focus goes where nobody
// sees it.

/**
 * Take everything else on the page out of reach; gives back what brings it back.
 *
 * @param {HTMLElement} element
 */
export function makeOthersInert(element) {
  const others = [...ancestry(element)].flatMap(siblings).filter((other) => !other.inert);
  for (const other of others) other.inert = true;
  return () => {
    for (const other of others) other.inert = false;
  };
}

/**
 * The element and all that it lies in, out of its shadow up to the body's own children.
 *
 * @param {Element} element
 */
function* ancestry(element) {
  /** @type {Element | null} */
  let each = element;
  while (each && each !== document.body) {
    yield each;
    const root = each.getRootNode();
    each = each.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
}

/**
 * @param {Element} element
 * @returns {HTMLElement[]}
 */
function siblings(element) {
  const all = [...(element.parentNode?.children ?? [])];
  const others = all.filter(
    (other) => other !== element && !/^(STYLE|SCRIPT|LINK)$/.test(other.tagName),
  );
  return /** @type {HTMLElement[]} */ (others);
}
