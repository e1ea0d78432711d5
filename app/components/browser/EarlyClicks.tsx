import { useEffect } from "react";

const AWAKE = "shopbell:awake";

/**
 * Keeps what was pressed before the page had come to life: the last link or button, and every box that was ticked. A
 * button would do nothing, and a tick would be on the screen alone; a link's address alone, asked for as a document,
 * names neither the shop nor who asks.
 */
const keeping = `(() => {
  let wanted;
  const ticked = new Set();
  const keep = (event) => {
    const pressed = event.target instanceof Element ? event.target.closest('a[href^="/app"], button, input[type=checkbox], input[type=radio]') : null;
    if (!pressed || pressed.target || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (pressed.matches("input")) return void ticked.add(pressed);
    event.preventDefault();
    wanted = pressed;
    window.shopify?.loading?.(true);
  };
  addEventListener("click", keep, true);
  addEventListener("${AWAKE}", () => {
    removeEventListener("click", keep, true);
    for (const box of ticked) {
      if (box.checked === box.defaultChecked) continue;
      box.checked = box.defaultChecked;
      box.click();
    }
    wanted?.click();
    wanted = undefined;
  });
})()`;

/**
 * Stands before all that can be pressed, as part of the document: what is pressed too early is pressed once the page
 * is awake.
 */
export function EarlyClicks() {
  useEffect(() => void dispatchEvent(new Event(AWAKE)), []);
  return <script dangerouslySetInnerHTML={{ __html: keeping }} />;
}
