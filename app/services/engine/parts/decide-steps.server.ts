import { drawsArm, type Step } from "#core/actions/index.ts";
import { placementOf } from "#core/automations/outline.ts";
import type { Definition } from "#core/automations/definition.ts";
import { type StepFacts } from "#core/sending/guards/define.ts";
import { isMarketing, type MessageKind } from "#core/sending/message-kind.ts";
import type { Mailbox } from "#core/sending/guards/email.ts";
import type { SequencePosition } from "#core/engine/conclude.ts";
import { decideStep, type Decision } from "#core/engine/decide.ts";
import type { IdentifiedExit } from "#core/engine/exit-index.ts";
import { listenedTriggersOf } from "#core/engine/exits.ts";
import {
  dueStepOf,
  awaitedEventAt,
  mailboxOf,
  sequencePosition,
  stepFactsOf,
  type RecipientHistory,
} from "#core/engine/step-snapshot.ts";
import { mayBeRecovered, type Recovered, type RecoveredText } from "#core/sending/recovered-texts.ts";
import { valueAt } from "#core/plain-data.ts";
import type { ShortLinks } from "#core/sending/links.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { hasSharedSender } from "#shell/env.server.ts";
import { readableDefinitions } from "#shell/repositories/automations/automations.server.ts";
import { readEarlierArms } from "#shell/repositories/analytics/split-entries.server.ts";
import { readSteps, type DueStepRow } from "#shell/repositories/engine/read-steps.server.ts";
import { type Claim } from "#shell/repositories/engine/step-claims.server.ts";
import { recoveredTextsTo } from "#shell/repositories/sending/recovered-texts.server.ts";
import { readExits } from "./read-exits.server.ts";
import { readConversationHistory, readRecipientHistory } from "./read-recipient-history.server.ts";
import { linksOfStep } from "#services/sending/parts/short-links.server.ts";

/** A due step with its definition and everything that deciding it needs. */
export interface LoadedStep {
  row: DueStepRow;
  definition: Definition;
  step: Step;
  facts: StepFacts;
  /** For a step that waits for an event: the event that arrived, if any. */
  heard: { on: string; at: Instant } | null;
  /** For a step that draws: the arm that the customer took before, if any. */
  earlierArm?: string;
  /** The recipient of an e-mail step. */
  mailbox: Mailbox;
  links: ShortLinks;
}

export interface DecidedStep extends LoadedStep {
  decision: Decision;
  /** The status of sequence, automation or shop has changed since the decision. */
  isOutdated?: boolean;
}

/**
 * Loads the current state of steps for deciding them.
 * @returns the loaded steps; as `missing` the rows whose version has no such step; as `unreadable` those whose version
 * only another release can read
 */
export async function loadSteps(
  context: AppContext,
  claims: readonly Claim[],
): Promise<{ loaded: LoadedStep[]; missing: DueStepRow[]; unreadable: DueStepRow[] }> {
  const sql = context.db.pool;
  const now = context.clock.now();
  const rows = await readSteps(
    sql,
    claims.map(({ id }) => id),
    now,
  );
  const { definitions, unreadable } = await readableDefinitions(
    context,
    sql,
    rows.map(({ versionId }) => versionId),
  );
  const exits = await readExits(sql, rows, [...definitions.values()].flatMap(listenedTriggersOf));
  const rowsOfKind = (is: (kind: MessageKind) => boolean) =>
    rows.filter(({ versionId }) => is(definitions.get(versionId)?.kind ?? "marketing"));
  const marketing = rowsOfKind(isMarketing);
  const conversations = rowsOfKind((kind) => kind === "conversation");
  const history = new Map([
    ...(marketing.length > 0 ? await readRecipientHistory(sql, marketing, now) : []),
    ...(conversations.length > 0 ? await readConversationHistory(sql, conversations) : []),
  ]);
  const recovered = await readRecovered(sql, rows, now);
  const sharesSender = hasSharedSender(context.env);
  const earlierArms = await readEarlierArms(
    sql,
    rows.filter(({ versionId, stepId }) => {
      const definition = definitions.get(versionId);
      const step = definition && placementOf(definition, stepId)?.step;
      return step && drawsArm(step);
    }),
  );
  const loaded: LoadedStep[] = [];
  const missing: DueStepRow[] = [];
  for (const row of rows) {
    const definition = definitions.get(row.versionId);
    const step = definition && placementOf(definition, row.stepId)?.step;
    const earlierArm = earlierArms.get(row.id);
    if (definition && step)
      loaded.push({
        ...toLoadedStep(row, definition, step, exits(row), {
          history: history.get(row.id),
          recovered: recovered.get(row.id),
          now,
          sharesSender,
        }),
        links: linksOfStep(context, row.id, { domain: row.shopDomain, storefrontHost: row.storefrontHost }),
        ...(earlierArm !== undefined && { earlierArm }),
      });
    else if (!unreadable.has(row.versionId)) missing.push(row);
  }
  return { loaded, missing, unreadable: rows.filter(({ versionId }) => unreadable.has(versionId)) };
}

/** The texts that a restored copy lacks, by step; nothing where no copy was restored lately. */
async function readRecovered(sql: Sql, rows: readonly DueStepRow[], now: Instant): Promise<Map<string, Recovered>> {
  const compared = rows.filter(({ restoredAt, factsAt }) => mayBeRecovered(restoredAt, factsAt, now));
  const texts = compared.length > 0 ? await recoveredTextsTo(sql, compared) : new Map<string, RecoveredText[]>();
  return new Map(
    compared.map(({ id, recoveredAt, outputs }) => [
      id,
      {
        isRead: recoveredAt !== null,
        texts: texts.get(id) ?? [],
        newValues: [valueAt(outputs, "discount.code")].filter((code) => typeof code === "string"),
      },
    ]),
  );
}

function toLoadedStep(
  row: DueStepRow,
  definition: Definition,
  step: Step,
  exits: readonly IdentifiedExit[],
  {
    history,
    recovered,
    now,
    sharesSender,
  }: {
    history: RecipientHistory | undefined;
    recovered: Recovered | undefined;
    now: Instant;
    sharesSender: boolean;
  },
): Omit<LoadedStep, "links"> {
  const otherExits = exits.filter(({ id }) => id !== row.storeEventId);
  return {
    row,
    definition,
    step,
    facts: {
      ...stepFactsOf(row, definition, history, otherExits, now, sharesSender),
      ...(recovered && { recovered }),
    },
    heard: awaitedEventAt(row, definition, step, otherExits),
    mailbox: mailboxOf(row, history),
  };
}

export const decideLoadedStep = (loaded: LoadedStep): DecidedStep => {
  const { row, definition, step } = loaded;
  return { ...loaded, decision: decideStep(dueStepOf(row, definition, step, loaded)) };
};

/** The step's position in its sequence, for concluding it. */
export const positionOf = (
  { row, definition }: Pick<LoadedStep, "row" | "definition">,
  now: Instant,
): SequencePosition => sequencePosition(row, definition, now);
