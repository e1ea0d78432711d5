import type { ChangedCheckout } from "./changes.ts";
import { isUntold, missingEvent, newestOf, type MissingEvent, type ToldEvent } from "./missing-event.ts";

/**
 * Whether the last change of a checkout is missing. A completed one is not: its order reports it.
 * @param told the events about the checkout, and about the order that it became
 */
export const isCheckoutMissing = (
  { updatedAt, completedAt }: Pick<ChangedCheckout, "updatedAt" | "completedAt">,
  told: readonly ToldEvent[],
): boolean => completedAt === null && isUntold(updatedAt, newestOf(told));

/** The event of a checkout whose last change is missing. @param body the checkout as its webhook would show it */
export function missingOfCheckout(
  { token, updatedAt }: Pick<ChangedCheckout, "token" | "updatedAt">,
  told: readonly ToldEvent[],
  body: Readonly<Record<string, unknown>>,
): MissingEvent {
  // A reminder counts from the last change.
  return missingEvent(told.length === 0 ? "checkouts/create" : "checkouts/update", {
    subject: `checkout:${token}`,
    asOf: updatedAt,
    triggeredAt: updatedAt,
    body,
  });
}
