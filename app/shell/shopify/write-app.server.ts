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
/** Of the opt-in form's metafields. */
const NAMESPACE = "opt_in";

const FLOW = `#graphql
  mutation ShopbellFlowTrigger($handle: String!, $payload: JSON!) {
    result: flowTriggerReceive(handle: $handle, payload: $payload) { userErrors { field message } }
  }`;

const INSTALLATION = `#graphql
  query ShopbellInstallation { currentAppInstallation { id } }`;
const APP_METAFIELDS = `#graphql
  mutation ShopbellSetAppMetafields($metafields: [MetafieldsSetInput!]!) {
    result: metafieldsSet(metafields: $metafields) { userErrors { field message code } }
  }`;

const installation = z.object({ currentAppInstallation: z.object({ id: z.string() }) });
const purchaseResult = z.object({ appPurchaseOneTime: z.object({ id: z.string() }), confirmationUrl: z.string() });

/** Mutations of the app itself: charges, its own metafields and Flow triggers. */
export const appWrites = (
  request: AdminRequest,
): Pick<AdminApi, "createPurchase" | "setAppMetafields" | "emitFlowTrigger"> => ({
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
  setAppMetafields: async (domain, metafields) => {
    const found = await request(domain, INSTALLATION, {});
    if (found.kind !== "answered") return found;
    const read = installation.safeParse(found.data);
    if (!read.success) return { kind: "retry", detail: "Shopify's answer cannot be read" };
    const ownerId = read.data.currentAppInstallation.id;
    const done = await performMutation(request, {
      domain,
      document: APP_METAFIELDS,
      variables: { metafields: metafields.map((metafield) => ({ ownerId, namespace: NAMESPACE, ...metafield })) },
      answer: anyResult,
    });
    return done.kind === "done" ? { kind: "done" } : done;
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
