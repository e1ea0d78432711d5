import type { z } from "zod";
import { problemsOf, type Problem } from "#core/problem.ts";

export type FormRequest<T> =
  { ok: true; value: T } | { ok: false; reason: "invalid"; message: string; problems: Problem[] };

/** Parses a page's JSON request. An invalid request returns one problem per field. */
export async function readFormRequest<T>(request: Request, schema: z.ZodType<T>): Promise<FormRequest<T>> {
  const body: unknown = await request.json().catch(() => null);
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
