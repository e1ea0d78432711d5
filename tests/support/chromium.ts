import { afterAll, beforeAll, describe, inject } from "vitest";
import { launch, type TestBrowser } from "./browser.ts";

export async function launchChromium(): Promise<TestBrowser> {
  const executablePath = inject("chromium");
  if (!executablePath) throw new Error("there is no Chromium here; use describeInChromium");
  return launch(executablePath);
}

/** Runs a suite in one browser; left out where there is none. */
export function describeInChromium(name: string, suite: (browser: () => TestBrowser) => void): void {
  describe.skipIf(!inject("chromium"))(name, () => {
    let browser: TestBrowser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());
    suite(() => browser);
  });
}
