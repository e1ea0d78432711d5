const coming: Promise<unknown>[] = [];

/**
 * A part of the page that is drawn with it, though its script comes apart from the page's own: the page is not drawn,
 * and does not come to life, without it.
 */
export const renderedWith = (part: Promise<unknown>): void => void coming.push(part);

/** Resolves once all such parts are there, or known not to come. */
export const lazyPartsLoaded = (): Promise<unknown> => Promise.allSettled(coming);
