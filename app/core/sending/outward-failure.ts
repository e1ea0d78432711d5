/**
 * Why a call to an external service failed. `refused` is permanent: the same call would fail again. `retry` is
 * temporary.
 */
export type OutwardFailure =
  | {
      kind: "refused";
      /** A short cause, such as "redirected" or Shopify's error code. */
      code: string;
      /** Display text. */
      detail: string;
    }
  | {
      kind: "retry";
      /** A short cause, where callers tell it apart. */
      code?: string;
      /** Display text. */
      detail: string;
      /** The minimum delay in seconds, when the service names one. */
      after?: number;
    };

/** Why the Admin API gives a shop's data not: the app is locked out, it lacks a scope, or there is no answer. */
export type AdminProblem = "no_access" | "not_granted" | "no_answer";

/** What a failed call of the Admin API means to a merchant. */
export function adminProblemOf(failure: OutwardFailure): AdminProblem {
  if (failure.kind === "retry") return failure.code === "no_session" ? "no_access" : "no_answer";
  if (failure.code === "not_granted") return "not_granted";
  return failure.code.startsWith("http_") ? "no_access" : "no_answer";
}

/** The result of an external call other than a text, classified where the response arrives. */
export type OutwardResult =
  { kind: "done"; output?: Record<string, string | number | boolean | null> } | OutwardFailure;
