import type { Reporter, TestCase } from "vitest/node";

/**
 * Names at the end of a run the tests that failed, and those that failed once and passed when they were run again:
 * each of these is a fault of a test or of the product, however seldom.
 */
export default class FlakyTests implements Reporter {
  readonly #lines: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    const isFlaky = test.diagnostic()?.flaky ?? false;
    if (state !== "failed" && !isFlaky) return;
    const why = errors?.[0]?.message.split("\n")[0]?.slice(0, 300) ?? "no error";
    this.#lines.push(
      `${isFlaky ? "passed when run again" : "failed"}: ${test.module.relativeModuleId} > ${test.fullName}: ${why}`,
    );
  }

  onTestRunEnd(): void {
    if (this.#lines.length > 0) console.log(`\n${this.#lines.join("\n")}`);
  }
}
