import { setTimeout as wait } from "node:timers/promises";
import { HttpResponseError, Session, type Shopify as ShopifyApi } from "@shopify/shopify-api";
import type { PrismaClient } from "../db/prisma.server.ts";
import { withDeadline } from "../deadline.server.ts";
import type { Secrets } from "../secrets.server.ts";

/** A token is renewed this long before it expires: earlier than the library would, which lets every process do it. */
const BEFORE_EXPIRY_MS = 6 * 60_000;
const CALL_MS = 10_000;
/** Longer than two calls; a process that ended in between holds the others up no longer. */
const LEASE_MS = 30_000;
const LOOK_AGAIN_MS = 200;

/** Shopify gives no new token now. */
export class TokenNotRenewed extends Error {
  override name = "TokenNotRenewed";
}

interface RenewalParts {
  prisma: PrismaClient;
  secrets: Pick<Secrets, "encrypt">;
  refreshToken: ShopifyApi["auth"]["refreshToken"];
  /** Reads a session as it is stored now. */
  read: (id: string) => Promise<Session | undefined>;
}

/**
 * Renews expiring offline tokens: one process asks Shopify, under a lease in the session's row; the others wait for what
 * it stores. With two requests at once, the second would use up a refresh token that the first has replaced.
 */
export function createTokenRenewal({ prisma, secrets, refreshToken, read }: RenewalParts) {
  const underWay = new Map<string, Promise<Session | undefined>>();

  const isDue = (session: Session): boolean =>
    !session.isOnline && Boolean(session.refreshToken) && session.isExpired(BEFORE_EXPIRY_MS);

  /** The same version of the session: nothing has renewed it since. */
  const versionOf = ({ id, expires }: Session) => ({ id, expires: expires ?? null });

  async function claim(session: Session): Promise<boolean> {
    const now = new Date();
    const claimed = await prisma.session.updateMany({
      where: { ...versionOf(session), OR: [{ renewalUntil: null }, { renewalUntil: { lt: now } }] },
      data: { renewalUntil: new Date(now.getTime() + LEASE_MS) },
    });
    return claimed.count === 1;
  }

  const release = (session: Session) =>
    prisma.session.updateMany({ where: versionOf(session), data: { renewalUntil: null } });

  /**
   * The answer to a refresh can be lost. The refresh token stays valid until the new access token is used for the first
   * time, so that the same one is tried once more.
   */
  async function askShopify({ shop, refreshToken: token = "" }: Session): Promise<Session> {
    const ask = async () => (await withDeadline(CALL_MS, refreshToken({ shop, refreshToken: token }))).session;
    try {
      return await ask();
    } catch (error) {
      if (isRefused(error)) throw error;
      return ask();
    }
  }

  /** Writes only the row that is there: a shop that uninstalled meanwhile gets no session back. */
  async function store(session: Session): Promise<void> {
    const { id, scope, expires, refreshTokenExpires, accessToken = "", refreshToken: token } = session;
    await prisma.session.updateMany({
      where: { id },
      data: {
        scope: scope ?? null,
        expires: expires ?? null,
        accessToken: secrets.encrypt(accessToken, id),
        refreshToken: token ? secrets.encrypt(token, id) : null,
        refreshTokenExpires: refreshTokenExpires ?? null,
        renewalUntil: null,
      },
    });
  }

  /** Waits until the process that has the lease has stored a new token, or has given up. */
  async function awaitOther(session: Session): Promise<Session | undefined> {
    for (const until = Date.now() + LEASE_MS; Date.now() < until; await wait(LOOK_AGAIN_MS)) {
      const row = await prisma.session.findUnique({ where: { id: session.id }, select: RENEWAL });
      if (!row) return undefined;
      if (row.expires?.getTime() !== session.expires?.getTime()) return read(session.id);
      if (!row.renewalUntil || row.renewalUntil.getTime() < Date.now()) break;
    }
    return asItIs(session, "another process could not renew the token");
  }

  async function renew(session: Session): Promise<Session | undefined> {
    if (!(await claim(session))) return awaitOther(session);
    try {
      await store(await askShopify(session));
    } catch (error) {
      await release(session);
      return asItIs(session, error instanceof Error ? error.message : String(error), isRefused(error));
    }
    return read(session.id);
  }

  /** @returns a session that lasts; undefined when there is none any more */
  return async function renewed(session: Session): Promise<Session | undefined> {
    if (!isDue(session)) return session;
    const running = underWay.get(session.id) ?? renew(session).finally(() => underWay.delete(session.id));
    underWay.set(session.id, running);
    return running;
  };
}

const RENEWAL = { expires: true, renewalUntil: true } as const;

/** Shopify takes the refresh token no longer: the merchant's next visit brings a new one. */
const isRefused = (error: unknown): boolean =>
  error instanceof HttpResponseError &&
  error.response.code >= 400 &&
  error.response.code < 500 &&
  error.response.code !== 429;

/**
 * The old token, while it is valid; without its refresh token, so that the library does not try on its own. An expired one
 * is used only where Shopify has refused to renew it: the call then says that the app is locked out.
 */
function asItIs(session: Session, why: string, isFinal = false): Session {
  if (!isFinal && session.isExpired()) throw new TokenNotRenewed(`Shopify gave no new token: ${why}`);
  const copy = new Session(session.toObject());
  delete copy.refreshToken;
  return copy;
}
