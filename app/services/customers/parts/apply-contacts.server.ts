import { judgeContact, type Judgement } from "#core/customers/contact-import/judge.ts";
import { importPlan, proofWordsOf, type ConsentStatement } from "#core/customers/contact-import/plan.ts";
import type { ListedContact } from "#core/customers/contact-import/read-contact.ts";
import type { SubscriberState } from "#core/consent/subscriber.ts";
import { readSettings } from "#core/team/settings.ts";
import type { Instant } from "#core/time/time.ts";
import { changeConsents } from "#services/consent/parts/change-consents.server.ts";
import { emitConsentEvents } from "#services/consent/parts/emit-consent-events.server.ts";
import { writeBackReminder } from "#services/consent/parts/write-back-consent.server.ts";
import { remind } from "#services/engine/parts/remind.server.ts";
import { emitOwnEvents, inboxReminder } from "#services/intake/parts/emit-events.server.ts";
import type { ReportProgress } from "#services/operations/background-jobs/define.server.ts";
import { segmentEventOf, topicsListenedTo } from "#services/segments/parts/segment-events.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bufferedTransaction, type Sql } from "#shell/db/sql.server.ts";
import {
  customersOfSubscribers,
  findSubscribers,
  lockSubscribers,
  suppressInShop,
} from "#shell/repositories/consent/subscribers.server.ts";
import { linkAddresses } from "#shell/repositories/customers/addresses.server.ts";
import {
  deleteParts,
  updateContactImport,
  type ContactImportRow,
} from "#shell/repositories/customers/contact-imports.server.ts";
import {
  countOutcomes,
  readContactRows,
  saveApplied,
  type AppliedRow,
  type ContactRow,
} from "#shell/repositories/customers/contact-rows.server.ts";
import { insertListedCustomers } from "#shell/repositories/intake/known-customers.server.ts";
import { lockIntake } from "#shell/repositories/intake/store-events.server.ts";
import { joinSegments, lockSegment } from "#shell/repositories/segments/segments.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { step } from "./check-contacts.server.ts";

/** Rows of one transaction, in which the shop's intake waits. */
const BATCH = 250;

/** Imports the next rows of a list that was checked, in one transaction with the cursor behind them. */
export async function applyNext(
  context: AppContext,
  shop: ShopRow,
  list: ContactImportRow,
  report: ReportProgress,
): Promise<void> {
  const { pool } = context.db;
  const rows = await readContactRows(pool, list.id, { after: list.cursor, limit: BATCH });
  const last = rows.at(-1)?.number;
  const now = context.clock.now();
  if (last === undefined) {
    const isOver = await step(context, list, async (sql) => {
      const applied = { counts: await countOutcomes(sql, list.id) };
      await updateContactImport(sql, list.id, { status: "imported", cursor: 0, applied, importedAt: now });
      await deleteParts(sql, list.id);
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId: list.shopId,
          actor: list.author,
          action: "contacts.imported",
          target: `contact_import:${list.id}`,
          before: null,
          after: { fileName: list.fileName, ...applied.counts },
          createdAt: now,
        },
      ]);
    });
    if (isOver) await remind(context, [writeBackReminder(now)]);
    return;
  }
  const plan = importPlan.parse(list.plan);
  const statement = {
    words: plan.statement,
    by: list.statedBy ?? "",
    at: (list.statedAt ?? now).toString({ smallestUnit: "second" }),
  };
  const contacts = rows.flatMap((row) =>
    row.contact && row.address && row.addressHash && row.outcome !== "duplicate" && row.outcome !== "invalid"
      ? [{ ...row, contact: row.contact, address: row.address, addressHash: row.addressHash }]
      : [],
  );
  await step(
    context,
    list,
    async (sql) => {
      await lockIntake(sql, [list.shopId]);
      const applied = await apply(context, sql, { ...plan, shop, list, contacts, statement, now });
      await saveApplied(sql, applied);
      await updateContactImport(sql, list.id, { cursor: last });
    },
    bufferedTransaction,
  );
  if (plan.startsAutomations) await remind(context, [inboxReminder(now)]);
  await report(Math.min(last, list.total ?? last), list.total);
}

type ContactToApply = ContactRow & { contact: ListedContact; address: string; addressHash: string };

interface Batch {
  shop: ShopRow;
  list: ContactImportRow;
  contacts: readonly ContactToApply[];
  statement: ConsentStatement;
  segmentId: string | null;
  startsAutomations: boolean;
  now: Instant;
}

interface Judged extends Pick<ContactToApply, "number" | "address" | "contact">, Judgement {
  subscriber: SubscriberState;
  customerId: string;
  created: boolean;
}

async function apply(context: AppContext, sql: Sql, batch: Batch): Promise<AppliedRow[]> {
  const { contacts, list, startsAutomations, statement, now } = batch;
  const judged = await judgeAll(context, sql, batch);
  const proofs = await changeConsents(
    context,
    sql,
    judged.flatMap(({ after, subscriber: before, customerId, contact, outcome }) =>
      after
        ? [
            {
              before,
              after,
              customerId,
              proof: { words: wordsOf(contact, outcome, list, statement), messageId: null },
              startsAutomations: false,
            },
          ]
        : [],
    ),
    now,
  );
  const optedOut = judged.flatMap(({ outcome, subscriber }) => (outcome === "opt_out" ? [subscriber.id] : []));
  if (optedOut.length > 0) await suppressInShop(sql, optedOut, "import", now);
  if (startsAutomations)
    await emitConsentEvents(
      context,
      sql,
      judged.flatMap(({ after, customerId, subscriber }) => {
        const consentEventId = after && proofs.get(subscriber.id);
        return consentEventId && after.consent !== "unsubscribed"
          ? [
              {
                customer: { id: customerId, shopId: list.shopId },
                consentEventId,
                state: after.consent,
                optInLevel: after.level,
                // The shop asks for it now; the consent may be years old.
                at: now,
              },
            ]
          : [];
      }),
    );
  const joined = await joinSegment(context, sql, batch, [...new Set(judged.map(({ customerId }) => customerId))]);
  const byNumber = new Map(judged.map((row) => [row.number, row]));
  return contacts.flatMap(({ importId, number }): AppliedRow[] => {
    const row = byNumber.get(number);
    if (!row) return [];
    const { outcome, customerId, created, subscriber, contact } = row;
    const consentEventId = proofs.get(subscriber.id) ?? null;
    return [
      {
        importId,
        number,
        outcome,
        reason: outcome === "no_proof" ? contact.gap : null,
        customerId,
        created,
        joined: joined.has(customerId),
        consentEventId,
        before: consentEventId ? subscriber : null,
      },
    ];
  });
}

const wordsOf = (
  { proof }: ListedContact,
  outcome: Judged["outcome"],
  { fileName }: ContactImportRow,
  statement: ConsentStatement,
): string =>
  outcome === "opt_out" || !proof
    ? `The list “${fileName}” says that this number has opted out. Imported by ${statement.by} at ${statement.at}.`
    : proofWordsOf(proof, statement);

/** Locks the numbers, finds or makes their customers, and decides each row again: its number may have changed since. */
async function judgeAll(
  context: AppContext,
  sql: Sql,
  { shop, list: { id, shopId }, contacts, now }: Batch,
): Promise<Judged[]> {
  const { known, suppressed } = await findSubscribers(
    sql,
    shopId,
    contacts.map(({ addressHash }) => addressHash),
  );
  const newId = () => context.newId(now);
  const locked = await lockSubscribers(
    sql,
    contacts.map(({ address, addressHash }) => ({ shopId, channel: "sms" as const, address, addressHash })),
    { newId, now, imported: true },
  );
  const subscribers = new Map(locked.map((subscriber) => [subscriber.addressHash ?? "", subscriber]));
  const customers = await customersOfSubscribers(
    sql,
    locked.map(({ id: subscriberId }) => subscriberId),
  );
  const hasCustomer = ({ addressHash }: ContactToApply) => customers.has(subscribers.get(addressHash)?.id ?? "");
  const made = await insertListedCustomers(
    sql,
    contacts
      .filter((row) => !hasCustomer(row))
      .map(({ contact: { phone, email, firstName, lastName, country, language, tags } }) => ({
        id: newId(),
        shopId,
        phone,
        email,
        firstName,
        lastName,
        countryCode: country,
        locale: language,
        tags,
        createdAt: now,
      })),
  );
  const { doubleOptIn } = readSettings(shop.settings);
  const judged = contacts.flatMap((row): Judged[] => {
    const subscriber = subscribers.get(row.addressHash);
    const customer = made.get(row.address);
    const customerId = (subscriber && customers.get(subscriber.id)) ?? customer?.id;
    if (!subscriber || !customerId) return [];
    const judgement = judgeContact(row.contact, {
      known: subscriber,
      isSuppressed: subscriber.suppressed || suppressed.has(row.addressHash),
      isNew: !known.has(row.addressHash),
      doubleOptIn,
      now: now.toString(),
      wordsVersion: `list:${id}`,
    });
    const { number, address, contact } = row;
    return [{ number, address, contact, ...judgement, subscriber, customerId, created: customer?.created ?? false }];
  });
  await linkAddresses(
    sql,
    judged
      .filter(({ address }) => made.has(address))
      .map(({ subscriber, customerId }) => ({
        customerId,
        subscriberId: subscriber.id,
        shopId,
        origin: "order" as const,
        seenAt: now.toString(),
        formerSince: null,
      })),
  );
  return judged;
}

/** @returns the customers who were not in the segment before */
async function joinSegment(
  context: AppContext,
  sql: Sql,
  { list: { id, shopId }, segmentId, startsAutomations, now }: Batch,
  customerIds: readonly string[],
): Promise<Set<string>> {
  const segment = segmentId ? await lockSegment(sql, shopId, segmentId) : null;
  if (!segment) return new Set();
  const joined = await joinSegments(
    sql,
    customerIds.map((customerId) => ({ shopId, segmentId: segment.id, customerId, joinedAt: now })),
  );
  const topic = "shopbell/segment_joined";
  if (startsAutomations && (await topicsListenedTo(sql, segment)).has(topic))
    await emitOwnEvents(
      context,
      sql,
      joined.map(({ customerId }) =>
        segmentEventOf({ shopId, topic, segment, customerId, cause: `list:${id}:${customerId}` }, now),
      ),
    );
  return new Set(joined.map(({ customerId }) => customerId));
}
