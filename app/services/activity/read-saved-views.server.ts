import type { LogStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { DecisionKind } from "#shell/repositories/activity/decisions.server.ts";
import type { ActivityView } from "#text/views.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { TEXT_ACTION } from "./log-actions.server.ts";

/** Log statuses and actions of each view. */
const views: Record<Exclude<ActivityView, "unknown">, readonly DecisionKind[]> = {
  sent: [{ statuses: ["sent"] }],
  skipped: [{ action: TEXT_ACTION, statuses: ["skipped"] }],
  failed: [{ statuses: ["failed"] }],
  other: [{ statuses: ["done"] }, { notAction: TEXT_ACTION, statuses: ["skipped"] }],
};

interface Choice {
  view?: Exclude<ActivityView, "unknown"> | undefined;
  status?: LogStatus | undefined;
  action?: string | undefined;
}

/**
 * Intersection of a view, a status and an action.
 * @returns undefined without a filter; empty if nothing can match
 */
export function savedViewKinds({ view, status, action }: Choice): readonly DecisionKind[] | undefined {
  if (!view && !status && !action) return undefined;
  return (view ? views[view] : [{}]).flatMap((kind: DecisionKind) => {
    const statuses = status ? [status].filter((one) => kind.statuses?.includes(one) ?? true) : kind.statuses;
    const isOther =
      action !== undefined && ((kind.action !== undefined && kind.action !== action) || kind.notAction === action);
    return isOther || statuses?.length === 0
      ? []
      : [{ action: action ?? kind.action, notAction: action ? undefined : kind.notAction, statuses }];
  });
}

/** Number of the shop's texts with unknown outcome. */
export const countUnknownTexts = ({ prisma }: AppContext, shop: Pick<Shop, "id">): Promise<number> =>
  prisma.message.count({ where: { shopId: shop.id, status: "unknown" } });
