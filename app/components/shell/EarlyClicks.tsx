import { useEffect } from "react";

const AWAKE = "shopbell:awake";

/**
 * Keeps the last link that was followed before the page had come to life. Its address alone, asked for as a document, names
 * neither the shop nor who asks: instead of the page there would be the one that asks for the store's address.
 */
const keeping = `(() => {
  let wanted;
  const keep = (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="/app"]') : null;
    if (!link || link.target || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    wanted = link;
    window.shopify?.loading?.(true);
  };
  addEventListener("click", keep, true);
  addEventListener("${AWAKE}", () => {
    removeEventListener("click", keep, true);
    wanted?.click();
    wanted = undefined;
  });
})()`;

/** Stands before all that can be pressed, as part of the document: a link that is followed too early is followed once the page is awake. */
export function EarlyClicks() {
  useEffect(() => void dispatchEvent(new Event(AWAKE)), []);
  return <script dangerouslySetInnerHTML={{ __html: keeping }} />;
}
