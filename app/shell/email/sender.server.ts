import type { Env } from "../env.server.ts";

export interface MailServer {
  /** nodemailer URL, without our own parameters. */
  url: string;
  /** Sender address of all e-mails; the mail server and the domain's DNS records must allow it. */
  from: string;
  /** Domain of Message-IDs. */
  domain: string;
}

/** @returns null if no mail server is configured */
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
