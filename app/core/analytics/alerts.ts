/** What needs somebody of the team; each has its remedy among the words of the page. */
export type Alert =
  | { kind: "no_sender" }
  | { kind: "nobody_asks" }
  | { kind: "out_of_credits"; balance: number }
  | { kind: "steps_failing"; notices: number }
  | { kind: "replies_held"; count: number }
  | { kind: "unknown_texts"; count: number }
  | { kind: "credits_low"; balance: number; days: number | null }
  | { kind: "unread"; count: number }
  | { kind: "tasks_overdue"; count: number };

type AlertKind = Alert["kind"];

/** critical: texts do not go out. warning: something waits, or will fail. info: people wait. */
export type Urgency = "critical" | "warning" | "info";

export interface ShopStatus {
  hasSender: boolean;
  /** Who agrees is to be asked once more, and no automation that is on does it. */
  nobodyAsks: boolean;
  /** Whether anything would send at all. */
  automationOn: boolean;
  balance: number;
  /** The merchant was told that the balance does not cover the texts, and nothing was bought since. */
  toldEmpty: boolean;
  lowBalanceAt: number;
  /** For how many days the balance lasts; null where nobody can tell. */
  days: number | null;
  /** Notices of steps that fail again and again, which nobody has read. */
  failingNotices: number;
  heldReplies: number;
  unknownTexts: number;
  unreadConversations: number;
  overdueTasks: number;
}

/** What needs the team, the most urgent first. */
export function alertsOf(standing: ShopStatus): Alert[] {
  const { automationOn, balance, lowBalanceAt, days } = standing;
  const isOut = standing.toldEmpty || (automationOn && balance <= 0);
  const found: (Alert | false)[] = [
    !standing.hasSender && { kind: "no_sender" },
    standing.nobodyAsks && { kind: "nobody_asks" },
    isOut && { kind: "out_of_credits", balance },
    standing.failingNotices > 0 && { kind: "steps_failing", notices: standing.failingNotices },
    standing.heldReplies > 0 && { kind: "replies_held", count: standing.heldReplies },
    standing.unknownTexts > 0 && { kind: "unknown_texts", count: standing.unknownTexts },
    !isOut && automationOn && balance < lowBalanceAt && { kind: "credits_low", balance, days },
    standing.unreadConversations > 0 && { kind: "unread", count: standing.unreadConversations },
    standing.overdueTasks > 0 && { kind: "tasks_overdue", count: standing.overdueTasks },
  ];
  return found.filter((alert) => alert !== false);
}

const urgencies: Record<AlertKind, Urgency> = {
  no_sender: "critical",
  nobody_asks: "critical",
  out_of_credits: "critical",
  steps_failing: "critical",
  replies_held: "warning",
  unknown_texts: "warning",
  credits_low: "warning",
  unread: "info",
  tasks_overdue: "info",
};

export const urgencyOf = ({ kind }: Alert): Urgency => urgencies[kind];
