import { activityAddress } from "#components/activity/address.ts";
import { text } from "#text/en.ts";

const { leads } = text.notices;

const byKind: Readonly<Record<string, { label: string; url: string }>> = {
  credits_low: { label: leads.credits, url: "/app/credits" },
  top_up_stopped: { label: leads.credits, url: "/app/credits" },
  top_up_cap_near: { label: leads.credits, url: "/app/credits" },
  ledger_wrong: { label: leads.credits, url: "/app/credits" },
  credits_empty: { label: leads.credits, url: "/app/credits" },
  spend_cap_near: { label: leads.caps, url: "/app/settings/caps" },
  spend_cap_reached: { label: leads.caps, url: "/app/settings/caps" },
  sender_approved: { label: leads.number, url: "/app/settings/number" },
  sender_refused: { label: leads.number, url: "/app/settings/number" },
  steps_failing: { label: leads.failed, url: "/app/activity?view=failed" },
  outcome_unknown: { label: leads.failed, url: "/app/activity?view=failed" },
  sms_pumping: { label: leads.limits, url: "/app/settings/caps" },
  data_request: { label: leads.privacy, url: "/app/settings/privacy" },
  reply_held: { label: leads.inbox, url: "/app/inbox" },
  tasks_overdue: { label: leads.overdue, url: "/app/tasks?tab=overdue" },
};

/** The link of a notice; null without one. */
export const noticeLinkOf = ({
  kind,
  logId,
  automationId,
}: {
  kind: string;
  logId: string | null;
  automationId: string | null;
}): { label: string; url: string } | null => {
  if (logId) return { label: leads.entry, url: `/app/activity/${logId}` };
  if (automationId && kind === "loop_stopped")
    return { label: leads.automation, url: `/app/automations/${automationId}` };
  if (automationId) return { label: leads.failed, url: activityAddress({ view: "failed", automation: automationId }) };
  return byKind[kind] ?? null;
};
