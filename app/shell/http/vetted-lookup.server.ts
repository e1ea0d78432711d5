import { lookup, type LookupAddress, type LookupAllOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { promisify } from "node:util";

/** A name leads to an address that may not be called. */
export class ForbiddenAddress extends Error {
  override name = "ForbiddenAddress";
}

/** All addresses of a name. */
export type Resolve = (hostname: string, options: LookupAllOptions) => Promise<LookupAddress[]>;

/**
 * A look-up for a socket. The socket connects to what was looked at here and asks no second time, so a name that
 * changes its answer between check and call gains nothing. A name with one forbidden address among others is refused
 * altogether.
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
