import { beforeAll, describe, inject } from "vitest";
import { launch, type TestBrowser } from "./browser.ts";

let launched: Promise<TestBrowser> | undefined;

/** The one browser that all files of this worker use, one after the other. It ends with the worker. */
function workersBrowser(): Promise<TestBrowser> {
  const executablePath = inject("chromium");
  if (!executablePath) throw new Error("there is no Chromium here; use describeInChromium");
  return (launched ??= launch(executablePath));
}

/** Runs a suite in a browser; left out where there is none. */
export function describeInChromium(name: string, suite: (browser: () => TestBrowser) => void): void {
  describe.skipIf(!inject("chromium"))(name, () => {
    let browser: TestBrowser;
    beforeAll(async () => {
      browser = await workersBrowser();
    });
    suite(() => browser);
  });
}
