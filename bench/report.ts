/** Formats a duration in seconds as a result. */
export type Say = (seconds: number) => string;

export const sayPerSecond =
  (count: number): Say =>
  (seconds) =>
    `${Math.round(count / seconds).toLocaleString("en")} a second`;

/** Runs `work` once; prints its duration and the process's memory. */
export async function bench(name: string, work: () => Promise<Say>): Promise<void> {
  const began = performance.now();
  const say = await work();
  const seconds = (performance.now() - began) / 1_000;
  const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
  process.stdout.write(`${name}: ${say(seconds)} (${seconds.toFixed(2)} s, ${megabytes} MB)\n`);
}
