import { deliveriesOf, type Outcome } from "#core/activity/outcomes.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { DecisionKind } from "#shell/repositories/activity/decisions.server.ts";
import { countUnknown } from "#shell/repositories/sending/lost-attempts.server.ts";
import type { ActivityView } from "#text/views.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { TEXT_ACTION } from "./log-actions.server.ts";

const sentText = { action: TEXT_ACTION, statuses: ["sent"] } as const;

/** Log statuses, actions and deliveries of each outcome. */
const kindOf: Record<Outcome, DecisionKind> = {
  delivered: { ...sentText, deliveries: deliveriesOf.delivered },
  not_delivered: { ...sentText, deliveries: deliveriesOf.not_delivered },
  not_confirmed: { ...sentText, deliveries: deliveriesOf.not_confirmed },
  sent: { statuses: ["sent"] },
  done: { statuses: ["done"] },
  skipped: { statuses: ["skipped"] },
  failed: { statuses: ["failed"] },
};

/** Log statuses and actions of each view. */
const views: Record<Exclude<ActivityView, "unknown">, readonly DecisionKind[]> = {
  sent: [kindOf.sent],
  delivered: [kindOf.delivered],
  not_delivered: [kindOf.not_delivered],
  skipped: [{ action: TEXT_ACTION, statuses: ["skipped"] }],
  failed: [kindOf.failed],
  other: [kindOf.done, { notAction: TEXT_ACTION, statuses: ["skipped"] }],
};

interface Choice {
  view?: Exclude<ActivityView, "unknown"> | undefined;
  statuses?: readonly Outcome[] | undefined;
  action?: string | undefined;
}

/**
 * Intersection of a view, statuses and an action.
 * @returns undefined without a filter; empty if nothing can match
 */
export function savedViewKinds({ view, statuses, action }: Choice): readonly DecisionKind[] | undefined {
  if (!view && !statuses && !action) return undefined;
  const ofStatuses = statuses?.map((status) => kindOf[status]) ?? [{}];
  return (view ? views[view] : [{}])
    .flatMap((kind) => ofStatuses.flatMap((other) => intersect(kind, other) ?? []))
    .flatMap((kind) => intersect(kind, action ? { action } : {}) ?? []);
}

/** @returns null if no row is of both kinds */
function intersect(a: DecisionKind, b: DecisionKind): DecisionKind | null {
  const action = a.action ?? b.action;
  const notAction = a.notAction ?? b.notAction;
  if (a.action && b.action && a.action !== b.action) return null;
  if (action && action === notAction) return null;
  const statuses = common(a.statuses, b.statuses);
  const deliveries = common(a.deliveries, b.deliveries);
  if (statuses?.length === 0 || deliveries?.length === 0) return null;
  return { action, notAction: action ? undefined : notAction, statuses, deliveries };
}

const common = <T>(a: readonly T[] | undefined, b: readonly T[] | undefined): readonly T[] | undefined =>
  a && b ? a.filter((one) => b.includes(one)) : (a ?? b);

/** Number of the shop's texts with unknown outcome. */
export const countUnknownTexts = ({ db }: AppContext, shop: Pick<Shop, "id">): Promise<number> =>
  countUnknown(db.pool, shop.id);
