const coming: Promise<unknown>[] = [];

/** Registers a lazily loaded part that hydration must wait for. */
export const renderedWith = (part: Promise<unknown>): void => void coming.push(part);

/** Resolves once all registered parts have loaded or failed. */
export const lazyPartsLoaded = (): Promise<unknown> => Promise.allSettled(coming);
