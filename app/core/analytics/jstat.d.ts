/** The part of jStat that the product uses; the package brings no types. */
declare module "jstat" {
  interface JStat {
    normal: { cdf(x: number, mean: number, deviation: number): number };
    studentt: { inv(probability: number, degreesOfFreedom: number): number };
    chisquare: { cdf(x: number, degreesOfFreedom: number): number };
  }
  const library: { jStat: JStat };
  export default library;
}
