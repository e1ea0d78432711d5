import { expect, test } from "vitest";
import { alertsOf, urgencyOf, type ShopStatus } from "#core/analytics/alerts.ts";

const well: ShopStatus = {
  hasSender: true,
  lacksOptInRequest: false,
  missingScopes: [],
  automationOn: true,
  balance: 500,
  toldEmpty: false,
  lowBalanceAt: 50,
  days: 20,
  failingNotices: 0,
  heldReplies: 0,
  unknownTexts: 0,
  unreadConversations: 0,
  overdueTasks: 0,
};
const kindsOf = (change: Partial<ShopStatus>) =>
  alertsOf({ ...well, ...change }).map((alert) => `${urgencyOf(alert)} ${alert.kind}`);

test.for<[fact: string, change: Partial<ShopStatus>, alerts: string[]]>([
  ["all is well", {}, []],
  ["a balance at the threshold is not below it", { balance: 50 }, []],
  ["a balance below it", { balance: 49 }, ["warning credits_low"]],
  ["nothing left", { balance: 0 }, ["critical out_of_credits"]],
  ["nothing left, and nothing that would send: the set-up guide says it", { balance: 0, automationOn: false }, []],
  ["a rest that covers no text", { balance: 2, toldEmpty: true }, ["critical out_of_credits"]],
  ["nobody to send from", { hasSender: false }, ["critical no_sender"]],
  ["a second question that nobody asks", { lacksOptInRequest: true }, ["critical nobody_asks"]],
  ["what fails again and again", { failingNotices: 1 }, ["critical steps_failing"]],
  ["a reply that may have meant stop", { heldReplies: 1 }, ["warning replies_held"]],
  ["a scope that the store does not grant", { missingScopes: ["read_orders"] }, ["warning not_granted"]],
  ["a text nobody knows of", { unknownTexts: 1 }, ["warning unknown_texts"]],
  ["customers who wait for an answer", { unreadConversations: 3 }, ["info unread"]],
  ["tasks that are late", { overdueTasks: 2 }, ["info tasks_overdue"]],
  [
    "the most urgent comes first",
    {
      overdueTasks: 1,
      unreadConversations: 1,
      unknownTexts: 1,
      heldReplies: 1,
      failingNotices: 1,
      balance: 0,
      hasSender: false,
    },
    [
      "critical no_sender",
      "critical out_of_credits",
      "critical steps_failing",
      "warning replies_held",
      "warning unknown_texts",
      "info unread",
      "info tasks_overdue",
    ],
  ],
])("%s", ([, change, alerts]) => expect(kindsOf(change)).toEqual(alerts));
