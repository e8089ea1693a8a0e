// Loads the kiosk's page again when a part of it did not come: nobody stands by to do it. It is no
// module, and the page's first script: it has to be there when modules fail.

{
  const again = () => location.reload();
  const AGAIN_MS = 5000;
  const SLOW_MS = 30_000;

  const isLoaded = () => document.body?.hasAttribute("data-loaded");

  /** @param {ErrorEvent} event of an element that did not load, or of the page's own start */
  const onError = ({ target }) => {
    const isPart = target instanceof HTMLScriptElement || target instanceof HTMLLinkElement;
    if (isPart || !isLoaded()) setTimeout(again, AGAIN_MS);
  };
  window.addEventListener("error", onError, { capture: true });
  setTimeout(() => isLoaded() || again(), SLOW_MS);
}
