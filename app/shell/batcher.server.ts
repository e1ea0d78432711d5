/** Groups what arrives together: one at a time is a batch of one, a thousand at once are a few batches. */
export interface Batcher<T, R> {
  /** Resolves with the item's own result once its batch is done; rejects with the batch's error. */
  add(item: T): Promise<R>;
}

interface Waiting<T, R> {
  item: T;
  resolve(result: R): void;
  reject(error: unknown): void;
}

/**
 * @param flush does a batch; answers in the order of the items
 * @param options.most items a batch, and batches under way at once
 */
export function createBatcher<T, R>(
  flush: (items: readonly T[]) => Promise<readonly R[]>,
  { most, atOnce = 1 }: { most: number; atOnce?: number },
): Batcher<T, R> {
  const waiting: Waiting<T, R>[] = [];
  let underWay = 0;
  let scheduled = false;

  async function run(): Promise<void> {
    const batch = waiting.splice(0, most);
    underWay++;
    try {
      const results = await flush(batch.map(({ item }) => item));
      for (const [at, { resolve }] of batch.entries()) resolve(results[at] as R);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      underWay--;
      next();
    }
  }

  function next(): void {
    // Waits for the turn's end: what the same turn of the event loop brings in travels together.
    if (scheduled || waiting.length === 0 || underWay >= atOnce) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      while (waiting.length > 0 && underWay < atOnce) void run();
    });
  }

  return {
    add: (item) =>
      new Promise<R>((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        next();
      }),
  };
}
