// While the stage fills the window, nothing behind it can be reached: no focus goes where none sees it.

/** Take everything else on the page out of reach; gives back how to bring it back. */
export function leaveAlone(stage) {
  const others = [...path(stage)].flatMap(siblings).filter((other) => !other.inert);
  for (const other of others) other.inert = true;
  return () => {
    for (const other of others) other.inert = false;
  };
}

/** The stage and all that it lies in, out of its shadow up to the body's own children. */
function* path(stage) {
  let element = stage;
  while (element && element !== document.body) {
    yield element;
    element = element.parentElement ?? element.getRootNode().host;
  }
}

function siblings(element) {
  const all = [...(element.parentNode?.children ?? [])];
  return all.filter((other) => other !== element && !/^(STYLE|SCRIPT|LINK)$/.test(other.tagName));
}
