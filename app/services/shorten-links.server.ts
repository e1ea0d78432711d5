import { linksTo, replaceLinks } from "#core/sms/links.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { saveShortLinks } from "#shell/repositories/short-links.server.ts";

/** A text that is about to go out. */
export interface LinkedText {
  shopId: string;
  messageId: string;
  customerId: string | null;
  body: string;
  /** The shop's own domains: links that lead elsewhere are left as they are. */
  hosts: readonly string[];
}

/** Eleven letters and digits: nobody guesses one, and among many millions no two are alike. */
const CODE_LENGTH = 11;

/** The same link of the same message always has the same code. */
function codeOf({ secrets }: Pick<AppContext, "secrets">, messageId: string, target: string): string {
  const digest = Buffer.from(secrets.sign(`link:${messageId}:${target}`), "base64url");
  return BigInt(`0x${digest.subarray(0, 8).toString("hex")}`).toString(36).padStart(CODE_LENGTH, "0").slice(-CODE_LENGTH);
}

/**
 * Replaces the links to a shop's own pages by short ones that tell who followed them, and keeps those, within the
 * transaction that writes the messages.
 * @returns the bodies in their order
 */
export async function shortenLinks(context: AppContext, sql: Sql, texts: readonly LinkedText[]): Promise<string[]> {
  const createdAt = context.clock.now();
  const links = texts.flatMap(({ shopId, messageId, customerId, body, hosts }) =>
    linksTo(hosts, body).map((target) => ({ code: codeOf(context, messageId, target), shopId, messageId, customerId, target, createdAt })),
  );
  const kept = await saveShortLinks(sql, links);
  return texts.map(({ messageId, body }) => {
    const own = links.filter((link) => link.messageId === messageId && kept.has(link.code));
    return replaceLinks(body, new Map(own.map(({ code, target }) => [target, new URL(`/l/${code}`, context.env.SHOPIFY_APP_URL).toString()])));
  });
}
