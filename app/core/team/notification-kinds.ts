/** The kinds of team notifications, and whether a kind is also sent by e-mail because it is urgent. */
const kinds = {
  credits_low: { mailed: true },
  credits_empty: { mailed: true },
  top_up_stopped: { mailed: true },
  top_up_cap_near: { mailed: true },
  spend_cap_near: { mailed: true },
  spend_cap_reached: { mailed: true },
  sender_approved: { mailed: true },
  sender_refused: { mailed: true },
  steps_failing: { mailed: true },
  loop_stopped: { mailed: true },
  sms_pumping: { mailed: true },
  ledger_wrong: { mailed: true },
  reply_held: { mailed: true },
  data_request: { mailed: true },
  automation: { mailed: true },
  outcome_unknown: { mailed: false },
  tasks_overdue: { mailed: false },
} as const satisfies Record<string, { mailed: boolean }>;

export type NotificationKind = keyof typeof kinds;

export const isMailed = (kind: NotificationKind): boolean => kinds[kind].mailed;
