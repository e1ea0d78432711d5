import { query, type Sql } from "#shell/db/sql.server.ts";
import {
  DECISION_FIELDS,
  rangeBoundsOf,
  inRange,
  DECISION_COLUMNS,
  SqlValues,
  type DecisionFilter,
  type DecisionRow,
  type DecisionRange,
} from "../activity/decisions.server.ts";
import { STATUS } from "#shell/db/status-words.server.ts";

/**
 * Finds messages with an unknown outcome, in the shape of log rows. A step's log row is written when the step ends, so
 * an open message has none: `entryId` names the row of the customer's entry instead. Such messages are few at any time.
 * @param action the action of the returned rows
 */
export function findUnknownTexts(
  sql: Sql,
  { shopId, automationId, scope, ...filter }: DecisionFilter,
  range: DecisionRange,
  action: string,
): Promise<DecisionRow[]> {
  const values = new SqlValues();
  const { bind } = values;
  const where = [
    `l."shopId" = ${bind(shopId)}`,
    ...(automationId ? [`l."automationId" = ${bind(automationId)}::uuid`] : []),
    ...rangeBoundsOf(filter, range, values),
  ];
  if (scope)
    where.push(
      `(l."customerId" = ANY(${bind(scope.customers)}::uuid[]) ` +
        `OR l."sequenceId" = ANY(${bind(scope.sequences)}::uuid[]) ` +
        `OR l.id = ANY(${bind(scope.messages)}::uuid[]))`,
    );
  return query<DecisionRow>(
    sql,
    `
      SELECT l.id, l."entryId", l."createdAt", ${bind(action)} AS action, NULL AS status, 'outcome_unknown' AS reason,
        '[]'::jsonb AS explanation, l.credits, l."customerId", l."automationId", l."messageId", ${DECISION_FIELDS}
      FROM (
        SELECT u.id, u."shopId", u."updatedAt" AS "createdAt", u.credits, u."customerId", u."sequenceId",
          q."automationId", u.id AS "messageId",
          (
            SELECT e.id
            FROM "AutomationLog" e
            WHERE e."sequenceId" = u."sequenceId" AND e.action = 'enter'
            LIMIT 1
          ) AS "entryId"
        FROM "Message" u
          LEFT JOIN "AutomationSequence" q ON q.id = u."sequenceId"
        WHERE u.status = ${STATUS.unknown}
      ) l ${DECISION_COLUMNS}
      WHERE ${where.join(" AND ")} ${inRange(range)}`,
    values.all,
  );
}
