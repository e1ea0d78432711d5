/** Longer than the validation's debounce, so that a problem that the last keystroke fixed does not flash. */
const CHECKED_WITHIN_MS = 300;

/** Shows problems after a blur, but not during a press: a layout shift would move the button away from the pointer. */
export function whenLeft(show: () => void): void {
  const soon = () => void setTimeout(show, CHECKED_WITHIN_MS);
  if (document.querySelector(":active")) addEventListener("pointerup", soon, { once: true, capture: true });
  else soon();
}
