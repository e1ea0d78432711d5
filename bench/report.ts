/** Turns seconds into what is told of them. */
export type Say = (seconds: number) => string;

export const sayPerSecond =
  (count: number): Say =>
  (seconds) =>
    `${Math.round(count / seconds).toLocaleString("en")} a second`;

/** Runs once, and says how long it took and how much memory the process then held. */
export async function bench(name: string, work: () => Promise<Say>): Promise<void> {
  const began = performance.now();
  const say = await work();
  const seconds = (performance.now() - began) / 1_000;
  const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20);
  process.stdout.write(`${name}: ${say(seconds)} (${seconds.toFixed(2)} s, ${megabytes} MB)\n`);
}
