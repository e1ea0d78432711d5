import type { BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { describeInChromium } from "#tests/support/chromium.ts";
import type { GivenRole } from "#core/team/roles.ts";
import { startSandbox, type Sandbox } from "#tests/support/sandbox.ts";
import { barriersIn } from "./accessibility.ts";
import { ask } from "./ask.ts";
import { tooWideBy } from "./walk.ts";
import { watch } from "./watch.ts";

const WIDTHS = [1440, 390];
/** Of the window; the admin around the app takes some of it. */
const HEIGHT = 940;

/**
 * For whatever a page must come to show, in milliseconds: a busy machine takes its time. What is there at once costs
 * nothing.
 */
const PATIENCE_MS = 120_000;
export const soon = { timeout: PATIENCE_MS };

/** Who works in the sandbox's store; the owner may do everything, the others what the owner lets them. */
export const STAFF = { Rosa: 1, Sam: 2, Vera: 3 } as const;

export interface Visiting {
  /** The owner without it. */
  as?: keyof typeof STAFF;
  /** In CSS pixels. */
  width?: number;
}

let workers: Promise<Sandbox> | undefined;

/** The one sandbox that all files of this worker use, one after the other: each from a first day on. */
async function sandboxOnItsFirstDay(start: "furnished" | "empty"): Promise<Sandbox> {
  const isNew = workers === undefined;
  const sandbox = await (workers ??= startSandbox()).catch((error: unknown) => {
    // The next file tries again.
    workers = undefined;
    throw error;
  });
  if (!isNew || start !== "furnished") await sandbox.startOver(start);
  return sandbox;
}

/** A sandbox for this file alone, with a browser at its admin. */
export interface Stand {
  sandbox: Sandbox;
  context: BrowserContext;
  /** Opens a page of the app, such as "/app/credits", inside the store's admin. */
  visit(path: string, visiting?: Visiting): Promise<{ page: Page; app: FrameLocator }>;
  /**
   * Looks at a page at both widths, and fails where it is wider than its window or shuts somebody out. `ready` waits
   * until it is all there.
   */
  inspect(path: string, ready: (app: FrameLocator, page: Page) => Promise<unknown>): Promise<void>;
}

interface StandOptions {
  start?: "furnished" | "empty";
  /** The role that Sam and Vera have from their first visit on; without it, the app's default. */
  staffRole?: GivenRole;
}

async function setDefaultRole({ visit, sandbox }: Stand, role: GivenRole): Promise<void> {
  const { page, app } = await visit("/app/settings/team");
  await app.getByRole("heading", { level: 1 }).first().waitFor();
  const address = "/app/settings/team?_data=routes%2Fapp.settings.team";
  expect(await ask(app, sandbox.url, address, { intent: "default", role })).toBe(200);
  await page.close();
}

/**
 * A suite at one sandbox; after each test nothing may have been found that a person with the browser's tools open
 * would frown at.
 */
export function describeAtStand(
  name: string,
  suite: (stand: () => Stand) => void,
  { start = "furnished", staffRole }: StandOptions = {},
): void {
  describeInChromium(name, (browser) => {
    let stand: Stand | undefined;
    let faults: (() => string[]) | undefined;
    beforeAll(async () => {
      const sandbox = await sandboxOnItsFirstDay(start);
      const context = await browser().newContext();
      context.setDefaultTimeout(PATIENCE_MS);
      faults = watch(context, sandbox.url);
      stand = open(sandbox, context);
      if (staffRole) await setDefaultRole(stand, staffRole);
    });
    afterEach(async ({ task }) => {
      // Each page holds a connection to be told of changes over, and a browser has six: those that a failure left
      // open would fail the rest.
      if (task.result?.state === "fail") for (const page of stand?.context.pages() ?? []) await page.close();
      expect(faults?.()).toEqual([]);
    });
    afterAll(() => stand?.context.close());
    suite(() => {
      if (!stand) throw new Error("the sandbox did not open");
      return stand;
    });
  });
}

function open(sandbox: Sandbox, context: BrowserContext): Stand {
  const visit: Stand["visit"] = async (path, { as = "Rosa", width = 1440 } = {}) => {
    const page = await context.newPage();
    await page.setViewportSize({ width, height: HEIGHT });
    await page.goto(
      `${sandbox.url}/sandbox/admin?${new URLSearchParams({ staff: String(STAFF[as]), path }).toString()}`,
    );
    return { page, app: page.frameLocator("iframe[title=Shopbell]") };
  };
  return {
    sandbox,
    context,
    visit,
    async inspect(path, ready) {
      const { page, app } = await visit(path);
      await ready(app, page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: HEIGHT });
        await afterLayout(app);
        expect.soft(await tooWideBy(page), `${path} is too wide for ${width} pixels`).toBe(0);
        expect.soft(await barriersIn(page), `${path} at ${width} pixels`).toEqual([]);
      }
      await page.close();
    },
  };
}

/** Resolves when a page has been drawn for its new width, twice: what listens for widths may draw anew. */
const afterLayout = (app: FrameLocator): Promise<void> =>
  app.locator("body").evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 50)));
      }),
  );

/** The same, where Sam and Vera are managers from their first visit on. */
export const describeWithManagers = (name: string, suite: (stand: () => Stand) => void): void =>
  describeAtStand(name, suite, { staffRole: "manager" });
