/**
 * Runs a batch. If it fails, bisects it down to the failing items, so that they do not fail the others. `work` must be
 * atomic.
 * @returns one settled result per item, in order
 */
export async function batchOrEach<T, R>(
  items: readonly T[],
  work: (items: readonly T[]) => Promise<readonly R[]>,
): Promise<PromiseSettledResult<R>[]> {
  try {
    return (await work(items)).map((value) => ({ status: "fulfilled", value }));
  } catch (reason) {
    if (items.length <= 1) return items.map(() => ({ status: "rejected", reason }));
    const middle = Math.ceil(items.length / 2);
    return [...(await batchOrEach(items.slice(0, middle), work)), ...(await batchOrEach(items.slice(middle), work))];
  }
}

/**
 * Unwraps a settled result.
 * @throws its rejection reason
 */
export function resultOf<R>(settled: PromiseSettledResult<R>): R {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}
