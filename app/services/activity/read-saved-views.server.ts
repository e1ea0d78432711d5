import type { LogStatus } from "#core/statuses.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { DecisionKind } from "#shell/repositories/activity/decisions.server.ts";
import type { ActivityView } from "#text/views.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { TEXT_ACTION } from "./log-actions.server.ts";

/** What came of which actions, in each view that is made of the log's own rows. */
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
 * What a view, a status and an action have in common.
 * @returns undefined where they leave everything; none of them where they leave nothing
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

/** How many of a shop's texts nobody can tell of yet whether they went out. */
export const countUnknownTexts = ({ prisma }: AppContext, shop: Pick<Shop, "id">): Promise<number> =>
  prisma.message.count({ where: { shopId: shop.id, status: "unknown" } });
