import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";

type Message = { message: string };

const firstLine = (errors: readonly Message[] | undefined) =>
  errors?.[0]?.message.split("\n")[0]?.slice(0, 300) ?? "no error";

/**
 * Names at the end of a run everything that failed: tests, those too that passed when they were run again, and what
 * failed outside of a test (a hook, an import, a rejected promise). Each of these is a fault of a test or of the
 * product, however seldom.
 */
export default class FlakyTests implements Reporter {
  readonly #lines: string[] = [];

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    const isFlaky = test.diagnostic()?.flaky ?? false;
    if (state !== "failed" && !isFlaky) return;
    this.#lines.push(
      `${isFlaky ? "passed when run again" : "failed"}: ${test.module.relativeModuleId} > ${test.fullName}: ${firstLine(errors)}`,
    );
  }

  onTestSuiteResult(suite: TestSuite): void {
    this.#nameErrors(`${suite.module.relativeModuleId} > ${suite.fullName} (a hook)`, suite.errors());
  }

  onTestModuleEnd(module: TestModule): void {
    this.#nameErrors(`${module.relativeModuleId} (a hook or an import)`, module.errors());
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const error of unhandled) this.#nameErrors("outside of the tests", [error]);
    if (this.#lines.length > 0) console.log(`\n${this.#lines.join("\n")}`);
  }

  #nameErrors(where: string, errors: readonly Message[]): void {
    if (errors.length > 0) this.#lines.push(`failed: ${where}: ${firstLine(errors)}`);
  }
}
