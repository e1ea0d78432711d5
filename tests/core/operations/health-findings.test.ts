import { expect, test } from "vitest";
import { healthFindingsOf, severityOf, type HealthFacts } from "#core/operations/health-findings.ts";

const well: HealthFacts = {
  queueAway: false,
  idleSeconds: null,
  overdueSeconds: 0,
  unknownTexts: 0,
  failedEvents: 0,
  failedSteps: 0,
  tasks: [{ name: "sweep", enabled: true, failed: false }],
  silentTopics: [],
};
const kinds = (change: Partial<HealthFacts>) =>
  healthFindingsOf({ ...well, ...change }).map((finding) => `${severityOf(finding)} ${finding.kind}`);

test.for<[fact: string, change: Partial<HealthFacts>, found: string[]]>([
  ["all is well", {}, []],
  ["a worker that is a little late is no finding", { idleSeconds: 120, overdueSeconds: 120 }, []],
  ["work that nobody does", { idleSeconds: 121 }, ["critical not_working"]],
  ["steps that are late", { overdueSeconds: 121 }, ["critical overdue"]],
  ["a queue that is away", { queueAway: true }, ["critical queue_away"]],
  ["texts nobody knows of", { unknownTexts: 1 }, ["warning unknown_texts"]],
  ["what failed", { failedSteps: 1 }, ["warning failed"]],
  ["a task that fails", { tasks: [{ name: "sweep", enabled: true, failed: true }] }, ["warning task_failed"]],
  [
    "a task that is off does not also fail",
    { tasks: [{ name: "sweep", enabled: false, failed: true }] },
    ["warning task_off"],
  ],
  ["silence", { silentTopics: ["orders/create"] }, ["warning silent"]],
  [
    "the gravest comes first",
    { silentTopics: ["orders/create"], unknownTexts: 2, idleSeconds: 500, queueAway: true },
    ["critical not_working", "critical queue_away", "warning unknown_texts", "warning silent"],
  ],
])("%s", ([, change, found]) => expect(kinds(change)).toEqual(found));
