import { discrepanciesOf, type Discrepancy } from "./discrepancy.ts";

/** A text that cost credits. */
export interface CountedText {
  id: string;
  credits: number;
  /** The segments that its credits were taken for. */
  segments: number;
  /** The segments that the provider billed; null while unknown. */
  billedSegments: number | null;
}

/** Compares the segments that a text's credits were taken for with those that the provider billed. */
export const checkSegments = ({ id, credits, segments, billedSegments }: CountedText): Discrepancy[] =>
  discrepanciesOf(`Message ${id}`, [
    [
      billedSegments !== null && billedSegments !== segments,
      `cost ${credits} credits for ${segments} segments, the provider billed ${billedSegments}`,
    ],
  ]);
