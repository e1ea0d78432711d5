import { z } from "zod";
import type { OutwardFailure, OutwardResult } from "#core/sending/outward-failure.ts";
import type { AdminApi, NewDiscount } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import { customerGid } from "./customer-gid.server.ts";
import { performMutation } from "./perform-mutation.server.ts";
import { SHOP, shopAnswer } from "./read-admin.server.ts";

const ANSWER = "codeDiscountNode { id } userErrors { field message code }";
const BASIC = `#graphql
  mutation ShopbellDiscount($discount: DiscountCodeBasicInput!) {
    result: discountCodeBasicCreate(basicCodeDiscount: $discount) { ${ANSWER} }
  }`;
const FREE_SHIPPING = `#graphql
  mutation ShopbellFreeShipping($discount: DiscountCodeFreeShippingInput!) {
    result: discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) { ${ANSWER} }
  }`;
const BY_CODE = `#graphql
  query ShopbellDiscountByCode($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount { ... on DiscountCodeBasic { title } ... on DiscountCodeFreeShipping { title } }
    }
  }`;

const FIND = `#graphql
  query ShopbellFindDiscount($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      codeDiscount {
        ... on DiscountCodeBasic { status startsAt endsAt }
        ... on DiscountCodeFreeShipping { status startsAt endsAt }
        ... on DiscountCodeBxgy { status startsAt endsAt }
        ... on DiscountCodeApp { status startsAt endsAt }
      }
    }
  }`;

const createdResult = z.object({ codeDiscountNode: z.object({ id: z.string() }) });
const existingResult = z.object({
  codeDiscountNodeByCode: z
    .object({ id: z.string(), codeDiscount: z.object({ title: z.string().optional() }) })
    .nullable(),
});

const foundResult = z.object({
  codeDiscountNodeByCode: z
    .object({
      codeDiscount: z.object({
        status: z.string().toLowerCase(),
        startsAt: z.string(),
        endsAt: z.string().nullish().default(null),
      }),
    })
    .nullable(),
});

export const discountWrites = (request: AdminRequest): Pick<AdminApi, "createDiscount" | "findDiscount"> => ({
  findDiscount: async (domain, code) => {
    const response = await request(domain, FIND, { code });
    if (response.kind !== "answered") return response;
    const found = foundResult.safeParse(response.data);
    return found.success
      ? { kind: "answered", discount: found.data.codeDiscountNodeByCode?.codeDiscount ?? null }
      : { kind: "retry", detail: "Shopify's answer cannot be read" };
  },
  createDiscount: async (domain, discount) => {
    const currencyFailure =
      discount.currency && (discount.kind === "fixed_amount" || discount.minimumSubtotal)
        ? await checkCurrency(request, domain, discount.currency)
        : null;
    if (currencyFailure) return currencyFailure;
    const free = discount.kind === "free_shipping";
    const done = await performMutation(request, {
      domain,
      document: free ? FREE_SHIPPING : BASIC,
      variables: { discount: free ? freeShipping(discount) : basic(discount) },
      answer: createdResult,
    });
    if (done.kind === "done")
      return { kind: "done", output: { id: done.result.codeDiscountNode.id, code: discount.code } };
    return done.kind === "refused" && done.code === "taken" ? findOwnDiscount(request, domain, discount, done) : done;
  },
});

/** Discount amounts have no currency: an amount in another currency would silently count in the store's. */
async function checkCurrency(request: AdminRequest, domain: string, currency: string): Promise<OutwardFailure | null> {
  const response = await request(domain, SHOP, {});
  if (response.kind !== "answered") return response;
  const { data: shop } = shopAnswer.safeParse(response.data);
  if (!shop) return { kind: "retry", detail: "Shopify's answer cannot be read" };
  if (shop.currency === currency) return null;
  return {
    kind: "refused",
    code: "currency_mismatch",
    detail: `the store's currency is ${shop.currency}, the discount's ${currency}; change the amount in the automation`,
  };
}

/** The code exists already: from our earlier attempt whose response was lost, or from another source. */
async function findOwnDiscount(
  request: AdminRequest,
  domain: string,
  { code, title }: NewDiscount,
  refused: OutwardFailure,
): Promise<OutwardResult> {
  const response = await request(domain, BY_CODE, { code });
  if (response.kind !== "answered") return response;
  const node = existingResult.safeParse(response.data).data?.codeDiscountNodeByCode;
  return node?.codeDiscount.title === title ? { kind: "done", output: { id: node.id, code } } : refused;
}

const shared = ({
  code,
  title,
  startsAt,
  endsAt,
  usageLimit,
  customerId,
  minimumSubtotal,
  combinesWith,
}: NewDiscount) => ({
  code,
  title,
  startsAt,
  endsAt,
  usageLimit,
  combinesWith: {
    orderDiscounts: combinesWith.includes("order"),
    productDiscounts: combinesWith.includes("product"),
    shippingDiscounts: combinesWith.includes("shipping"),
  },
  context: customerId ? { customers: { add: [customerGid(customerId)] } } : { all: "ALL" },
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
