/** By then what was typed last has been checked: a problem that it has put right is not shown for a moment. */
const CHECKED_WITHIN_MS = 300;

/**
 * Shows what a person has to be told of what they have just turned from. Not while they press: what moves under the
 * pointer meanwhile takes the press from what it was meant for.
 */
export function whenLeft(show: () => void): void {
  const soon = () => void setTimeout(show, CHECKED_WITHIN_MS);
  if (document.querySelector(":active")) addEventListener("pointerup", soon, { once: true, capture: true });
  else soon();
}
