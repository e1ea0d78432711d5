import { Temporal, type Instant } from "../time/time.ts";

/**
 * Shopify asks 48 hours after a shop left; what asks much sooner, or of a shop that is here, is a mistake or an old
 * story.
 */
const GONE_FOR_HOURS = 24;

/** Whether a request to erase a shop, made at `asked`, is to be followed. */
export const mayEraseShop = (uninstalledAt: Instant | null, asked: Instant): boolean =>
  uninstalledAt !== null && Temporal.Instant.compare(uninstalledAt.add({ hours: GONE_FOR_HOURS }), asked) <= 0;
