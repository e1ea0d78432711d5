import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";

/** What Playwright switches off by itself: of two lists Chromium heeds the last alone. */
const OFF = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "PreconnectToSearch",
  "ThirdPartyStoragePartitioning",
];
/** Pages of the browser's own, which each new window would load: they take longer than a page of the app. */
const POPUPS = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"];

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // One process for all pages: a script is compiled once.
  "--process-per-site",
  "--renderer-process-limit=1",
  `--disable-features=${[...OFF, ...POPUPS].join(",")}`,
];

// Shopify's library answers 410 to bots, and takes HeadlessChrome for one.
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

export interface HeadlessBrowser {
  browser: Browser;
  /** A profile of its own that looks like a person's browser, 1440 by 900 unless told otherwise. */
  newContext(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** @param executablePath where Chromium is */
export async function launch(executablePath: string): Promise<HeadlessBrowser> {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    browser,
    newContext: (options) =>
      browser.newContext({
        userAgent: USER_AGENT,
        viewport: { width: 1440, height: 900 },
        reducedMotion: "reduce",
        ...options,
      }),
    close: () => browser.close(),
  };
}
