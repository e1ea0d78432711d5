import { newId } from "../../store/ids.ts";
import type { Purchase } from "../../store/state.ts";
import { purchaseView } from "../views/purchase.ts";
import { refuse, type MutationContext } from "./mutation-context.ts";

interface PurchaseInput {
  name: string;
  price: { amount: string; currencyCode: string };
  returnUrl: string;
  test?: boolean | null;
}

/** Shopify's minimum charge. */
const LEAST_PRICE = 0.5;

function purchase(desk: MutationContext, { name, price, returnUrl, test }: PurchaseInput) {
  if (!(Number(price.amount) >= LEAST_PRICE))
    return {
      confirmationUrl: null,
      ...refuse("appPurchaseOneTime", ["price"], "Price must be greater than or equal to 0.5"),
    };
  const made: Purchase = {
    id: newId(desk.store),
    name,
    price: price.amount,
    currency: price.currencyCode,
    test: test ?? false,
    returnUrl,
    status: "PENDING",
    createdAt: desk.now(),
    updatedAt: desk.now(),
  };
  desk.store.purchases.push(made);
  desk.changed();
  return {
    appPurchaseOneTime: purchaseView(made),
    confirmationUrl: `${desk.appUrl}/sandbox/store/charges/${made.id}`,
    userErrors: [],
  };
}

function receiveTrigger(desk: MutationContext, { handle, payload }: { handle?: string | null; payload?: unknown }) {
  if (!handle) return { userErrors: [{ field: ["handle"], message: "Handle can't be blank" }] };
  desk.store.flowTriggers.push({ handle, payload, at: desk.now() });
  desk.changed();
  return { userErrors: [] };
}

/** Mutations for charges and Flow triggers. */
export const appMutations = (desk: MutationContext) => ({
  appPurchaseOneTimeCreate: (input: PurchaseInput) => purchase(desk, input),
  flowTriggerReceive: (input: { handle?: string | null; payload?: unknown }) => receiveTrigger(desk, input),
});
