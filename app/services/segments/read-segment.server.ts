import type { OfferedField } from "#core/automations/fields.ts";
import type { Condition } from "#core/conditions/index.ts";
import { formatCondition } from "#core/conditions/index.ts";
import { segmentFields } from "#core/segments/fields.ts";
import type { Reachability } from "#core/segments/reachability.ts";
import type { SuggestedKind } from "#core/automations/fields.ts";
import type { AppContext } from "#shell/context.server.ts";
import { readSuggestedValues } from "#shell/repositories/automations/suggested-values.server.ts";
import {
  findSegment,
  listSegments,
  touchSegments,
  usesOfSegment,
  type SegmentRow,
  type SegmentUse,
} from "#shell/repositories/segments/segments.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { formatReason } from "#text/reasons.ts";
import { z } from "zod";
import type { Shop } from "../team/require-staff.server.ts";
import { readReachability } from "./read-reachability.server.ts";
import { recountSegment } from "./recount-segment.server.ts";

/** A segment's page. */
export interface SegmentPage extends Pick<SegmentRow, "id" | "name" | "kind" | "unknown" | "problem"> {
  members: number;
  countedAt: ShownMoment | null;
  /** Its conditions as a sentence. */
  says: string | null;
  uses: SegmentUse[];
  reach: Omit<Reachability, "left"> & { left: { label: string; count: number }[] };
}

/** @returns null when the shop has no such segment. A live one that was never counted is counted now. */
export async function readSegment(context: AppContext, shop: Shop, id: string): Promise<SegmentPage | null> {
  const { pool } = context.db;
  const now = context.clock.now();
  const found = await findById(context, shop, id);
  if (!found) return null;
  await touchSegments(pool, [id], now);
  if (found.kind !== "static" && found.countedAt === null) await recountSegment(context, shop.id, id);
  const segment = (await findSegment(pool, shop.id, id)) ?? found;
  const [uses, reach, offered] = await Promise.all([
    usesOfSegment(pool, segment),
    readReachability(context, shop, { include: [id], exclude: [] }),
    fieldsOf(context, shop.id),
  ]);
  return {
    id,
    name: segment.name,
    kind: segment.kind,
    members: segment.members ?? 0,
    unknown: segment.unknown,
    problem: segment.problem,
    countedAt: segment.countedAt && momentOf(segment.countedAt, shop.timezone, now),
    says: segment.conditions && `${formatCondition(segment.conditions, offered)}.`,
    uses,
    reach: { ...reach, left: reach.left.map(({ reason, count }) => ({ label: formatReason(reason).label, count })) },
  };
}

const findById = async ({ db }: AppContext, shop: Pick<Shop, "id">, id: string): Promise<SegmentRow | null> =>
  z.uuid().safeParse(id).success ? findSegment(db.pool, shop.id, id) : null;

const fieldsOf = async ({ db }: AppContext, shopId: string): Promise<readonly OfferedField[]> =>
  segmentFields(await listSegments(db.pool, shopId));

/** What the form of a segment shows. */
export interface SegmentEditorView {
  segment: Pick<SegmentRow, "id" | "name" | "kind"> & { conditions: Condition | null };
  /** The shop's other segments. */
  others: { id: string; name: string }[];
  currency: string;
  suggestions: Record<SuggestedKind, string[]>;
}

/**
 * @param id of the segment to edit; null for a new one
 * @returns null when the shop has no such segment
 */
export async function readSegmentEditor(
  context: AppContext,
  shop: Shop,
  id: string | null,
): Promise<SegmentEditorView | null> {
  const segment = id === null ? null : await findById(context, shop, id);
  if (id !== null && !segment) return null;
  const [segments, suggestions] = await Promise.all([
    listSegments(context.db.pool, shop.id),
    readSuggestedValues(context.db.pool, shop.id),
  ]);
  return {
    segment: {
      id: segment?.id ?? "",
      name: segment?.name ?? "",
      kind: segment?.kind ?? "conditions",
      conditions: segment?.conditions ?? null,
    },
    others: segments.filter((each) => each.id !== id).map((each) => ({ id: each.id, name: each.name })),
    currency: shop.currency ?? "USD",
    suggestions,
  };
}

/** The segments of the shop in Shopify, to choose from; none when Shopify does not answer. */
export async function readShopifySegments(
  { adminApi }: Pick<AppContext, "adminApi">,
  shop: Pick<Shop, "domain">,
): Promise<{ id: string; name: string }[]> {
  const answer = await adminApi.segments(shop.domain);
  return answer.kind === "answered" ? answer.segments : [];
}
