import { lookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { promisify } from "node:util";

/** A host name resolves to a forbidden address. */
export class ForbiddenAddress extends Error {
  override name = "ForbiddenAddress";
}

/** Resolves all addresses of a host name. */
export type Resolve = (hostname: string, options: LookupAllOptions) => Promise<LookupAddress[]>;

/**
 * A DNS lookup for a socket that rejects forbidden addresses. The socket connects to the checked address without
 * resolving again, which prevents DNS rebinding. One forbidden address rejects the host.
 */
export const vettedLookup =
  (mayReach: (address: string) => boolean, resolve: Resolve = promisify(lookup)): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true })
      .then((found) => {
        const [first] = found;
        if (!first) throw new ForbiddenAddress(`${hostname} has no address`);
        if (!found.every(({ address }) => mayReach(address)))
          throw new ForbiddenAddress(`${hostname} leads to a private or reserved network`);
        return { found, first };
      })
      .then(
        ({ found, first }) => (options.all ? callback(null, found) : callback(null, first.address, first.family)),
        (error: Error) => callback(error, ""),
      );
  };
