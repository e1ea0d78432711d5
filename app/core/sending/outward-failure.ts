/**
 * Why an outward call was not done. `refused` is for good: the same call would be refused again. `retry` may be tried
 * again.
 */
export type OutwardFailure =
  | {
      kind: "refused";
      /** A short word for the cause, such as "redirected" or Shopify's own code. */
      code: string;
      /** For people. */
      detail: string;
    }
  | {
      kind: "retry";
      /** For people. */
      detail: string;
      /** Not sooner than in so many seconds, where the other side said so. */
      after?: number;
    };

/** What came of a call to the outside world other than a text, classified once, where the answer came in. */
export type OutwardResult =
  { kind: "done"; output?: Record<string, string | number | boolean | null> } | OutwardFailure;
