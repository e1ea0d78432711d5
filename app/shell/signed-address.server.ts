import { Temporal, type Instant } from "#core/time/time.ts";
import type { Secrets } from "./secrets.server.ts";

/** What an address carries, in its query: who may have what. */
export type Claims = Readonly<Record<string, string>>;

const UNTIL = "until";
const SIGNATURE = "signature";

const signed = (path: string, query: URLSearchParams): string =>
  `${path}?${new URLSearchParams([...query].filter(([name]) => name !== SIGNATURE).sort(([a], [b]) => (a < b ? -1 : 1))).toString()}`;

/**
 * An address that opens without a session, for what a browser fetches by itself, such as a file: for a short while,
 * and for what it claims alone.
 */
export function signAddress(secrets: Pick<Secrets, "sign">, path: string, claims: Claims, until: Instant): string {
  const query = new URLSearchParams({ ...claims, [UNTIL]: String(until.epochMilliseconds) });
  query.set(SIGNATURE, secrets.sign(signed(path, query)));
  return `${path}?${query.toString()}`;
}

/** What a signed address claims; null where it was not signed here, or its time is over. */
export function readSigned(secrets: Pick<Secrets, "verify">, address: string, now: Instant): Claims | null {
  const { pathname, searchParams } = new URL(address);
  const isOurs = secrets.verify(signed(pathname, searchParams), searchParams.get(SIGNATURE) ?? "");
  const until = Number(searchParams.get(UNTIL));
  if (
    !isOurs ||
    !Number.isSafeInteger(until) ||
    Temporal.Instant.compare(now, Temporal.Instant.fromEpochMilliseconds(until)) > 0
  )
    return null;
  return Object.fromEntries([...searchParams].filter(([name]) => name !== UNTIL && name !== SIGNATURE));
}
