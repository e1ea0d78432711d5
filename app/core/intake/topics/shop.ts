import { z } from "zod";
import { knownZone } from "#core/time/zone.ts";
import { defineReader } from "../define.ts";
import { bodyOf, text } from "../shapes.ts";

const emptyShop = { name: null, timezone: null, countryCode: null, currency: null, storefrontHost: null };

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
      name: shop.name,
      timezone: knownZone(shop.iana_timezone),
      countryCode: shop.country_code,
      currency: shop.currency,
      storefrontHost: shop.domain,
      uninstalled: false,
    },
  }),
});
