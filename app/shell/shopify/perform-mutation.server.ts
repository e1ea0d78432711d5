import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminRequest } from "./admin-request.server.ts";
import type { AdminDocument } from "./documents/admin-document.ts";

interface UserError {
  readonly field?: readonly string[] | null;
  readonly message: string;
  readonly code?: string | null;
}

/** Data of a mutation: its document aliases the field as `result` and selects `userErrors`. */
interface MutationData {
  readonly result: { readonly userErrors: readonly UserError[] } | null;
}

/** Performs a mutation. @returns its result without errors of the user, or the failure */
export async function performMutation<Data extends MutationData, Variables extends object>(
  request: AdminRequest,
  { domain, document, variables }: { domain: string; document: AdminDocument<Data, Variables>; variables: Variables },
): Promise<{ kind: "done"; result: NonNullable<Data["result"]> } | OutwardFailure> {
  const response = await request(domain, document, variables);
  if (response.kind !== "answered") return response;
  const { result } = response.data;
  if (!result) return unreadable;
  const [first] = result.userErrors;
  return first ? toFailure(first) : { kind: "done", result };
}

/** The answer lacks what a mutation without errors returns. */
export const unreadable: OutwardFailure = { kind: "retry", detail: "Shopify's answer cannot be read" };

function toFailure({ field, message, code }: UserError): OutwardFailure {
  const detail = field?.length ? `${field.join(".")}: ${message}` : message;
  if (code === "INTERNAL_ERROR") return { kind: "retry", detail };
  return { kind: "refused", code: code?.toLowerCase() ?? "user_error", detail };
}
