import { z } from "zod";
import type { OutwardFailure, OutwardResult } from "#core/sending/outward-failure.ts";
import type { AdminApi, NewDiscount } from "./admin-api.server.ts";
import type { AskAdmin } from "./ask-admin.server.ts";
import { customerGid } from "./customer-gid.server.ts";
import { performMutation } from "./perform-mutation.server.ts";
import { SHOP, shopAnswer } from "./read-admin.server.ts";

const ANSWER = "codeDiscountNode { id } userErrors { field message code }";
const BASIC = `#graphql
  mutation ShopbellDiscount($discount: DiscountCodeBasicInput!) { result: discountCodeBasicCreate(basicCodeDiscount: $discount) { ${ANSWER} } }`;
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

const made = z.object({ codeDiscountNode: z.object({ id: z.string() }) });
const standing = z.object({
  codeDiscountNodeByCode: z
    .object({ id: z.string(), codeDiscount: z.object({ title: z.string().optional() }) })
    .nullable(),
});

export const discountWrites = (ask: AskAdmin): Pick<AdminApi, "createDiscount"> => ({
  createDiscount: async (domain, discount) => {
    const foreign =
      discount.currency && (discount.kind === "fixed_amount" || discount.minimumSubtotal)
        ? await checkCurrency(ask, domain, discount.currency)
        : null;
    if (foreign) return foreign;
    const free = discount.kind === "free_shipping";
    const done = await performMutation(ask, {
      domain,
      document: free ? FREE_SHIPPING : BASIC,
      variables: { discount: free ? freeShipping(discount) : basic(discount) },
      answer: made,
    });
    if (done.kind === "done")
      return { kind: "done", output: { id: done.result.codeDiscountNode.id, code: discount.code } };
    return done.kind === "refused" && done.code === "taken" ? findOurs(ask, domain, discount, done) : done;
  },
});

/** Amounts carry no currency there: ten of another currency would silently become ten of the store's. */
async function checkCurrency(ask: AskAdmin, domain: string, currency: string): Promise<OutwardFailure | null> {
  const asked = await ask(domain, SHOP, {});
  if (asked.kind !== "answered") return asked;
  const { data: shop } = shopAnswer.safeParse(asked.data);
  if (!shop) return { kind: "retry", detail: "Shopify's answer cannot be read" };
  if (shop.currency === currency) return null;
  return {
    kind: "refused",
    code: "currency_mismatch",
    detail: `the store's currency is ${shop.currency}, the discount's ${currency}; change the amount in the automation`,
  };
}

/** The code stands already: by an earlier try of ours, whose answer was lost, or as somebody else's. */
async function findOurs(
  ask: AskAdmin,
  domain: string,
  { code, title }: NewDiscount,
  refused: OutwardFailure,
): Promise<OutwardResult> {
  const asked = await ask(domain, BY_CODE, { code });
  if (asked.kind !== "answered") return asked;
  const node = standing.safeParse(asked.data).data?.codeDiscountNodeByCode;
  return node?.codeDiscount.title === title ? { kind: "done", output: { id: node.id, code } } : refused;
}

const shared = ({ code, title, startsAt, endsAt, usageLimit, customerId, minimumSubtotal }: NewDiscount) => ({
  code,
  title,
  startsAt,
  endsAt,
  usageLimit,
  context: customerId ? { customers: { add: [customerGid(customerId)] } } : { all: "ALL" },
  ...(minimumSubtotal ? { minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: minimumSubtotal } } } : {}),
});

const basic = (discount: NewDiscount) => ({
  ...shared(discount),
  customerGets: {
    items: { all: true },
    value:
      discount.kind === "percentage"
        ? { percentage: Number(discount.value) / 100 }
        : { discountAmount: { amount: discount.value, appliesOnEachItem: false } },
  },
});

const freeShipping = (discount: NewDiscount) => ({ ...shared(discount), destination: { all: true } });
