import type { Env } from "../env.server.ts";

export interface MailServer {
  /** For nodemailer, without what is ours alone. */
  url: string;
  /**
   * The address that every e-mail of this installation comes from, as its mail server and its domain's records admit.
   */
  from: string;
  /** What stands behind the @ of message ids. */
  domain: string;
}

/** @returns null when no mail server is configured */
export function readMailServer({
  SMTP_URL,
  SHOPIFY_APP_URL,
}: Pick<Env, "SMTP_URL" | "SHOPIFY_APP_URL">): MailServer | null {
  if (!SMTP_URL) return null;
  const url = new URL(SMTP_URL);
  const { hostname: domain } = new URL(SHOPIFY_APP_URL);
  const from = url.searchParams.get("from") ?? `no-reply@${domain}`;
  url.searchParams.delete("from");
  return { url: url.href, from, domain };
}
