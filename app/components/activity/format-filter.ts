import { text } from "#text/en.ts";
import { formatReason } from "#text/reasons.ts";
import type { ActivityQuery } from "./address.ts";

const words = text.activity;

interface Named {
  automations: readonly { id: string; name: string }[];
  actions: readonly { key: string; label: string }[];
}

/** Describes the log's filters. */
export function formatFilter(
  { view, status, reason, action, automation, when, from, to, search }: ActivityQuery,
  { automations, actions }: Named,
): string {
  const parts = [
    view && words.views[view],
    status && words.statusIs(status.map((one) => words.statuses[one]).join(", ")),
    reason && words.reasonIs(reason.map((one) => formatReason(one).label).join(", ")),
    action && words.actionIs(actions.find(({ key }) => key === action)?.label ?? action),
    automation && words.automationIs(automations.find(({ id }) => id === automation)?.name ?? words.removedAutomation),
    when ? words.dateIs(words.spans[when]) : (from ?? to) && words.dateIs(words.between(from, to)),
    search && words.export.searchIs(search),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(" · ") : words.export.everything;
}
