import type { ShownProduct } from "#core/intake/viewed-product.ts";
import type { ChangedResource, ChangesByResource } from "#core/intake/reconciliation/changes.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { OutwardFailure, OutwardResult } from "#core/sending/outward-failure.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Email, MailOutcome } from "#shell/email/mailer.server.ts";
import type { WebhookCall } from "#shell/http/outbound.server.ts";
import type { AdminApi, AdminCustomer, ExistingDiscount } from "#shell/shopify/admin-api.server.ts";
import { fakeBilling } from "./billing.ts";
import { fakeAccounts, nobody } from "./fake-accounts.ts";
import { fakeBulk } from "./fake-bulk.ts";
import { fakeCodes } from "./fake-codes.ts";

type FakeChanges = { [R in ChangedResource]: ChangesByResource[R][] };
const CHANGES_PER_PAGE = 2;

type Write = Exclude<
  keyof AdminApi,
  | "shop"
  | "customer"
  | "order"
  | "checkout"
  | "changes"
  | "product"
  | "grantedScopes"
  | "bulk"
  | "segments"
  | "segment"
  | "segmentMembers"
  | "customerByPhone"
  | "createCustomer"
  | "discountCodes"
  | "discountOfCode"
  | keyof ReturnType<typeof fakeBilling>["adminApi"]
>;

/** One write to the store: which, and what it was told after the shop's domain. */
export interface StoreWrite {
  write: Write;
  domain: string;
  told: readonly unknown[];
}

const done = (): OutwardResult => ({ kind: "done" });

/** The outside world besides the phone company: records each call, and answers as it is told to. */
export function recordOutside(now: () => Instant) {
  const letters: Email[] = [];
  const calls: WebhookCall[] = [];
  const writes: StoreWrite[] = [];
  const known = new Map<string, AdminCustomer>();
  const ordersAsked: string[] = [];
  const changed: FakeChanges = { customers: [], orders: [], checkouts: [] };
  const discounts = new Map<string, ExistingDiscount>();
  const checkouts = new Map<string, Record<string, unknown>>();
  const bulk = fakeBulk();
  /** Shopify's segments by number. */
  const segments = new Map<string, { name: string; customerIds: string[] }>();
  let segmentsFailure: OutwardFailure | null = null;
  let changesFailure: (domain: string, resource: ChangedResource) => OutwardFailure | null = () => null;
  const productsAsked: string[] = [];
  let products: (id: string) => { product: ShownProduct | null } | null = () => null;
  let orders: (id: string) => { order: Record<string, unknown> | null } | null = () => null;
  let mailServer: (letter: Email) => MailOutcome | Promise<MailOutcome> = done;
  let receiver: (call: WebhookCall) => OutwardResult | Promise<OutwardResult> = done;
  let store: (write: StoreWrite) => OutwardResult | Promise<OutwardResult> = done;

  const write =
    (name: Write) =>
    async (domain: string, ...told: readonly unknown[]): Promise<OutwardResult> => {
      const call: StoreWrite = { write: name, domain, told };
      writes.push(call);
      return store(call);
    };
  const billing = fakeBilling(now);
  const accounts = fakeAccounts();
  const codes = fakeCodes();
  const adminApi: AdminApi = {
    ...billing.adminApi,
    ...accounts.adminApi,
    shop: async () => null,
    business: async () => null,
    customer: async (_domain, id) => known.get(id) ?? null,
    order: async (_domain, id) => {
      ordersAsked.push(id);
      return orders(id);
    },
    checkout: async (_domain, id) => ({ checkout: checkouts.get(id) ?? null }),
    segments: async () => ({ kind: "answered", segments: [...segments].map(([id, { name }]) => ({ id, name })) }),
    segment: async (_domain, id) => {
      if (segmentsFailure) return segmentsFailure;
      const segment = segments.get(id);
      return { kind: "answered", segment: segment ? { id, name: segment.name } : null };
    },
    segmentMembers: async (_domain, id) => {
      if (segmentsFailure) return segmentsFailure;
      const segment = segments.get(id);
      return segment ? { kind: "answered", customerIds: segment.customerIds } : { kind: "gone" };
    },
    changes: async (domain, resource, { since, until, after }) => {
      const failure = changesFailure(domain, resource);
      if (failure) return failure;
      const all = changed[resource].filter(
        ({ updatedAt }) =>
          Temporal.Instant.compare(updatedAt, since) >= 0 && Temporal.Instant.compare(updatedAt, until) <= 0,
      );
      const from = Number(after ?? 0);
      const next = from + CHANGES_PER_PAGE;
      return {
        kind: "answered",
        page: { changed: all.slice(from, next), next: next < all.length ? String(next) : null },
      };
    },
    grantedScopes: async () => ({ kind: "answered", scopes: [...bulk.scopes] }),
    bulk: bulk.api,
    addTags: write("addTags"),
    removeTags: write("removeTags"),
    updateCustomer: write("updateCustomer"),
    setMetafield: write("setMetafield"),
    writeSmsConsent: write("writeSmsConsent"),
    ...codes.adminApi,
    createDiscount: async (domain, discount) => {
      const answer = await write("createDiscount")(domain, discount);
      return answer.kind === "done" ? { kind: "done", output: { id: codes.create(discount.code) } } : answer;
    },
    addDiscountCodes: async (domain, discountId, some) => {
      const answer = await write("addDiscountCodes")(domain, discountId, some);
      return answer.kind === "done" ? { kind: "answered", creationId: codes.add(discountId, some) } : answer;
    },
    findDiscount: async (_domain, code) => ({ kind: "answered", discount: discounts.get(code) ?? null }),
    searchCatalog: async () => [],
    product: async (_domain, id) => {
      productsAsked.push(id);
      return products(id);
    },
    activatePixel: write("activatePixel"),
    removePixel: write("removePixel"),
    setAppMetafields: write("setAppMetafields"),
    emitFlowTrigger: write("emitFlowTrigger"),
    createPurchase: async (...told) => {
      const answer = await write("createPurchase")(...told);
      if (answer.kind !== "done") return answer;
      const id = writes.filter((call) => call.write === "createPurchase").length;
      const shopifyId = `gid://shopify/AppPurchaseOneTime/${id}`;
      const [, { name, price, currency }] = told;
      billing.purchases.push({ shopifyId, name, price, currency, status: "pending", createdAt: now() });
      return { kind: "done", output: { shopifyId, confirmationUrl: `https://shop.example/charges/${id}` } };
    },
  };
  const parts: Pick<AppContext, "adminApi" | "billingMeter" | "mailer" | "webhooks"> = {
    adminApi,
    billingMeter: billing.meter,
    mailer: {
      send: async (letter) => {
        letters.push(letter);
        return mailServer(letter);
      },
      check: async () => undefined,
    },
    webhooks: async (call) => {
      calls.push(call);
      return receiver(call);
    },
  };
  return {
    parts,
    /** Shopify's subscriptions and usage charges. */
    billing,
    /** Shopify's customers by number, as the app adds to them. */
    accounts,
    /** E-mails handed to the mail server. */
    letters,
    /** Webhooks called. */
    calls,
    /** What was written to the store by the Admin API. */
    writes,
    /** What the Admin API knows of a customer. */
    adminKnows: (id: string, customer: Partial<AdminCustomer>) => known.set(id, { ...nobody, ...customer }),
    /** The orders that the Admin API was asked for. */
    ordersAsked,
    /** What the Admin API answers about an order; nothing unless told. */
    adminOrders: (say: typeof orders) => (orders = say),
    /** The products that the Admin API was asked for. */
    productsAsked,
    /** What the Admin API answers about a product; nothing unless told. */
    adminProducts: (say: typeof products) => (products = say),
    /** What the Admin API shows as changed; filtered by time, some to a page. */
    changed,
    /** The discounts that the Admin API finds, by code. */
    adminDiscounts: discounts,
    /** Checkouts in the shape of their webhooks' bodies, by global id. */
    adminCheckouts: checkouts,
    /** Bulk operations of the Admin API. */
    bulk,
    /** How the Admin API fails to list changes; it does not unless told. */
    changesFail: (say: typeof changesFailure) => (changesFailure = say),
    /** Codes that were added to discounts in bulk. */
    codes,
    /** Shopify's segments, by number. */
    segments,
    /** How Shopify fails to tell of segments; it does not unless told. */
    segmentsFail: (failure: typeof segmentsFailure) => (segmentsFailure = failure),
    mailServer: (say: typeof mailServer) => (mailServer = say),
    receiver: (say: typeof receiver) => (receiver = say),
    store: (say: typeof store) => (store = say),
  };
}
