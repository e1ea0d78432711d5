const KB = 1024;
const MB = 1024 * KB;

/** The most bytes of a request's body, by the first segments of its path. */
const limits: readonly (readonly [prefix: string, maxBytes: number])[] = [
  // Shopify's largest bodies, products with 2,000 variants, stay well below.
  ["/webhooks", 5 * MB],
  ["/flow/action", 256 * KB],
  ["/twilio/", 64 * KB],
  // A token and a product's number.
  ["/pixel/", 2 * KB],
  ["/api/events", 64 * KB],
  ["/api/automations", 64 * KB],
  // The editor saves a whole flow, and an import is a file.
  ["/app", 1 * MB],
];

/** What posts to any other address is a short form. */
const DEFAULT_LIMIT = 16 * KB;

/**
 * The most bytes that the body of a request may have.
 * @param pathname path of the address, without its query
 */
export const bodyLimitOf = (pathname: string): number =>
  limits.find(([prefix]) => pathname.startsWith(prefix))?.[1] ?? DEFAULT_LIMIT;

/** The most bytes of bodies that a process holds at once, and the most of one shop's. */
export const IN_FLIGHT = { perProcess: 64 * MB, perShop: 16 * MB };
