import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { AdminApi } from "./admin-api.server.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import { customerGid } from "./customer-gid.server.ts";
import { anyResult, performMutation } from "./perform-mutation.server.ts";

const ADD_TAGS = `#graphql
  mutation ShopbellAddTags($id: ID!, $tags: [String!]!) {
    result: tagsAdd(id: $id, tags: $tags) { userErrors { field message } }
  }`;
const REMOVE_TAGS = `#graphql
  mutation ShopbellRemoveTags($id: ID!, $tags: [String!]!) {
    result: tagsRemove(id: $id, tags: $tags) { userErrors { field message } }
  }`;
const UPDATE = `#graphql
  mutation ShopbellUpdateCustomer($input: CustomerInput!) {
    result: customerUpdate(input: $input) { userErrors { field message } }
  }`;
const METAFIELD = `#graphql
  mutation ShopbellSetMetafield($metafields: [MetafieldsSetInput!]!) {
    result: metafieldsSet(metafields: $metafields) { userErrors { field message code } }
  }`;
const CONSENT = `#graphql
  mutation ShopbellSmsConsent($input: CustomerSmsMarketingConsentUpdateInput!) {
    result: customerSmsMarketingConsentUpdate(input: $input) { userErrors { field message code } }
  }`;

const NAMESPACE = "shopbell";

type CustomerWrites = Pick<AdminApi, "addTags" | "removeTags" | "updateCustomer" | "setMetafield" | "writeSmsConsent">;

export function customerWrites(request: AdminRequest): CustomerWrites {
  const write = async (
    domain: string,
    document: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<OutwardResult> => {
    const done = await performMutation(request, { domain, document, variables, answer: anyResult });
    return done.kind === "done" ? { kind: "done" } : done;
  };
  return {
    addTags: (domain, shopifyId, tags) => write(domain, ADD_TAGS, { id: customerGid(shopifyId), tags }),
    removeTags: (domain, shopifyId, tags) => write(domain, REMOVE_TAGS, { id: customerGid(shopifyId), tags }),
    updateCustomer: (domain, shopifyId, fields) =>
      write(domain, UPDATE, { input: { id: customerGid(shopifyId), ...fields } }),
    setMetafield: (domain, shopifyId, metafield) =>
      write(domain, METAFIELD, {
        metafields: [{ ownerId: customerGid(shopifyId), namespace: NAMESPACE, ...metafield }],
      }),
    writeSmsConsent: (domain, shopifyId, { state, optInLevel, updatedAt }) =>
      write(domain, CONSENT, {
        input: {
          customerId: customerGid(shopifyId),
          smsMarketingConsent: {
            marketingState: state.toUpperCase(),
            marketingOptInLevel: optInLevel.toUpperCase(),
            consentUpdatedAt: updatedAt,
          },
        },
      }),
  };
}
