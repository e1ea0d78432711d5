import {
  CODE_LENGTH,
  linksWanted,
  sampleLinks,
  type SampleLinks,
  type ShortLink,
  type ShortLinks,
} from "#core/sending/links.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { readSenderFacts } from "#shell/repositories/senders/sender-facts.server.ts";
import { saveShortLinks } from "#shell/repositories/sending/short-links.server.ts";

const baseOf = (env: AppContext["env"]): string => new URL("/l/", env.SHOPIFY_APP_URL).href;

/** Opt-out links lead to the same page as those of e-mails. */
const optOutBaseOf = (env: AppContext["env"]): string => new URL("/u/", env.SHOPIFY_APP_URL).href;

/** The hosts that a shop's own links lead to. */
export const hostsOf = ({ domain, storefrontHost }: Site): string[] => [
  domain,
  ...(storefrontHost === null ? [] : [storefrontHost]),
];

interface Site {
  domain: string;
  storefrontHost: string | null;
}

/** The short links of a step's text. Codes are deterministic, so that a retry produces the same links. */
export const linksOfStep = (
  { env, secrets }: Pick<AppContext, "env" | "secrets">,
  stepRowId: string,
  site: Site,
): ShortLinks => ({
  shortens: true,
  base: baseOf(env),
  optOutBase: optOutBaseOf(env),
  hosts: hostsOf(site),
  codeOf: (target) => {
    const digest = Buffer.from(secrets.sign(`link:${stepRowId}:${target}`), "base64url");
    return BigInt(`0x${digest.subarray(0, 8).toString("hex")}`)
      .toString(36)
      .padStart(CODE_LENGTH, "0")
      .slice(-CODE_LENGTH);
  },
});

/** Sample links for previews and backtests: without a target, and as long as real ones. */
export const previewLinks = ({ env }: Pick<AppContext, "env">, site: Site): SampleLinks =>
  sampleLinks(baseOf(env), { hosts: hostsOf(site), optOutBase: optOutBaseOf(env) });

/** Sample links for a shop's previews, as its settings and its senders want them. */
export const storedLinks = async (
  { env, db }: Pick<AppContext, "env" | "db">,
  { id, settings, ...site }: Site & { id: string; settings: unknown },
): Promise<SampleLinks> => ({
  ...linksWanted(settings, previewLinks({ env }, site)),
  senders: await readSenderFacts(db.pool, id),
});

/** A text with its links. */
interface LinkedText {
  shopId: string;
  messageId: string;
  /** The customer of click events; null when clicks emit no event. */
  customerId: string | null;
  links: readonly ShortLink[];
}

/**
 * Saves the short links of texts, within the transaction that writes the texts.
 * @throws Error when a code belongs to another link, whose target must not change
 */
export async function saveLinks(sql: Sql, texts: readonly LinkedText[], now: Instant): Promise<void> {
  const links = texts.flatMap(({ links: own, ...text }) =>
    own.map(({ code, target, optsOut = false, utm }) => ({
      ...text,
      code,
      target,
      optsOut,
      utmCampaign: utm?.campaign ?? null,
      utmContent: utm?.content ?? null,
      createdAt: now,
    })),
  );
  if (links.length === 0) return;
  const conflict = await saveShortLinks(sql, links);
  if (conflict !== null) throw new Error(`the short link "${conflict}" leads elsewhere already`);
}
