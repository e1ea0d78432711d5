import { z } from "zod";
import type { AdminApi } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import { anyResult, performMutation } from "./perform-mutation.server.ts";

const PURCHASE = `#graphql
  mutation ShopbellPurchase($name: String!, $price: MoneyInput!, $returnUrl: URL!, $test: Boolean!) {
    result: appPurchaseOneTimeCreate(name: $name, price: $price, returnUrl: $returnUrl, test: $test) {
      appPurchaseOneTime { id }
      confirmationUrl
      userErrors { field message }
    }
  }`;
const FLOW = `#graphql
  mutation ShopbellFlowTrigger($handle: String!, $payload: JSON!) {
    result: flowTriggerReceive(handle: $handle, payload: $payload) { userErrors { field message } }
  }`;

const purchaseResult = z.object({ appPurchaseOneTime: z.object({ id: z.string() }), confirmationUrl: z.string() });

/** Mutations of the app itself: charges and Flow triggers. */
export const appWrites = (request: AdminRequest): Pick<AdminApi, "createPurchase" | "emitFlowTrigger"> => ({
  createPurchase: async (domain, { name, price, currency, returnUrl, test }) => {
    const done = await performMutation(request, {
      domain,
      document: PURCHASE,
      variables: { name, price: { amount: price, currencyCode: currency }, returnUrl, test },
      answer: purchaseResult,
    });
    if (done.kind !== "done") return done;
    return {
      kind: "done",
      output: { shopifyId: done.result.appPurchaseOneTime.id, confirmationUrl: done.result.confirmationUrl },
    };
  },
  emitFlowTrigger: async (domain, handle, payload) => {
    const done = await performMutation(request, {
      domain,
      document: FLOW,
      variables: { handle, payload },
      answer: anyResult,
    });
    return done.kind === "done" ? { kind: "done" } : done;
  },
});
