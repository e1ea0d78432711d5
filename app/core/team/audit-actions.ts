/** The filters of the audit log. */
export const auditAreas = ["automations", "customers", "credits", "team", "settings", "operations"] as const;
export type AuditArea = (typeof auditAreas)[number];

/** The actions of the audit log, each with its area. The page has a sentence for each. */
export const auditActions = {
  "automation.created": "automations",
  "automation.deleted": "automations",
  "automation.draft": "automations",
  "automation.published": "automations",
  "automation.started": "automations",
  "automation.status": "automations",
  "sequence.status": "automations",
  "run.started": "automations",
  "run.cancelled": "automations",
  "step.cancelled": "automations",
  "step.moved": "automations",
  "step.run_now": "automations",
  "message.sent_now": "automations",
  "message.skipped": "automations",
  "wait.ended_now": "automations",
  "activity.exported": "customers",
  "consent.written_back": "customers",
  "conversation.assigned": "customers",
  "conversation.closed": "customers",
  "conversation.marked": "customers",
  "conversation.noted": "customers",
  "conversation.reopened": "customers",
  "customer.suppressed": "customers",
  "customer.unsuppressed": "customers",
  "evidence.taken": "customers",
  "reply.settled": "customers",
  "segment.changed": "customers",
  "segment.created": "customers",
  "segment.deleted": "customers",
  "segment.members_added": "customers",
  "segment.members_removed": "customers",
  "text.written": "customers",
  "credits.adjust": "credits",
  "credits.charge_active": "credits",
  "credits.charge_declined": "credits",
  "credits.charge_expired": "credits",
  "credits.charge_pending": "credits",
  "credits.exported": "credits",
  "credits.grant": "credits",
  "credits.order": "credits",
  "notices.read": "team",
  "notices.unread": "team",
  "staff.role_changed": "team",
  "team_number.code_sent": "team",
  "team_number.proven": "team",
  "task.assigned": "team",
  "task.cancelled": "team",
  "task.commented": "team",
  "task.created": "team",
  "task.done": "team",
  "task.reopened": "team",
  "event_token.made": "settings",
  "event_token.revoked": "settings",
  "sender.created": "settings",
  "sender.registration_changed": "settings",
  "sender.rate_changed": "settings",
  "sender.submitted": "settings",
  "sender.decided": "settings",
  "sender.released": "settings",
  "sender.suspended": "settings",
  "sender.resumed": "settings",
  "settings.changed": "settings",
  "view.deleted": "settings",
  "view.renamed": "settings",
  "view.saved": "settings",
  retry: "operations",
  "scheduled_task.asked": "operations",
  "scheduled_task.disabled": "operations",
  "scheduled_task.enabled": "operations",
} as const satisfies Record<string, AuditArea>;
export type AuditAction = keyof typeof auditActions;

/**
 * The actions that daily work causes by the dozen. The history hides them until staff ask for everything. A write-back of
 * consent that Shopify refused is not among them.
 */
export const routineActions = [
  "consent.written_back",
  "conversation.marked",
  "credits.charge_pending",
  "notices.read",
  "notices.unread",
] as const satisfies readonly AuditAction[];

/** The actions of an area. */
export const actionsOf = (area: AuditArea): AuditAction[] =>
  (Object.keys(auditActions) as AuditAction[]).filter((action) => auditActions[action] === area);
