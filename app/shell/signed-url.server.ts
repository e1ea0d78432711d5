import { Temporal, type Instant } from "#core/time/time.ts";
import type { Secrets } from "./secrets.server.ts";

/** Claims in a signed URL's query. */
export type Claims = Readonly<Record<string, string>>;

const UNTIL = "until";
const SIGNATURE = "signature";

function signedText(path: string, query: URLSearchParams): string {
  const claims = [...query].filter(([name]) => name !== SIGNATURE).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${path}?${new URLSearchParams(claims).toString()}`;
}

/** Signs a URL that works without a session, for browser downloads; limited in time and to its claims. */
export function signUrl(secrets: Pick<Secrets, "sign">, path: string, claims: Claims, until: Instant): string {
  const query = new URLSearchParams({ ...claims, [UNTIL]: String(until.epochMilliseconds) });
  query.set(SIGNATURE, secrets.sign(signedText(path, query)));
  return `${path}?${query.toString()}`;
}

/** Claims of a signed URL; null if its signature is invalid or expired. */
export function readSignedUrl(secrets: Pick<Secrets, "verify">, address: string, now: Instant): Claims | null {
  const { pathname, searchParams } = new URL(address);
  const isOurs = secrets.verify(signedText(pathname, searchParams), searchParams.get(SIGNATURE) ?? "");
  const until = Number(searchParams.get(UNTIL));
  if (
    !isOurs ||
    !Number.isSafeInteger(until) ||
    Temporal.Instant.compare(now, Temporal.Instant.fromEpochMilliseconds(until)) > 0
  )
    return null;
  return Object.fromEntries([...searchParams].filter(([name]) => name !== UNTIL && name !== SIGNATURE));
}
