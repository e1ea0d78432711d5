import type { ImportResource } from "#core/intake/import/resources.ts";
import type { ImportedObjects } from "../admin-api.server.ts";
import type { BulkObject } from "../bulk-file.server.ts";
import type {
  ShopbellImportCheckoutsQuery,
  ShopbellImportCustomersQuery,
  ShopbellImportOrdersQuery,
} from "../documents/documents.ts";
import { readCustomer } from "./read-admin.server.ts";
import { toCheckoutBody, type AdminCheckoutLine } from "./read-checkout.server.ts";
import { toOrderBody, type AdminOrderLine } from "./read-order.server.ts";
import { idIn, toSmsConsentBody } from "../webhook-shapes.server.ts";

// A line of the file is a node of the query without its connections, whose nodes follow in lines of their own.

type Node<Connection extends { readonly edges: readonly { readonly node: object }[] }> =
  Connection["edges"][number]["node"];
type Customer = Node<ShopbellImportCustomersQuery["customers"]>;
type Order = Omit<Node<ShopbellImportOrdersQuery["orders"]>, "lineItems">;
type Checkout = Omit<Node<ShopbellImportCheckoutsQuery["abandonedCheckouts"]>, "lineItems">;

/** Reads an object whose line may be cut or odd: null then, so that it holds up no other. */
const readable =
  <T>(read: (object: BulkObject) => T) =>
  (object: BulkObject): T | null => {
    try {
      return read(object);
    } catch {
      return null;
    }
  };

export const importedReaders: {
  readonly [R in ImportResource]: (object: BulkObject) => ImportedObjects[R] | null;
} = {
  customers: readable(({ root }) => {
    const customer = root as Customer;
    const shopifyId = idIn(customer.id);
    if (shopifyId === null) throw new Error("a customer without an id");
    return {
      shopifyId,
      updatedAt: customer.updatedAt,
      customer: readCustomer(customer),
      smsConsent: toSmsConsentBody(shopifyId, customer),
    };
  }),
  orders: readable(({ root, children }) => toOrderBody(root as Order, children as AdminOrderLine[])),
  checkouts: readable(({ root, children }) => toCheckoutBody(root as Checkout, children as AdminCheckoutLine[])),
};
