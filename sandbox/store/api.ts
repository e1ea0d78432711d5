import express, { type Router } from "express";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import { z } from "zod";
import { click } from "../click.ts";
import type { Scene } from "../scene.ts";
import { revokeAll } from "../shopify/tokens.ts";
import { fillCart, goToCheckout } from "./actions/cart.ts";
import { addCustomer, editCustomer, tickConsent, type Details } from "./actions/customer.ts";
import { cancel, fulfil, placeOrder, refund } from "./actions/order.ts";
import { decidePurchase } from "./actions/purchase.ts";
import { askForData, askToBeForgotten } from "./actions/privacy.ts";
import type { StoreEvent } from "./events.ts";
import { backInto } from "./pages/charge.ts";
import { shopBody } from "./payloads/shop.ts";

const text = z.string().trim().max(200);
const id = z.object({ id: z.string() });
const ticked = z.union([z.boolean(), z.enum(["true", "false", "on", "off"]).transform((word) => word === "true" || word === "on")]);

const details = z
  .object({
    firstName: text.min(1),
    lastName: text.min(1),
    email: z.email(),
    phone: text.default(""),
    address1: text.default("1 Main Street"),
    city: text.default("Springfield"),
    province: text.default(""),
    provinceCode: text.default(""),
    zip: text.default(""),
    country: text.default("United States"),
    countryCode: text.length(2).toUpperCase().default("US"),
  })
  .transform(({ firstName, lastName, email, phone, provinceCode, ...address }, context): Details => {
    const { countryCode } = address;
    const number = phone === "" ? null : parsePhoneNumberFromString(phone, isSupportedCountry(countryCode) ? countryCode : "US");
    if (number?.isPossible() === false || number === undefined) context.addIssue({ code: "custom", message: `${phone} is no phone number`, path: ["phone"] });
    return { firstName, lastName, email, phone: number?.number ?? null, address: { ...address, provinceCode: provinceCode || null } };
  });

/**
 * What people do in the store and in its back office. Deeds are POST, JSON or form, under /sandbox/api/store:
 * - `/customers` {firstName, lastName, email, phone, address1, city, province, provinceCode, zip, country, countryCode}; answers {id}
 * - `/customers/:id` the same, to edit; `/customers/:id/consent` {subscribed}
 * - `/customers/:id/cart` {variantId, quantity}; `/customers/:id/checkout`; `/customers/:id/order`
 * - `/customers/:id/data-request`, `/customers/:id/redact`
 * - `/orders/:id/fulfil`, `/orders/:id/cancel`, `/orders/:id/refund`; `/uninstall`
 * - `/charges/:id/approve`, `/charges/:id/decline`: the merchant decides about an app's charge
 * `GET /discounts`, `/charges`, `/flow-triggers`: what apps have made, oldest first.
 * Each answers when its webhooks were delivered and the app has finished what came of them.
 */
export function storeApi(scene: Scene): Router {
  const { store } = scene;
  const router = express.Router();
  const tells = <Shape extends z.ZodType>(path: string, shape: Shape, act: (input: z.output<Shape>, now: string) => StoreEvent[]) =>
    router.post(path, click(scene, shape, async (input) => void (await scene.tell(act(input, scene.now())))));

  router.post(
    "/customers",
    click(scene, details, async (input) => {
      const { customer, events } = addCustomer(store, input, scene.now());
      await scene.tell(events);
      return { id: customer.id, next: `/sandbox/store?customer=${customer.id}` };
    }),
  );
  tells("/customers/:id", z.intersection(id, details), ({ id: customer, ...changes }, now) => editCustomer(store, customer, changes, now));
  tells("/customers/:id/consent", id.extend({ subscribed: ticked.default(false) }), (input, now) => tickConsent(store, input.id, input.subscribed, now));
  tells("/customers/:id/cart", id.extend({ variantId: z.string(), quantity: z.coerce.number().int() }), (input, now) =>
    fillCart(store, input.id, input.variantId, input.quantity, now),
  );
  tells("/customers/:id/checkout", id, (input, now) => goToCheckout(store, input.id, now));
  tells("/customers/:id/order", id, (input, now) => placeOrder(store, input.id, now));
  tells("/customers/:id/data-request", id, (input) => askForData(store, input.id));
  tells("/customers/:id/redact", id, (input) => askToBeForgotten(store, input.id));
  tells("/orders/:id/fulfil", id, (input, now) => fulfil(store, input.id, now));
  tells("/orders/:id/cancel", id, (input, now) => cancel(store, input.id, now));
  tells("/orders/:id/refund", id, (input, now) => refund(store, input.id, now));
  const decision = (deed: string, status: "ACTIVE" | "DECLINED") =>
    router.post(
      `/charges/:id/${deed}`,
      click(scene, id, async (input) => {
        const { purchase, events } = decidePurchase(store, input.id, status, scene.now());
        await scene.tell(events);
        return { id: purchase.id, status: purchase.status, next: backInto(purchase) };
      }),
    );
  decision("approve", "ACTIVE");
  decision("decline", "DECLINED");
  router.get("/discounts", (_request, response) => void response.json(store.discounts));
  router.get("/charges", (_request, response) => void response.json(store.purchases));
  router.get("/flow-triggers", (_request, response) => void response.json(store.flowTriggers));
  tells("/uninstall", z.object({}), () => {
    revokeAll(scene.tokens);
    return [{ topic: "app/uninstalled", body: shopBody(store.shop) }];
  });
  return router;
}
