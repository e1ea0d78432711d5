import { useEffect } from "react";

const AWAKE = "shopbell:awake";

/**
 * Keeps the last link that was followed, or button that was pressed, before the page had come to life. A button would do
 * nothing; a link's address alone, asked for as a document, names neither the shop nor who asks: instead of the page there
 * would be the one that asks for the store's address.
 */
const keeping = `(() => {
  let wanted;
  const keep = (event) => {
    const pressed = event.target instanceof Element ? event.target.closest('a[href^="/app"], button') : null;
    if (!pressed || pressed.target || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    wanted = pressed;
    window.shopify?.loading?.(true);
  };
  addEventListener("click", keep, true);
  addEventListener("${AWAKE}", () => {
    removeEventListener("click", keep, true);
    wanted?.click();
    wanted = undefined;
  });
})()`;

/** Stands before all that can be pressed, as part of the document: what is pressed too early is pressed once the page is awake. */
export function EarlyClicks() {
  useEffect(() => void dispatchEvent(new Event(AWAKE)), []);
  return <script dangerouslySetInnerHTML={{ __html: keeping }} />;
}
