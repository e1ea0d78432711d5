import { z } from "zod";
import type { OutwardFailure } from "#core/sending/outward-failure.ts";
import type { AskAdmin } from "./ask-admin.server.ts";

const userErrors = z.array(
  z.object({ field: z.array(z.string()).nullish(), message: z.string(), code: z.string().nullish() }),
);
const refusals = z.object({ result: z.object({ userErrors }) });

/** What a mutation without an answer of its own is read by. */
export const nothing = z.unknown();

/**
 * Performs a mutation and reads its answer. The document names its one field `result`, and asks for its `userErrors`.
 * @param answer reads `result`
 */
export async function performMutation<T>(
  ask: AskAdmin,
  {
    domain,
    document,
    variables,
    answer,
  }: { domain: string; document: string; variables: Readonly<Record<string, unknown>>; answer: z.ZodType<T> },
): Promise<{ kind: "done"; result: T } | OutwardFailure> {
  const asked = await ask(domain, document, variables);
  if (asked.kind !== "answered") return asked;
  const refused = refusals.safeParse(asked.data);
  if (!refused.success) return unreadable;
  const [first] = refused.data.result.userErrors;
  if (first) return toFailure(first);
  const read = z.object({ result: answer }).safeParse(asked.data);
  return read.success ? { kind: "done", result: read.data.result } : unreadable;
}

const unreadable: OutwardFailure = { kind: "retry", detail: "Shopify's answer cannot be read" };

function toFailure({ field, message, code }: z.infer<typeof userErrors>[number]): OutwardFailure {
  const detail = field?.length ? `${field.join(".")}: ${message}` : message;
  if (code === "INTERNAL_ERROR") return { kind: "retry", detail };
  return { kind: "refused", code: code?.toLowerCase() ?? "user_error", detail };
}
