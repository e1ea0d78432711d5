import { z } from "zod";

const severities = ["high", "critical"] as const;
const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
});

/**
 * Reads the output of `npm audit --json`.
 * @returns the lines to print, and whether the check fails: not when the registry gave no answer
 */
export function readAudit(output: string): { lines: string[]; fails: boolean } {
  const read = report.safeParse(parsed(output));
  if (!read.success)
    return { lines: ["npm audit was left out: the registry gave no answer about vulnerabilities."], fails: false };
  const found = Object.entries(read.data.vulnerabilities).filter(([, { severity }]) =>
    severities.some((each) => each === severity),
  );
  return {
    lines: found.map(([name, { severity, range }]) => `${name} ${range}: ${severity}; see npm audit --omit=dev`),
    fails: found.length > 0,
  };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}
