import type { OutwardFailure, OutwardResult } from "#core/sending/outward-failure.ts";
import type { AdminApi, NewDiscount } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import { customerGid } from "../customer-gid.server.ts";
import {
  discount as basicDiscount,
  discountByCode,
  findDiscount,
  freeShipping as freeShippingDiscount,
  shop as shopDocument,
} from "../documents/documents.ts";
import { performMutation, unreadable } from "../perform-mutation.server.ts";

export const discountWrites = (request: AdminRequest): Pick<AdminApi, "createDiscount" | "findDiscount"> => ({
  findDiscount: async (domain, code) => {
    const response = await request(domain, findDiscount, { code });
    if (response.kind !== "answered") return response;
    const found = response.data.codeDiscountNodeByCode?.codeDiscount;
    return {
      kind: "answered",
      discount:
        found && "status" in found
          ? { status: found.status.toLowerCase(), startsAt: found.startsAt, endsAt: found.endsAt ?? null }
          : null,
    };
  },
  createDiscount: async (domain, discount) => {
    const currencyFailure =
      discount.currency && (discount.kind === "fixed_amount" || discount.minimumSubtotal)
        ? await checkCurrency(request, domain, discount.currency)
        : null;
    if (currencyFailure) return currencyFailure;
    const done =
      discount.kind === "free_shipping"
        ? await performMutation(request, {
            domain,
            document: freeShippingDiscount,
            variables: { discount: freeShipping(discount) },
          })
        : await performMutation(request, { domain, document: basicDiscount, variables: { discount: basic(discount) } });
    if (done.kind === "done")
      return done.result.codeDiscountNode
        ? { kind: "done", output: { id: done.result.codeDiscountNode.id, code: discount.code } }
        : unreadable;
    return done.kind === "refused" && done.code === "taken" ? findOwnDiscount(request, domain, discount, done) : done;
  },
});

/** Discount amounts have no currency: an amount in another currency would silently count in the store's. */
async function checkCurrency(request: AdminRequest, domain: string, currency: string): Promise<OutwardFailure | null> {
  const response = await request(domain, shopDocument, {});
  if (response.kind !== "answered") return response;
  const { currencyCode } = response.data.shop;
  if (currencyCode === currency) return null;
  return {
    kind: "refused",
    code: "currency_mismatch",
    detail: `the store's currency is ${currencyCode}, the discount's ${currency}; change the amount in the automation`,
  };
}

/** The code exists already: from our earlier attempt whose response was lost, or from another source. */
async function findOwnDiscount(
  request: AdminRequest,
  domain: string,
  { code, title }: NewDiscount,
  refused: OutwardFailure,
): Promise<OutwardResult> {
  const response = await request(domain, discountByCode, { code });
  if (response.kind !== "answered") return response;
  const node = response.data.codeDiscountNodeByCode;
  return node && "title" in node.codeDiscount && node.codeDiscount.title === title
    ? { kind: "done", output: { id: node.id, code } }
    : refused;
}

const shared = ({
  code,
  title,
  startsAt,
  endsAt,
  usageLimit,
  customerId,
  oncePerCustomer = false,
  minimumSubtotal,
  combinesWith,
}: NewDiscount) => ({
  code,
  title,
  startsAt,
  endsAt,
  usageLimit,
  ...(oncePerCustomer && { appliesOncePerCustomer: true }),
  combinesWith: {
    orderDiscounts: combinesWith.includes("order"),
    productDiscounts: combinesWith.includes("product"),
    shippingDiscounts: combinesWith.includes("shipping"),
  },
  context: customerId ? { customers: { add: [customerGid(customerId)] } } : { all: "ALL" as const },
  ...(minimumSubtotal ? { minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: minimumSubtotal } } } : {}),
});

/** What the discount holds for; Shopify takes products or collections, not both. */
function itemsOf({ products, collections }: NewDiscount) {
  if (products.length > 0) return { products: { productsToAdd: products.map((id) => `gid://shopify/Product/${id}`) } };
  return collections.length > 0
    ? { collections: { add: collections.map((id) => `gid://shopify/Collection/${id}`) } }
    : { all: true };
}

const basic = (discount: NewDiscount) => ({
  ...shared(discount),
  customerGets: {
    items: itemsOf(discount),
    value:
      discount.kind === "percentage"
        ? { percentage: Number(discount.value) / 100 }
        : { discountAmount: { amount: discount.value, appliesOnEachItem: false } },
  },
});

const freeShipping = (discount: NewDiscount) => ({ ...shared(discount), destination: { all: true } });
