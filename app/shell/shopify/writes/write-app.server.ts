import type { AdminApi } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import { appInstallation, flowTrigger, purchase, setMetafield } from "../documents/documents.ts";
import { performMutation, unreadable } from "../perform-mutation.server.ts";

/** Of the opt-in form's metafields. */
const NAMESPACE = "opt_in";

/** Mutations of the app itself: charges, its own metafields and Flow triggers. */
export const appWrites = (
  request: AdminRequest,
): Pick<AdminApi, "createPurchase" | "setAppMetafields" | "emitFlowTrigger"> => ({
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
  setAppMetafields: async (domain, metafields) => {
    const found = await request(domain, appInstallation, {});
    if (found.kind !== "answered") return found;
    const ownerId = found.data.currentAppInstallation.id;
    const done = await performMutation(request, {
      domain,
      document: setMetafield,
      variables: { metafields: metafields.map((metafield) => ({ ownerId, namespace: NAMESPACE, ...metafield })) },
    });
    return done.kind === "done" ? { kind: "done" } : done;
  },
  emitFlowTrigger: async (domain, handle, payload) => {
    const done = await performMutation(request, { domain, document: flowTrigger, variables: { handle, payload } });
    return done.kind === "done" ? { kind: "done" } : done;
  },
});
