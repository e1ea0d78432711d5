/**
 * Does a batch; where it fails as a whole, its halves, down to the one item that cannot be done, so that it harms no
 * other. `work` is all or nothing.
 * @returns what came of each item, in their order
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

/** One item's result, or its error thrown. */
export function resultOf<R>(settled: PromiseSettledResult<R>): R {
  if (settled.status === "rejected") throw settled.reason;
  return settled.value;
}
