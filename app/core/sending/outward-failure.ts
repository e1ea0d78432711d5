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

/** The result of an external call other than a text, classified where the response arrives. */
export type OutwardResult =
  { kind: "done"; output?: Record<string, string | number | boolean | null> } | OutwardFailure;
