import { expect, test } from "vitest";
import { readAudit } from "../../bin/audit/read-audit.ts";

const vulnerable = (severity: string) => JSON.stringify({ vulnerabilities: { axios: { severity, range: "<1.0.0" } } });
const LEFT_OUT = {
  lines: ["npm audit was left out: the registry gave no answer about vulnerabilities."],
  fails: false,
};

test.each([
  ["nothing is known", JSON.stringify({ vulnerabilities: {} }), { lines: [], fails: false }],
  ["something moderate is known", vulnerable("moderate"), { lines: [], fails: false }],
  [
    "something high is known",
    vulnerable("high"),
    { lines: ["axios <1.0.0: high; see npm audit --omit=dev"], fails: true },
  ],
  [
    "something critical is known",
    vulnerable("critical"),
    { lines: ["axios <1.0.0: critical; see npm audit --omit=dev"], fails: true },
  ],
  ["the registry has no such service", JSON.stringify({ message: "405 Method Not Allowed", error: {} }), LEFT_OUT],
  ["there is no network", "", LEFT_OUT],
])("the audit of the packages, when %s", (_name, output, result) => {
  expect(readAudit(output)).toEqual(result);
});
