/** Conditions that need the team's attention; the page has a remedy for each. */
export type Alert =
  | { kind: "no_sender" }
  | { kind: "nobody_asks" }
  | { kind: "not_granted"; scopes: string[] }
  | { kind: "out_of_credits"; balance: number }
  | { kind: "steps_failing"; notices: number }
  | { kind: "replies_held"; count: number }
  | { kind: "unknown_texts"; count: number }
  | { kind: "credits_low"; balance: number; days: number | null }
  | { kind: "unread"; count: number }
  | { kind: "tasks_overdue"; count: number };

type AlertKind = Alert["kind"];

/** critical: texts are not sent. warning: something is held or will fail. info: customers or tasks wait. */
export type Urgency = "critical" | "warning" | "info";

export interface ShopStatus {
  hasSender: boolean;
  /** The shop uses double opt-in, but no active automation sends the request. */
  lacksOptInRequest: boolean;
  /** The scopes that the app needs and the store does not grant. */
  missingScopes: readonly string[];
  /** At least one automation is active. */
  automationOn: boolean;
  balance: number;
  /** A "credits empty" alert was sent and no top-up followed. */
  toldEmpty: boolean;
  lowBalanceAt: number;
  /** The forecast in days; null when unknown. */
  days: number | null;
  /** Unread notifications about repeatedly failing steps. */
  failingNotices: number;
  heldReplies: number;
  unknownTexts: number;
  unreadConversations: number;
  overdueTasks: number;
}

/** The alerts of a shop, the most urgent first. */
export function alertsOf(status: ShopStatus): Alert[] {
  const { automationOn, balance, lowBalanceAt, days } = status;
  const isOut = status.toldEmpty || (automationOn && balance <= 0);
  const found: (Alert | false)[] = [
    !status.hasSender && { kind: "no_sender" },
    status.lacksOptInRequest && { kind: "nobody_asks" },
    isOut && { kind: "out_of_credits", balance },
    status.failingNotices > 0 && { kind: "steps_failing", notices: status.failingNotices },
    status.missingScopes.length > 0 && { kind: "not_granted", scopes: [...status.missingScopes] },
    status.heldReplies > 0 && { kind: "replies_held", count: status.heldReplies },
    status.unknownTexts > 0 && { kind: "unknown_texts", count: status.unknownTexts },
    !isOut && automationOn && balance < lowBalanceAt && { kind: "credits_low", balance, days },
    status.unreadConversations > 0 && { kind: "unread", count: status.unreadConversations },
    status.overdueTasks > 0 && { kind: "tasks_overdue", count: status.overdueTasks },
  ];
  return found.filter((alert) => alert !== false);
}

const urgencies: Record<AlertKind, Urgency> = {
  no_sender: "critical",
  nobody_asks: "critical",
  not_granted: "warning",
  out_of_credits: "critical",
  steps_failing: "critical",
  replies_held: "warning",
  unknown_texts: "warning",
  credits_low: "warning",
  unread: "info",
  tasks_overdue: "info",
};

export const urgencyOf = ({ kind }: Alert): Urgency => urgencies[kind];
