import type { z } from "zod";
import { problemsOf, type Problem } from "#core/problem.ts";
import { storable } from "#core/storable-text.ts";

/** The fields of a posted HTML form. */
export const readFormFields = async (request: Request): Promise<unknown> =>
  storable(Object.fromEntries(await request.formData()));

export type FormRequest<T> =
  { ok: true; value: T } | { ok: false; reason: "invalid"; message: string; problems: Problem[] };

/** Parses a page's JSON request. An invalid request returns one problem per field. */
export async function readFormRequest<T>(request: Request, schema: z.ZodType<T>): Promise<FormRequest<T>> {
  const body = storable(await request.json().catch(() => null));
  const read = schema.safeParse(body);
  if (read.success) return { ok: true, value: read.data };
  const problems = problemsOf(read.error.issues);
  return {
    ok: false,
    reason: "invalid",
    message: problems.map(({ path, message }) => `${path} ${message}`.trim()).join("; "),
    problems,
  };
}
