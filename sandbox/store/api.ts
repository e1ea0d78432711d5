import express, { type Router } from "express";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
import { z } from "zod";
import { click } from "../click.ts";
import type { Scene } from "../scene.ts";
import { revokeAll } from "../shopify/tokens.ts";
import { fillCart, goToCheckout } from "./actions/cart.ts";
import {
  addCustomer,
  addTag,
  editCustomer,
  removeTag,
  setAccount,
  tickConsent,
  type Details,
} from "./actions/customer.ts";
import { cancel, placeOrder, refund } from "./actions/order.ts";
import { failToPay, pay } from "./actions/payment.ts";
import { setShelf } from "./actions/product.ts";
import { decidePurchase } from "./actions/purchase.ts";
import { changeSubscription, decideSubscription, endSubscriptions, subscriptionDeeds } from "./actions/subscription.ts";
import { askForData, askToBeForgotten } from "./actions/privacy.ts";
import { fulfil, trackParcel } from "./actions/shipment.ts";
import type { StoreEvent } from "./events.ts";
import { subscriptionsOf } from "./find.ts";
import { backInto } from "./pages/charge.ts";
import { shopBody } from "./payloads/shop.ts";
import { onShelf } from "./shelf.ts";
import { bulkFaults, shipmentStatuses } from "./state.ts";

const text = z.string().trim().max(200);
const id = z.object({ id: z.string() });
const ticked = z.union([
  z.boolean(),
  z.enum(["true", "false", "on", "off"]).transform((word) => word === "true" || word === "on"),
]);

const tag = id.extend({ tag: text.min(1).max(40) });
/** A typed price: "24.50". */
const price = z
  .string()
  .trim()
  .regex(/^\d{1,6}(\.\d{1,2})?$/, "a price such as 24.50, please")
  .transform((dollars) => Math.round(Number(dollars) * 100));

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
    birthDate: z
      .union([z.iso.date(), z.literal("").transform(() => null)])
      .nullable()
      .optional(),
  })
  .transform(({ firstName, lastName, email, phone, birthDate, provinceCode, ...address }, context): Details => {
    const { countryCode } = address;
    const number =
      phone === "" ? null : parsePhoneNumberFromString(phone, isSupportedCountry(countryCode) ? countryCode : "US");
    if (number?.isPossible() === false || number === undefined)
      context.addIssue({ code: "custom", message: `${phone} is no phone number`, path: ["phone"] });
    return {
      firstName,
      lastName,
      email,
      phone: number?.number ?? null,
      birthDate: birthDate ?? null,
      address: { ...address, provinceCode: provinceCode || null },
    };
  });

/**
 * Actions in the store and its back office: POST, as JSON or form, under /sandbox/api/store:
 * - `/customers` {firstName, lastName, email, phone, birthDate, address1, city, province, provinceCode, zip, country,
 * countryCode}; answers {id}
 * - `/customers/:id` the same, to edit; `/customers/:id/consent` {subscribed}
 * - `/customers/:id/tag` {tag}, `/customers/:id/untag` {tag}; `/customers/:id/enable`, `/customers/:id/disable`
 * - `/customers/:id/cart` {variantId, quantity}; `/customers/:id/checkout`; `/customers/:id/order` {later}: with
 * payment later
 * - `/customers/:id/data-request`, `/customers/:id/redact`
 * - `/orders/:id/pay`, `/orders/:id/decline` for pending orders; `/orders/:id/cancel`, `/orders/:id/refund`
 * - `/orders/:id/fulfil`; `/orders/:id/parcel` {status}: in_transit, out_for_delivery, delivered, attempted_delivery,
 * failure
 * - `/variants/:id` {price, stock}, either or both; `/uninstall`
 * - `/charges/:id/approve`, `/charges/:id/decline` for app charges
 * - `/subscriptions/:id/approve`, `/subscriptions/:id/decline` for app subscriptions and their new caps;
 * `/subscriptions/:id/turn` {deed}: expire, freeze, unfreeze, cancel; `/billing-fault` {fault}: none, lost, refused
 * - `GET /subscriptions`, `/discounts`, `/charges`, `/flow-triggers`: records that apps have created, oldest first
 * - `/bulk-operations` {fault}: how the Admin API's next ones end: none, denied, broken, partial, cancelled
 * Each answers after the delivery of its webhooks and the work they cause in the app.
 */
export function storeApi(scene: Scene): Router {
  const { store } = scene;
  const router = express.Router();
  const postRoute = <Shape extends z.ZodType>(
    path: string,
    shape: Shape,
    act: (input: z.output<Shape>, now: string) => StoreEvent[],
  ) =>
    router.post(
      path,
      click(scene, shape, async (input) => void (await scene.send(act(input, scene.now())))),
    );

  router.post(
    "/customers",
    click(scene, details, async (input) => {
      const { customer, events } = addCustomer(store, input, scene.now());
      await scene.send(events);
      return { id: customer.id, next: `/sandbox/store?customer=${customer.id}` };
    }),
  );
  postRoute("/customers/:id", z.intersection(id, details), ({ id: customer, ...changes }, now) =>
    editCustomer(store, customer, changes, now),
  );
  postRoute("/customers/:id/consent", id.extend({ subscribed: ticked.default(false) }), (input, now) =>
    tickConsent(store, input.id, input.subscribed, now),
  );
  postRoute(
    "/customers/:id/cart",
    id.extend({ variantId: z.string(), quantity: z.coerce.number().int() }),
    (input, now) => fillCart(store, input.id, input.variantId, input.quantity, now),
  );
  postRoute("/customers/:id/checkout", id, (input, now) => goToCheckout(store, input.id, now));
  postRoute("/customers/:id/order", id.extend({ later: ticked.default(false) }), (input, now) =>
    placeOrder(store, input.id, input, now),
  );
  postRoute("/customers/:id/tag", tag, (input, now) => addTag(store, input.id, input.tag, now));
  postRoute("/customers/:id/untag", tag, (input, now) => removeTag(store, input.id, input.tag, now));
  postRoute("/customers/:id/enable", id, (input, now) => setAccount(store, input.id, "enabled", now));
  postRoute("/customers/:id/disable", id, (input, now) => setAccount(store, input.id, "disabled", now));
  postRoute("/customers/:id/data-request", id, (input) => askForData(store, input.id));
  postRoute("/customers/:id/redact", id, (input) => askToBeForgotten(store, input.id));
  postRoute("/orders/:id/pay", id, (input, now) => pay(store, input.id, now));
  postRoute("/orders/:id/decline", id, (input, now) => failToPay(store, input.id, now));
  postRoute("/orders/:id/fulfil", id, (input, now) => fulfil(store, input.id, now));
  postRoute("/orders/:id/parcel", id.extend({ status: z.enum(shipmentStatuses) }), (input, now) =>
    trackParcel(store, input.id, input.status, now),
  );
  postRoute(
    "/variants/:id",
    id.extend({ price: price.optional(), stock: z.coerce.number().int().min(0).max(9_999).optional() }),
    ({ id: variant, ...changes }, now) => setShelf(store, variant, { ...onShelf(store, variant), ...changes }, now),
  );
  postRoute("/orders/:id/cancel", id, (input, now) => cancel(store, input.id, now));
  postRoute("/orders/:id/refund", id, (input, now) => refund(store, input.id, now));
  postRoute("/bulk-operations", z.object({ fault: z.enum(["none", ...bulkFaults]) }), ({ fault }) => {
    store.bulkFault = fault === "none" ? null : fault;
    return [];
  });
  const decision = (deed: string, status: "ACTIVE" | "DECLINED") =>
    router.post(
      `/charges/:id/${deed}`,
      click(scene, id, async (input) => {
        const { purchase, events } = decidePurchase(store, input.id, status, scene.now());
        await scene.send(events);
        return { id: purchase.id, status: purchase.status, next: backInto(purchase) };
      }),
    );
  decision("approve", "ACTIVE");
  decision("decline", "DECLINED");
  for (const deed of ["approve", "decline"] as const)
    router.post(
      `/subscriptions/:id/${deed}`,
      click(scene, id, async (input) => {
        const { subscription, events } = decideSubscription(store, input.id, deed, scene.now());
        await scene.send(events);
        return { id: subscription.id, status: subscription.status, next: backInto(subscription) };
      }),
    );
  postRoute("/subscriptions/:id/turn", id.extend({ deed: z.enum(subscriptionDeeds) }), (input, now) =>
    changeSubscription(store, input.id, input.deed, now),
  );
  postRoute("/billing-fault", z.object({ fault: z.enum(["none", "lost", "refused"]) }), ({ fault }) => {
    store.billingFault = fault;
    return [];
  });
  router.get("/subscriptions", (_request, response) => void response.json(subscriptionsOf(store)));
  router.get("/discounts", (_request, response) => void response.json(store.discounts));
  router.get("/charges", (_request, response) => void response.json(store.purchases));
  router.get("/flow-triggers", (_request, response) => void response.json(store.flowTriggers));
  postRoute("/uninstall", z.object({}), (_input, now) => {
    endSubscriptions(store, now);
    revokeAll(scene.tokens);
    store.appMetafields = [];
    store.webPixel = null;
    return [{ topic: "app/uninstalled", body: shopBody(store.shop) }];
  });
  return router;
}
