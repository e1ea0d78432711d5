import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { AdminApi } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import { customerGid, customerIdOf } from "../customer-gid.server.ts";
import type { AdminDocument } from "../documents/admin-document.ts";
import {
  addTags,
  createCustomer,
  removeTags,
  setMetafield,
  smsConsent,
  updateCustomer,
} from "../documents/documents.ts";
import { performMutation, unreadable } from "../perform-mutation.server.ts";

const NAMESPACE = "shopbell";

type CustomerWrites = Pick<
  AdminApi,
  "addTags" | "removeTags" | "updateCustomer" | "setMetafield" | "writeSmsConsent" | "createCustomer"
>;

type CustomerMutation<Variables> = AdminDocument<
  { result: { userErrors: readonly { readonly message: string }[] } | null },
  Variables
>;

export function customerWrites(request: AdminRequest): CustomerWrites {
  const write = async <Variables extends object>(
    domain: string,
    document: CustomerMutation<Variables>,
    variables: Variables,
  ): Promise<OutwardResult> => {
    const done = await performMutation(request, { domain, document, variables });
    return done.kind === "done" ? { kind: "done" } : done;
  };
  return {
    addTags: (domain, shopifyId, tags) => write(domain, addTags, { id: customerGid(shopifyId), tags }),
    removeTags: (domain, shopifyId, tags) => write(domain, removeTags, { id: customerGid(shopifyId), tags }),
    updateCustomer: (domain, shopifyId, fields) =>
      write(domain, updateCustomer, { input: { id: customerGid(shopifyId), ...fields } }),
    setMetafield: (domain, shopifyId, metafield) =>
      write(domain, setMetafield, {
        metafields: [{ ownerId: customerGid(shopifyId), namespace: NAMESPACE, ...metafield }],
      }),
    writeSmsConsent: (domain, shopifyId, { state, optInLevel, updatedAt }) =>
      write(domain, smsConsent, {
        input: {
          customerId: customerGid(shopifyId),
          smsMarketingConsent: {
            marketingState: upper(state),
            marketingOptInLevel: upper(optInLevel),
            consentUpdatedAt: updatedAt,
          },
        },
      }),
    createCustomer: async (domain, { phone, firstName, lastName, optInLevel, consentAt }) => {
      const done = await performMutation(request, {
        domain,
        document: createCustomer,
        variables: {
          input: {
            phone,
            firstName,
            lastName,
            smsMarketingConsent: {
              marketingState: "SUBSCRIBED",
              marketingOptInLevel: upper(optInLevel),
              consentUpdatedAt: consentAt,
            },
          },
        },
      });
      if (done.kind !== "done") return done;
      const { customer } = done.result;
      return customer ? { kind: "done", shopifyId: customerIdOf(customer.id) } : unreadable;
    },
  };
}

const upper = <Word extends string>(word: Word): Uppercase<Word> => word.toUpperCase() as Uppercase<Word>;
