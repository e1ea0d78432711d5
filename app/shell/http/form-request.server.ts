import type { z } from "zod";
import { problemsOf, type Problem } from "#core/problem.ts";

export type FormRequest<T> =
  { ok: true; value: T } | { ok: false; reason: "invalid"; message: string; problems: Problem[] };

/** What a page posted, as JSON, checked. What cannot be understood comes back with each problem at its field. */
export async function readFormRequest<T>(request: Request, schema: z.ZodType<T>): Promise<FormRequest<T>> {
  const given: unknown = await request.json().catch(() => null);
  const read = schema.safeParse(given);
  if (read.success) return { ok: true, value: read.data };
  const problems = problemsOf(read.error.issues);
  return {
    ok: false,
    reason: "invalid",
    message: problems.map(({ path, message }) => `${path} ${message}`.trim()).join("; "),
    problems,
  };
}
