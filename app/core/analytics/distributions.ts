import jstat from "jstat";

const { normal, studentt, chisquare } = jstat.jStat;

/** The probability that a standard normal variable is below `z`. */
export const normalCdf = (z: number): number => normal.cdf(z, 0, 1);

/** The value below which a t-distributed variable lies with a probability; degrees of freedom may be fractions. */
export const studentQuantile = (probability: number, degrees: number): number => studentt.inv(probability, degrees);

/** The probability that a chi-squared variable is above `x`. */
export const chiSquareTail = (x: number, degrees: number): number => 1 - chisquare.cdf(x, degrees);
