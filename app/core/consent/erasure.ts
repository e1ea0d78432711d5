import { Temporal, type Instant } from "../time/time.ts";

/**
 * Shopify sends `shop/redact` 48 hours after an uninstall. A much earlier request, or one for an installed shop, is a
 * mistake or a replay.
 */
const MIN_HOURS_UNINSTALLED = 24;

/**
 * Whether to act on a request to erase a shop.
 * @param requestedAt when Shopify sent the request
 */
export const mayEraseShop = (uninstalledAt: Instant | null, requestedAt: Instant): boolean =>
  uninstalledAt !== null &&
  Temporal.Instant.compare(uninstalledAt.add({ hours: MIN_HOURS_UNINSTALLED }), requestedAt) <= 0;
