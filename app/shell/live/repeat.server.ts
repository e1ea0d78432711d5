/**
 * Calls `work` repeatedly, each time `everyMs` after the previous call has ended.
 * @returns stops it
 */
export function repeat(work: () => Promise<void>, everyMs: number): () => void {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const next = () => {
    if (!stopped) timer = setTimeout(() => void work().finally(next), everyMs).unref();
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
