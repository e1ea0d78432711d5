import { createHash } from "node:crypto";
import { sourcesOf } from "#core/sending/quiet-hours/rulebook.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import { Temporal, type Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { findGuardedCustomer } from "#shell/repositories/simulation/guarded-customer.server.ts";
import { readSignedUrl, signUrl } from "#shell/signed-url.server.ts";
import { text } from "#text/en.ts";
import { momentOf } from "#text/moment.ts";
import { recordAccessBeside } from "../team/record-access.server.ts";
import { refuse, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { findLinkHolder } from "../team/parts/link-holder.server.ts";
import { explain } from "../activity/explain.server.ts";
import type { ExplanationLine } from "../activity/parts/format-explanation.server.ts";

const LINK_TTL_MINUTES = 10;
/** Per kind of line. A number receives far fewer texts in the years that the app keeps consent evidence. */
const MAX_LINES = 20_000;
const PAGE = "/evidence";
const FILE = "/evidence.json";

/**
 * Signs the URLs of a customer's evidence pack (page and JSON file), valid for 10 minutes, and audits who requested it.
 */
export async function prepareEvidence(
  context: AppContext,
  shop: Shop,
  { customerId, userId, name }: { customerId: string; /** Shopify's. */ userId: string; name: string },
): Promise<ServiceResult<{ page: string; file: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ page: string; file: string }>> => {
    const customer = await findGuardedCustomer(sql, shop.id, customerId);
    if (!customer?.phone) return refuse("not_found", text.customers.evidence.unavailable);
    await recordAudit(sql, [
      {
        id: context.newId(now),
        shopId: shop.id,
        actor: `staff:${userId}`,
        action: "evidence.taken",
        target: `customer:${customerId}`,
        before: null,
        after: {},
        createdAt: now,
      },
    ]);
    const claims = {
      shop: shop.id,
      customer: customerId,
      staff: userId,
      by: name,
      made: String(now.epochMilliseconds),
    };
    const address = (path: string) => signUrl(context.secrets, path, claims, now.add({ minutes: LINK_TTL_MINUTES }));
    recordAccessBeside(context, { shopId: shop.id, actor: `staff:${userId}`, what: "evidence", customerId });
    return { ok: true, page: address(PAGE), file: address(FILE) };
  });
}

/** Everything on record about a phone number, with a hash that proves that the content is unchanged. */
export interface Evidence {
  content: {
    format: "shopbell/evidence@1";
    shop: { name: string; domain: string; timezone: string };
    phone: string;
    madeAt: string;
    made: string;
    madeBy: string;
    /** Whether the shop may text the number, as a sentence. */
    says: string;
    people: object[];
    suppression: object | null;
    lines: {
      at: string;
      shown: string;
      kind: ExplanationLine["kind"];
      says: string;
      details: string[];
      data: object;
    }[];
    /** Every legal rule that a decision applied, with its source. */
    rules: { rule: string; source: string }[];
    /** False if the history has more lines than a pack holds. */
    complete: boolean;
  };
  /** SHA-256 (hex) of `canonicalEvidence(content)`. */
  sha256: string;
}

/**
 * Reads the evidence pack of a signed URL.
 * @returns null if the signature is invalid or expired, if the shop or customer no longer exists, or if the staff member
 * may no longer export
 */
export async function readEvidence(context: AppContext, address: string): Promise<Evidence | null> {
  const claims = readSignedUrl(context.secrets, address, context.clock.now());
  const holder = await findLinkHolder(context.db.pool, claims, "data.export");
  if (!holder || !claims?.customer) return null;
  const { shop } = holder;
  const customer = await findGuardedCustomer(context.db.pool, shop.id, claims.customer);
  if (!customer?.phone) return null;
  const { phone, says, people, suppression, lines, cut } = await explain(context, shop, customer.phone, {
    limit: MAX_LINES,
    exact: true,
  });
  const now = context.clock.now();
  const shown = (at: Instant) => momentOf(at, shop.timezone, now).exact;
  const madeAt = Temporal.Instant.fromEpochMilliseconds(Number(claims.made));
  const content: Evidence["content"] = {
    format: "shopbell/evidence@1",
    shop: { name: shop.name, domain: shop.domain, timezone: shop.timezone },
    phone: showPhone(phone),
    madeAt: madeAt.toString(),
    made: shown(madeAt),
    madeBy: claims.by ?? "",
    says,
    people,
    suppression,
    lines: lines
      .filter(({ kind }) => kind !== "waiting")
      .map(({ at, kind, says: sentence, details, data }) => ({
        at: at.toString(),
        shown: shown(at),
        kind,
        says: sentence,
        details,
        data,
      })),
    rules: rulesIn(lines),
    complete: !cut,
  };
  return { content, sha256: createHash("sha256").update(canonicalEvidence(content)).digest("hex") };
}

function rulesIn(lines: readonly ExplanationLine[]): Evidence["content"]["rules"] {
  const cited = lines.flatMap(({ data }) => data.checks ?? []).flatMap(({ rule }) => (rule ? sourcesOf(rule) : []));
  const sourceByRule = new Map(cited.flatMap(({ rule, source }) => (source ? [[rule, source] as const] : [])));
  return [...sourceByRule].map(([rule, source]) => ({ rule, source })).sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** Canonical JSON: object keys sorted, no spaces, so that equal data gives equal text. */
export const canonicalEvidence = (data: unknown): string =>
  JSON.stringify(sorted(JSON.parse(JSON.stringify(data)) as unknown));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => [key, sorted(part)]),
  );
}
