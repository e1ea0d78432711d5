import type { Ratios, Results } from "#core/analytics/results.ts";

/** The figures of a period and of the one before it. */
export interface Compared {
  now: Results & Ratios;
  earlier: Results & Ratios;
}

/** An automation or a campaign, with its texts. */
export interface ResultRow extends Compared {
  id: string;
  name: string;
  texts: readonly (Compared & { stepId: string; name: string })[];
}
