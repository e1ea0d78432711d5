import { storable } from "#core/storable-text.ts";
import { bodyLimitOf } from "./body-limits.server.ts";
import { BodyTooLarge, readBody } from "./bounded-body.server.ts";

/** Statuses of refusals. */
const statuses: Partial<Record<string, number>> = {
  invalid: 422,
  not_found: 404,
  taken: 409,
  built_in: 409,
  disabled: 409,
};

/** The JSON response to an operator's request about tasks. @param status of success */
export const taskAnswer = (
  answer: { ok: true } | { ok: false; reason: string; problems?: unknown },
  status = 200,
): Response =>
  Response.json(answer, {
    status: answer.ok ? status : (statuses[answer.reason] ?? 400),
    headers: { "Cache-Control": "no-store" },
  });

/** Reads the JSON body of an operator's request, and answers 413 or 400 where it cannot. */
export async function withTaskBody(request: Request, answer: (given: unknown) => Promise<Response>): Promise<Response> {
  let given: unknown;
  try {
    given = storable(
      JSON.parse(
        new TextDecoder("utf-8", { fatal: true }).decode(
          await readBody(request, bodyLimitOf(new URL(request.url).pathname)),
        ),
      ),
    );
  } catch (error) {
    if (error instanceof BodyTooLarge)
      return Response.json(
        { ok: false, reason: "too_large", message: `the body is ${error.message}` },
        { status: 413 },
      );
    return Response.json({ ok: false, reason: "not_json", message: "the body is not JSON" }, { status: 400 });
  }
  return answer(given);
}
