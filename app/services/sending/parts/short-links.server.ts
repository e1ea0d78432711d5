import { CODE_LENGTH, linksWanted, sampleLinks, type ShortLink, type ShortLinks } from "#core/sending/links.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { saveShortLinks } from "#shell/repositories/sending/short-links.server.ts";

const baseOf = (env: AppContext["env"]): string => new URL("/l/", env.SHOPIFY_APP_URL).href;

const hostsOf = ({ domain, storefrontHost }: Site): string[] => [
  domain,
  ...(storefrontHost === null ? [] : [storefrontHost]),
];

interface Site {
  domain: string;
  storefrontHost: string | null;
}

/** The short links of a step's text: whoever writes it, and however often, writes the same. */
export const linksOfStep = (
  { env, secrets }: Pick<AppContext, "env" | "secrets">,
  stepRowId: string,
  site: Site,
): ShortLinks => ({
  base: baseOf(env),
  hosts: hostsOf(site),
  codeOf: (target) => {
    const digest = Buffer.from(secrets.sign(`link:${stepRowId}:${target}`), "base64url");
    return BigInt(`0x${digest.subarray(0, 8).toString("hex")}`)
      .toString(36)
      .padStart(CODE_LENGTH, "0")
      .slice(-CODE_LENGTH);
  },
});

/** Links of texts that are only shown, or tried in the past: they lead nowhere, and take as much room. */
export const previewLinks = ({ env }: Pick<AppContext, "env">, site: Site): ShortLinks =>
  sampleLinks(baseOf(env), hostsOf(site));

/** The same as the shop wants them. */
export const storedLinks = (
  context: Pick<AppContext, "env">,
  { settings, ...site }: Site & { settings: unknown },
): ShortLinks | null => linksWanted(settings, previewLinks(context, site));

/** A text that is about to go out. */
interface LinkedText {
  shopId: string;
  messageId: string;
  /** Whose click it is that is told of; null for nobody's. */
  customerId: string | null;
  links: readonly ShortLink[];
}

/**
 * Keeps where the links of texts lead, within the transaction that writes the texts.
 * @throws Error where a code is another link's already: nobody is led to what was meant for somebody else
 */
export async function saveLinks(sql: Sql, texts: readonly LinkedText[], now: Instant): Promise<void> {
  const links = texts.flatMap(({ links: own, ...text }) => own.map((link) => ({ ...text, ...link, createdAt: now })));
  if (links.length === 0) return;
  const taken = await saveShortLinks(sql, links);
  if (taken !== null) throw new Error(`the short link "${taken}" leads elsewhere already`);
}
