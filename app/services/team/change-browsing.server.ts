import { missingScopes, PIXEL_SCOPES } from "#core/operations/scopes.ts";
import { adminProblemOf } from "#core/sending/outward-failure.ts";
import type { AppContext } from "#shell/context.server.ts";
import { text } from "#text/en.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "./require-staff.server.ts";
import { saveSettings } from "./save-settings.server.ts";

const words = text.settings.browsing;

interface BrowsingChange {
  shop: Pick<Shop, "id" | "domain">;
  actor: string;
}

/**
 * Turns browsing on: runs the app's web pixel on the storefront, then saves the setting. A pixel without the setting
 * collects nothing.
 * @returns the scopes to ask the merchant for, where the store has not granted them
 */
export async function turnOnBrowsing(
  context: AppContext,
  { shop, actor }: BrowsingChange,
): Promise<ServiceResult<object> & { missingScopes?: string[] }> {
  const granted = await context.adminApi.grantedScopes(shop.domain);
  const missing = granted.kind === "answered" ? missingScopes(PIXEL_SCOPES, granted.scopes) : [];
  if (missing.length > 0) return { ...refuse("not_granted", words.notGranted), missingScopes: missing };
  const activated = await context.adminApi.activatePixel(shop.domain, { endpoint: endpointOf(context, shop.domain) });
  if (activated.kind !== "done") {
    context.log.warn({ shop: shop.domain, answer: activated }, "the web pixel could not be activated");
    return adminProblemOf(activated) === "not_granted"
      ? { ...refuse("not_granted", words.notGranted), missingScopes: [...PIXEL_SCOPES] }
      : refuse("no_answer", words.notActivated(activated.detail));
  }
  return saveSettings(context, { shopId: shop.id, actor, changes: { browsing: true } });
}

/** Turns browsing off: from here on nothing is taken. Then removes the pixel from the storefront. */
export async function turnOffBrowsing(
  context: AppContext,
  { shop, actor }: BrowsingChange,
): Promise<ServiceResult<object>> {
  const saved = await saveSettings(context, { shopId: shop.id, actor, changes: { browsing: false } });
  if (!saved.ok) return saved;
  const removed = await context.adminApi.removePixel(shop.domain);
  if (removed.kind === "done") return { ok: true };
  context.log.warn({ shop: shop.domain, answer: removed }, "the web pixel could not be removed");
  return refuse("no_answer", words.notRemoved);
}

/** Where the pixel posts what is viewed. It names the shop that tokens must belong to. */
const endpointOf = ({ env }: AppContext, domain: string): string =>
  new URL(`/pixel/viewed?${new URLSearchParams({ shop: domain }).toString()}`, env.SHOPIFY_APP_URL).href;
