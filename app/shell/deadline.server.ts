/** Resolves when the work is done, or on timeout. */
export async function withTimeout(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
  clearTimeout(timer);
}

/** The deadline has passed. */
export class DeadlinePassed extends Error {
  override name = "DeadlinePassed";
}

/**
 * Settles as the work does, but by its deadline always. The caller ends the work's own connections.
 * @throws DeadlinePassed
 */
export async function withDeadline<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlinePassed(`no whole answer in ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, passed]).finally(() => clearTimeout(timer));
}
