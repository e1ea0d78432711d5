import { z } from "zod";
import { knownZone } from "#core/time/zone.ts";
import { defineReader } from "../define.ts";
import { bodyOf, text } from "../shapes.ts";

const emptyShop = { name: null, timezone: null, countryCode: null, currency: null, storefrontHost: null, scopes: null };

export const uninstallReader = defineReader({
  topics: ["app/uninstalled"],
  payload: z.looseObject({}),
  read: () => ({ subject: "shop", shop: { ...emptyShop, uninstalled: true } }),
});

export const shopReader = defineReader({
  topics: ["shop/update"],
  payload: bodyOf({}, { name: text, iana_timezone: text, country_code: text, currency: text, domain: text }),
  read: (shop) => ({
    subject: "shop",
    shop: {
      ...emptyShop,
      name: shop.name,
      timezone: knownZone(shop.iana_timezone),
      countryCode: shop.country_code,
      currency: shop.currency,
      storefrontHost: shop.domain,
      uninstalled: false,
    },
  }),
});

/** What the shop grants has changed: with a release that asks for more, or because the merchant took something back. */
export const scopesReader = defineReader({
  topics: ["app/scopes_update"],
  // An unusable list must not count as an empty one.
  payload: z.looseObject({ current: z.array(z.string().max(100)).max(200) }),
  read: ({ current }) => ({ subject: "shop", shop: { ...emptyShop, uninstalled: false, scopes: current } }),
});
