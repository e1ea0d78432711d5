import type { AdminApi } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import { flowTrigger, purchase } from "./documents/documents.ts";
import { performMutation, unreadable } from "./perform-mutation.server.ts";

/** Mutations of the app itself: charges and Flow triggers. */
export const appWrites = (request: AdminRequest): Pick<AdminApi, "createPurchase" | "emitFlowTrigger"> => ({
  createPurchase: async (domain, { name, price, currency, returnUrl, test }) => {
    const done = await performMutation(request, {
      domain,
      document: purchase,
      variables: { name, price: { amount: price, currencyCode: currency }, returnUrl, test },
    });
    if (done.kind !== "done") return done;
    const { appPurchaseOneTime: charge, confirmationUrl } = done.result;
    return charge && confirmationUrl ? { kind: "done", output: { shopifyId: charge.id, confirmationUrl } } : unreadable;
  },
  emitFlowTrigger: async (domain, handle, payload) => {
    const done = await performMutation(request, { domain, document: flowTrigger, variables: { handle, payload } });
    return done.kind === "done" ? { kind: "done" } : done;
  },
});
