import { readDraft, type Draft } from "#core/automations/edit/draft.ts";
import { isStartable } from "#core/automations/references.ts";
import type { Problem } from "#core/problem.ts";
import type { ShortLinks } from "#core/sending/short-links.ts";
import type { AutomationStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import { query } from "#shell/db/sql.server.ts";
import { findAutomation } from "#shell/repositories/automations/automations.server.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { problemsIn, revisionOf } from "./save-draft.server.ts";
import { readSamples, type Sample } from "./parts/read-samples.server.ts";
import { storedLinks } from "../sending/parts/short-links.server.ts";

const MOST_TAGS = 200;
/** Tags are looked for among so many customers: enough to propose those that are in use. */
const CUSTOMERS_LOOKED_AT = 2_000;

/** Something of the shop's that a setting may name. */
interface Choice {
  id: string;
  name: string;
}

export interface EditorView {
  id: string;
  name: string;
  status: AutomationStatus;
  /** Null for one that this release does not understand. */
  draft: Draft | null;
  revision: string;
  /** What only the shop's own data can tell is wrong. */
  problems: Problem[];
  /** Ids of steps that published versions have: a new step must not be taken for one of them. */
  usedIds: string[];
  segments: Choice[];
  /** Those that may be started by another. */
  automations: Choice[];
  tags: string[];
  /** The shop's, ISO 4217. */
  currency: string;
  /** Whom a preview may be for, by the trigger that the draft has. */
  samples: Sample[];
  /** Null where the shop wants its links as they are. */
  links: Pick<ShortLinks, "base" | "hosts"> | null;
}

/** @returns null when the shop has no such automation */
export async function readEditor(context: AppContext, shop: Shop, id: string): Promise<EditorView | null> {
  const {
    db: { pool },
    prisma,
  } = context;
  const automation = await findAutomation(pool, shop.id, id);
  if (!automation) return null;
  const draft = readDraft(automation.draft);
  const [problems, usedIds, segments, startable, tags, samples] = await Promise.all([
    draft ? problemsIn(pool, shop.id, draft) : [],
    readUsedIds(context, id),
    prisma.segment.findMany({ where: { shopId: shop.id }, select: { id: true, name: true }, orderBy: { name: "asc" } }),
    prisma.automation.findMany({
      where: { shopId: shop.id, internal: false, status: { not: "archived" } },
      select: { id: true, name: true, trigger: true },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
    readTags(context, shop),
    draft ? readSamples(context, shop, { trigger: draft.trigger.type }) : [],
  ]);
  const automations = startable
    .filter(({ id: other, trigger }) => other !== id && isStartable(trigger))
    .map(({ id: other, name }) => ({ id: other, name }));
  return {
    id,
    name: automation.name,
    status: automation.status,
    draft,
    revision: revisionOf(automation.draft),
    problems,
    usedIds,
    segments,
    automations,
    tags,
    currency: shop.currency ?? "USD",
    samples,
    links: placesOf(storedLinks(context, shop)),
  };
}

/** A page makes the codes of its examples itself. */
const placesOf = (links: ShortLinks | null): EditorView["links"] => links && { base: links.base, hosts: links.hosts };

async function readUsedIds({ db }: AppContext, automationId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    db.pool,
    `
      SELECT DISTINCT found #>> '{}' AS "id"
        FROM "AutomationVersion" v, jsonb_path_query(v."definition"::jsonb, '$.**.steps[*].id') found
        WHERE v."automationId" = $1::uuid`,
    [automationId],
  );
  return rows.map(({ id }) => id);
}

async function readTags({ db }: AppContext, shop: Shop): Promise<string[]> {
  const rows = await query<{ tag: string }>(
    db.pool,
    `
      SELECT tag, count(*) FROM (SELECT "tags" FROM "Customer" WHERE "shopId" = $1 LIMIT ${CUSTOMERS_LOOKED_AT}) c,
        unnest(c."tags") tag
      GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ${MOST_TAGS}`,
    [shop.id],
  );
  return rows.map(({ tag }) => tag);
}
