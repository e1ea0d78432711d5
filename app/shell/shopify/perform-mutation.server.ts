import { z } from "zod";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AdminRequest } from "./admin-request.server.ts";

const userErrors = z.array(
  z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() }),
);
const refusals = z.object({ result: z.object({ userErrors }) });

/** Result schema of a mutation whose result is ignored. */
export const anyResult = z.unknown();

/**
 * Performs a mutation and parses its result. The document must alias its field as `result` and select `userErrors`.
 * @param request.answer schema of `result`
 */
export async function performMutation<T>(
  request: AdminRequest,
  {
    domain,
    document,
    variables,
    answer,
  }: { domain: string; document: string; variables: Readonly<Record<string, unknown>>; answer: z.ZodType<T> },
): Promise<{ kind: "done"; result: T } | OutwardFailure> {
  const response = await request(domain, document, variables);
  if (response.kind !== "answered") return response;
  const refused = refusals.safeParse(response.data);
  if (!refused.success) return unreadable;
  const [first] = refused.data.result.userErrors;
  if (first) return toFailure(first);
  const read = z.object({ result: answer }).safeParse(response.data);
  return read.success ? { kind: "done", result: read.data.result } : unreadable;
}

const unreadable: OutwardFailure = { kind: "retry", detail: "Shopify's answer cannot be read" };

function toFailure({ field, message, code }: z.infer<typeof userErrors>[number]): OutwardFailure {
  const detail = field?.length ? `${field.join(".")}: ${message}` : message;
  if (code === "INTERNAL_ERROR") return { kind: "retry", detail };
  return { kind: "refused", code: code?.toLowerCase() ?? "user_error", detail };
}
