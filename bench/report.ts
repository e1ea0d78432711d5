/** Formats a duration in seconds as a result. */
export type FormatDuration = (seconds: number) => string;

export const formatPerSecond =
  (count: number): FormatDuration =>
  (seconds) =>
    `${Math.round(count / seconds).toLocaleString("en")} a second`;

/** Runs `work` once; prints its duration and the process's memory. */
export async function bench(name: string, work: () => Promise<FormatDuration>): Promise<void> {
  const began = performance.now();
  const format = await work();
  const seconds = (performance.now() - began) / 1_000;
  const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
  process.stdout.write(`${name}: ${format(seconds)} (${seconds.toFixed(2)} s, ${megabytes} MB)\n`);
}
