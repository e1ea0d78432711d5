import type { AuditAction } from "#core/team/audit-actions.ts";
import type { Instant } from "#core/time/time.ts";
import { insert, type Sql } from "#shell/db/sql.server.ts";

/** One change: actor, target, and the values before and after. */
export interface AuditRow {
  id: string;
  shopId: string;
  actor: string;
  action: AuditAction;
  /** Such as "automation:<id>". */
  target: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  createdAt: Instant;
}

export const recordAudit = (sql: Sql, rows: readonly AuditRow[]): Promise<void> => insert(sql, "AuditEvent", rows);
