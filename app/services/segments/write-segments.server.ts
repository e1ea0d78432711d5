import { plainText } from "#core/automations/canonical.ts";
import { condition, type Condition } from "#core/conditions/index.ts";
import { checkSegmentConditions, namesItself, segmentsNamed } from "#core/segments/check.ts";
import { segmentFields } from "#core/segments/fields.ts";
import type { SegmentForm } from "#core/segments/segment-form.ts";
import type { Problem } from "#core/problem.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction, type Sql } from "#shell/db/sql.server.ts";
import {
  deleteSegment as deleteRow,
  insertSegment,
  listSegments,
  lockSegment,
  segmentNamed,
  updateSegment,
  usesOfSegment,
  type SegmentUse,
} from "#shell/repositories/segments/segments.server.ts";
import { refuse, refuseDocument, type ServiceResult } from "../automations/parts/audited-change.server.ts";
import { auditSegment } from "./parts/audit-segment.server.ts";

interface By {
  shopId: string;
  actor: string;
}

/** Creates a segment. A live one has no members until it is counted. */
export async function createSegment(
  context: AppContext,
  { shopId, actor }: By,
  form: SegmentForm,
): Promise<ServiceResult<{ id: string }>> {
  const now = context.clock.now();
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ id: string }>> => {
    const id = context.newId(now);
    const problems = await problemsOf(sql, { shopId, id }, form);
    if (problems.length > 0) return refuseDocument(problems);
    await insertSegment(sql, {
      id,
      shopId,
      name: form.name,
      kind: form.kind,
      conditions: conditionsOf(form),
      shopifyId: form.kind === "shopify" ? form.shopifyId : null,
      createdAt: now,
    });
    await auditSegment(context, sql, { shopId, actor, id, action: "segment.created", before: null, after: told(form) });
    return { ok: true, id };
  });
}

/** Changes a segment's name and conditions; what kind it is stays. */
export async function changeSegment(
  context: AppContext,
  { shopId, actor, id }: By & { id: string },
  form: SegmentForm,
): Promise<ServiceResult<{ id: string }>> {
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ id: string }>> => {
    const segment = await lockSegment(sql, shopId, id);
    if (!segment) return refuse("not_found", "there is no such segment");
    if (segment.kind !== form.kind)
      return refuse("conflict", "what kind a segment is cannot be changed: create another one");
    const problems = await problemsOf(sql, { shopId, id }, form);
    if (problems.length > 0) return refuseDocument(problems);
    const conditions = conditionsOf(form);
    const counted = plainText(conditions) === plainText(segment.conditions);
    await updateSegment(sql, { id, name: form.name, conditions, counted });
    await auditSegment(context, sql, {
      shopId,
      actor,
      id,
      action: "segment.changed",
      before: { name: segment.name, ...(segment.conditions && { conditions: segment.conditions }) },
      after: told(form),
    });
    return { ok: true, id };
  });
}

/** Deletes a segment that nothing uses; else says what does. */
export async function deleteSegment(
  context: AppContext,
  { shopId, actor, id }: By & { id: string },
): Promise<ServiceResult<{ deleted: true }>> {
  return transaction(context.db.pool, async (sql): Promise<ServiceResult<{ deleted: true }>> => {
    const segment = await lockSegment(sql, shopId, id);
    if (!segment) return refuse("not_found", "there is no such segment");
    const uses = await usesOfSegment(sql, segment);
    if (uses.length > 0)
      return refuse("in_use", `“${segment.name}” is used by ${named(uses)}: take it out there first`);
    await deleteRow(sql, shopId, id);
    await auditSegment(context, sql, {
      shopId,
      actor,
      id,
      action: "segment.deleted",
      before: { name: segment.name },
      after: null,
    });
    return { ok: true, deleted: true };
  });
}

const nouns: Record<SegmentUse["kind"], string> = {
  automation: "automation",
  campaign: "campaign",
  segment: "segment",
};
const named = (uses: readonly SegmentUse[]): string =>
  uses.map(({ kind, name }) => `the ${nouns[kind]} “${name}”`).join(", ");

const conditionsOf = (form: SegmentForm): Condition | null =>
  form.kind === "conditions" ? condition.parse(form.conditions) : null;

const told = (form: SegmentForm): Record<string, unknown> => ({ ...form });

async function problemsOf(
  sql: Sql,
  { shopId, id }: { shopId: string; id: string },
  form: SegmentForm,
): Promise<Problem[]> {
  const other = await segmentNamed(sql, shopId, form.name);
  const sameName =
    other && other.id !== id
      ? [{ path: "name", message: `“${form.name}” is taken: another segment has that name, choose a different one` }]
      : [];
  if (form.kind !== "conditions") return sameName;
  const segments = await listSegments(sql, shopId);
  const problems = checkSegmentConditions(form.conditions, segmentFields(segments));
  if (problems.length > 0) return [...sameName, ...problems];
  const namedBy = new Map(segments.map((each) => [each.id, each.conditions ? segmentsNamed(each.conditions) : []]));
  return namesItself(id, segmentsNamed(condition.parse(form.conditions)), namedBy)
    ? [
        ...sameName,
        { path: "conditions", message: "would ask whether somebody is in this very segment: take that out" },
      ]
    : sameName;
}
