import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { AdminApi } from "../admin-api.server.ts";
import type { AdminRequest } from "../admin-request.server.ts";
import { customerGid } from "../customer-gid.server.ts";
import type { AdminDocument } from "../documents/admin-document.ts";
import { addTags, removeTags, setMetafield, smsConsent, updateCustomer } from "../documents/documents.ts";
import { performMutation } from "../perform-mutation.server.ts";

const NAMESPACE = "shopbell";

type CustomerWrites = Pick<AdminApi, "addTags" | "removeTags" | "updateCustomer" | "setMetafield" | "writeSmsConsent">;

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
  };
}

const upper = <Word extends string>(word: Word): Uppercase<Word> => word.toUpperCase() as Uppercase<Word>;
