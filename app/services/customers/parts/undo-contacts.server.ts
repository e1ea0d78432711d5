import { LIST_IMPORT } from "#core/consent/own-sources.ts";
import type { Subscriber } from "#core/consent/subscriber.ts";
import type { Instant } from "#core/time/time.ts";
import { changeConsents } from "#services/consent/parts/change-consents.server.ts";
import type { ReportProgress } from "#services/operations/background-jobs/define.server.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { lockProven, type ProvenSubscriber } from "#shell/repositories/consent/subscribers.server.ts";
import { updateContactImport, type ContactImportRow } from "#shell/repositories/customers/contact-imports.server.ts";
import {
  countUndone,
  deleteUnusedContacts,
  readChangedRows,
  saveUndone,
  type ChangedRow,
} from "#shell/repositories/customers/contact-rows.server.ts";
import { importPlan } from "#core/customers/contact-import/plan.ts";
import type { UndoResult } from "#core/customers/contact-import/judge.ts";
import { lockIntake } from "#shell/repositories/intake/store-events.server.ts";
import { leaveSegments } from "#shell/repositories/segments/segments.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";
import { step } from "./check-contacts.server.ts";

const BATCH = 250;

/**
 * Takes back what the next rows of an import changed: consents that nothing confirmed or changed since, memberships, and
 * contacts that nothing else refers to. Opt-outs stay.
 */
export async function undoNext(context: AppContext, list: ContactImportRow, report: ReportProgress): Promise<void> {
  const rows = await readChangedRows(context.db.pool, list.id, { after: list.cursor, limit: BATCH });
  const last = rows.at(-1)?.number;
  const now = context.clock.now();
  if (last === undefined) {
    await step(context, list, async (sql) => {
      const undone = await countUndone(sql, list.id);
      await updateContactImport(sql, list.id, { status: "undone", cursor: 0, undone, undoneAt: now });
      await recordAudit(sql, [
        {
          id: context.newId(now),
          shopId: list.shopId,
          actor: list.undoneBy ?? list.author,
          action: "contacts.undone",
          target: `contact_import:${list.id}`,
          before: null,
          after: { fileName: list.fileName, ...undone },
          createdAt: now,
        },
      ]);
    });
    return;
  }
  await step(context, list, async (sql) => {
    await lockIntake(sql, [list.shopId]);
    const results = await undo(context, sql, { list, rows, now });
    await saveUndone(sql, list.id, results);
    await updateContactImport(sql, list.id, { cursor: last });
  });
  await report(Math.min(last, list.total ?? last), list.total);
}

interface Batch {
  list: ContactImportRow;
  rows: readonly ChangedRow[];
  now: Instant;
}

async function undo(
  context: AppContext,
  sql: Sql,
  { list, rows, now }: Batch,
): Promise<{ number: number; undone: UndoResult }[]> {
  const { shopId } = list;
  const subscribers = await lockProven(
    sql,
    rows.flatMap(({ before }) => before?.id ?? []),
  );
  const isUnchanged = ({ consentEventId, before }: ChangedRow): boolean =>
    consentEventId !== null && before !== null && subscribers.get(before.id)?.consentEventId === consentEventId;
  const takenBack = rows.filter((row) => row.outcome !== "opt_out" && isUnchanged(row));
  await changeConsents(
    context,
    sql,
    takenBack.flatMap(({ before, customerId }) => {
      const subscriber = before && subscribers.get(before.id);
      return subscriber
        ? [
            {
              before: subscriber,
              after: asBefore(subscriber, before, now),
              customerId,
              proof: { words: `The import of the list “${list.fileName}” was undone.`, messageId: null },
              startsAutomations: false,
              alwaysProven: true,
            },
          ]
        : [];
    }),
    now,
  );
  const { segmentId } = importPlan.parse(list.plan);
  const members = rows.filter(({ joined, customerId }) => joined && customerId);
  if (segmentId)
    await leaveSegments(
      sql,
      members.map(({ customerId }) => ({ shopId, segmentId, customerId: customerId ?? "" })),
    );
  const created = rows.filter(({ created: isOurs, outcome }) => isOurs && outcome !== "opt_out");
  const deleted = await deleteUnusedContacts(
    sql,
    shopId,
    created.flatMap(({ customerId }) => customerId ?? []),
  );
  return rows.map((row) => ({ number: row.number, undone: resultOf(row, { subscribers, isUnchanged, deleted }) }));
}

/** What was before, as of now: a webhook that repeats the import's consent is older than that. */
const asBefore = (subscriber: Subscriber, before: Subscriber, now: Instant): Subscriber => ({
  ...subscriber,
  consent: before.consent,
  consentAt: before.consent === "not_subscribed" ? now.toString() : before.consentAt,
  level: before.level,
  source: before.consent === "not_subscribed" ? LIST_IMPORT : before.source,
  wordsVersion: before.wordsVersion,
  namesCartReminders: before.namesCartReminders,
});

function resultOf(
  row: ChangedRow,
  {
    subscribers,
    isUnchanged,
    deleted,
  }: {
    subscribers: ReadonlyMap<string, ProvenSubscriber>;
    isUnchanged: (row: ChangedRow) => boolean;
    deleted: ReadonlySet<string>;
  },
): UndoResult {
  if (row.outcome === "opt_out") return "kept_opt_out";
  if (row.consentEventId !== null && !isUnchanged(row))
    return row.before && subscribers.get(row.before.id)?.consent === "unsubscribed" ? "kept_opt_out" : "kept_consent";
  if (row.created && (!row.customerId || !deleted.has(row.customerId)))
    return row.outcome === "opted_out" ? "kept_opt_out" : "kept_contact";
  return "taken_back";
}
