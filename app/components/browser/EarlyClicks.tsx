import { useEffect } from "react";

const AWAKE = "shopbell:awake";

/**
 * Records clicks before hydration: the last link or button, and every changed checkbox. Until then a button does
 * nothing, and a plain link request carries no session token.
 */
const keeping = `(() => {
  let wanted;
  const ticked = new Set();
  const keep = (event) => {
    const controls = 'a[href^="/app"], button, input[type=checkbox], input[type=radio]';
    const pressed = event.target instanceof Element ? event.target.closest(controls) : null;
    if (!pressed || pressed.target || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
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

/** An inline script before all controls. Once the page is hydrated, it replays the recorded clicks. */
export function EarlyClicks() {
  useEffect(() => void dispatchEvent(new Event(AWAKE)), []);
  return <script dangerouslySetInnerHTML={{ __html: keeping }} />;
}
