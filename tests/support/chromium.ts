import { beforeAll, describe, inject } from "vitest";
import { launch, type HeadlessBrowser } from "#sandbox/browser/browser.ts";

let launched: Promise<HeadlessBrowser> | undefined;

/** The one browser that all files of this worker use, one after the other. It ends with the worker. */
function workersBrowser(): Promise<HeadlessBrowser> {
  const executablePath = inject("chromium");
  if (!executablePath) throw new Error("there is no Chromium here; use describeInChromium");
  return (launched ??= launch(executablePath));
}

/** Runs a suite in a browser; left out where there is none. */
export function describeInChromium(name: string, suite: (browser: () => HeadlessBrowser) => void): void {
  describe.skipIf(!inject("chromium"))(name, () => {
    let browser: HeadlessBrowser;
    beforeAll(async () => {
      browser = await workersBrowser();
    });
    suite(() => browser);
  });
}
