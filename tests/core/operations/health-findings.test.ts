import { expect, test } from "vitest";
import {
  healthFindingsOf,
  operationFindingsOf,
  severityOf,
  type HealthFacts,
} from "#core/operations/health-findings.ts";

const well: HealthFacts = {
  queueAway: false,
  idleSeconds: null,
  overdueSeconds: 0,
  unknownTexts: 0,
  failedEvents: 0,
  failedSteps: 0,
  silentTopics: [],
  notCompared: null,
  missingScopes: [],
  notAdded: { count: 0, detail: "" },
};
const kinds = (change: Partial<HealthFacts>) =>
  healthFindingsOf({ ...well, ...change }).map((finding) => `${severityOf(finding)} ${finding.kind}`);

test.for<[fact: string, change: Partial<HealthFacts>, found: string[]]>([
  ["all is well", {}, []],
  ["a worker that is a little late is no finding", { idleSeconds: 120, overdueSeconds: 120 }, []],
  ["work that nobody does", { idleSeconds: 121 }, ["critical late"]],
  ["steps that are late", { overdueSeconds: 121 }, ["critical late"]],
  ["a queue that is away", { queueAway: true }, ["critical late"]],
  ["texts nobody knows of", { unknownTexts: 1 }, ["warning unknown_texts"]],
  ["what failed", { failedSteps: 1 }, ["warning failed"]],
  ["a store that grants less than is needed", { missingScopes: ["read_orders"] }, ["warning not_granted"]],
  ["a store that events cannot be compared with", { notCompared: "no_access" }, ["warning not_compared"]],
  ["subscribers that Shopify did not take", { notAdded: { count: 2, detail: "no" } }, ["warning not_added"]],
  ["silence", { silentTopics: ["orders/create"] }, ["warning silent"]],
  [
    "the gravest comes first",
    { silentTopics: ["orders/create"], unknownTexts: 2, idleSeconds: 500, queueAway: true },
    ["critical late", "warning unknown_texts", "warning silent"],
  ],
])("%s", ([, change, found]) => expect(kinds(change)).toEqual(found));

test.each([
  ["a task that runs well", { enabled: true, failed: false }, []],
  ["a task that fails", { enabled: true, failed: true }, [{ kind: "task_failed", names: ["sweep"] }]],
  ["a task that is off does not also fail", { enabled: false, failed: true }, [{ kind: "task_off", names: ["sweep"] }]],
])("the operator's findings: %s", (_what, task, found) => {
  const facts = { queueAway: false, idleSeconds: null, overdueSeconds: 0, tasks: [{ name: "sweep", ...task }] };
  expect(operationFindingsOf(facts)).toEqual(found);
});

test("the operator is told why texts are late, the shop for how long", () => {
  const late = { queueAway: true, idleSeconds: 500, overdueSeconds: 130 };
  expect(operationFindingsOf({ ...late, tasks: [] }).map(({ kind }) => kind)).toEqual([
    "not_working",
    "queue_away",
    "overdue",
  ]);
  expect(healthFindingsOf({ ...well, ...late })).toEqual([{ kind: "late", seconds: 500 }]);
});
