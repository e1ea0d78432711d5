import { z } from "zod";
import { bodyOf, moment, text, tolerantList, tolerantObject, wholeNumber } from "#core/intake/shapes.ts";
import {
  ADDRESS,
  address,
  gid,
  idIn,
  MONEY,
  moneyBag,
  owner,
  PERSON,
  person,
  toAddress,
  toCustomerBody,
} from "./webhook-shapes.server.ts";

export const CHECKOUT = `#graphql
  query ShopbellCheckout($id: ID!) {
    node(id: $id) {
      ... on AbandonedCheckout {
        id name abandonedCheckoutUrl createdAt updatedAt completedAt
        subtotalPriceSet ${MONEY} totalPriceSet ${MONEY}
        shippingAddress ${ADDRESS}
        billingAddress ${ADDRESS}
        customer ${PERSON}
        lineItems(first: 100) {
          nodes { title sku quantity product { id } variant { id } originalUnitPriceSet ${MONEY} }
        }
      }
    }
  }`;

const checkout = bodyOf(
  { id: gid, abandonedCheckoutUrl: z.string() },
  {
    name: text,
    createdAt: moment,
    updatedAt: moment,
    completedAt: moment,
    subtotalPriceSet: moneyBag,
    totalPriceSet: moneyBag,
    shippingAddress: address,
    billingAddress: address,
    customer: person,
    lineItems: tolerantObject({
      nodes: tolerantList(
        bodyOf(
          {},
          {
            title: text,
            sku: text,
            quantity: wholeNumber,
            product: owner,
            variant: owner,
            originalUnitPriceSet: moneyBag,
          },
        ),
      ),
    }),
  },
);

export const checkoutAnswer = z
  .object({ node: checkout.nullable() })
  .transform(({ node }) => ({ checkout: node && toWebhookBody(node) }));

/** The token of a checkout. The Admin API has no field of it; the address that leads back to the checkout has it. */
export const tokenIn = (recoveryUrl: string): string | null =>
  /\/checkouts\/(?:[a-z]{2}\/)?([^/?]+)/.exec(recoveryUrl)?.[1] ?? null;

/** The checkout in the shape of its webhook body. */
const toWebhookBody = (found: z.infer<typeof checkout>): Record<string, unknown> => ({
  token: tokenIn(found.abandonedCheckoutUrl),
  name: found.name,
  abandoned_checkout_url: found.abandonedCheckoutUrl,
  created_at: found.createdAt,
  updated_at: found.updatedAt,
  completed_at: found.completedAt,
  currency: found.totalPriceSet?.shopMoney?.currencyCode ?? null,
  total_price: found.totalPriceSet?.shopMoney?.amount ?? null,
  subtotal_price: found.subtotalPriceSet?.shopMoney?.amount ?? null,
  email: found.customer?.defaultEmailAddress?.emailAddress ?? null,
  shipping_address: toAddress(found.shippingAddress),
  billing_address: toAddress(found.billingAddress),
  customer: found.customer && toCustomerBody(found.customer),
  line_items: (found.lineItems?.nodes ?? []).map((line) => ({
    product_id: idIn(line.product?.id),
    variant_id: idIn(line.variant?.id),
    title: line.title,
    sku: line.sku,
    quantity: line.quantity,
    price: line.originalUnitPriceSet?.shopMoney?.amount ?? null,
  })),
});
