/** Collects concurrent items into batches. */
export interface Batcher<T, R> {
  /** Resolves with the item's result once its batch is done; rejects with the batch's error. */
  add(item: T): Promise<R>;
}

interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * @param flush processes a batch; returns results in the order of the items
 * @param options.most maximum items per batch
 * @param options.atOnce maximum concurrent batches
 */
export function createBatcher<T, R>(
  flush: (items: readonly T[]) => Promise<readonly R[]>,
  { most: maxItems, atOnce: maxConcurrent = 1 }: { most: number; atOnce?: number },
): Batcher<T, R> {
  const waiting: Waiting<T, R>[] = [];
  let running = 0;
  let scheduled = false;

  async function flushNext(): Promise<void> {
    const batch = waiting.splice(0, maxItems);
    running++;
    try {
      const results = await flush(batch.map(({ item }) => item));
      for (const [at, { resolve }] of batch.entries()) resolve(results[at] as R);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      running--;
      scheduleFlush();
    }
  }

  function scheduleFlush(): void {
    // Wait for the end of the event-loop turn, so that items added in the same turn share a batch.
    if (scheduled || waiting.length === 0 || running >= maxConcurrent) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (waiting.length > 0 && running < maxConcurrent) void flushNext();
    });
  }

  return {
    add: (item) =>
      new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        scheduleFlush();
      }),
  };
}

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
