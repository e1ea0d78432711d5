import type { AuditAction } from "#core/team/audit-actions.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import { recordAudit } from "#shell/repositories/team/audit.server.ts";

interface SegmentAct {
  shopId: string;
  actor: string;
  id: string;
  action: Extract<AuditAction, `segment.${string}`>;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Writes down what staff or the operator did to a segment. */
export function auditSegment(
  context: AppContext,
  sql: Sql,
  { shopId, actor, id, action, before, after }: SegmentAct,
): Promise<void> {
  const now = context.clock.now();
  return recordAudit(sql, [
    { id: context.newId(now), shopId, actor, action, target: `segment:${id}`, before, after, createdAt: now },
  ]);
}
