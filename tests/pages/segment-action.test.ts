import path from "node:path";
import { build } from "vite";
import { beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeWithManagers, soon, STAFF, type Stand } from "./stand.ts";

const { campaigns } = text;
const SEGMENT = "gid://shopify/Segment/503";
const NAME = "SMS subscribers";
const EXTENSION = path.resolve(import.meta.dirname, "../../extensions/segment-text");

/** A module of the extension as a script whose export is `module`. */
async function bundled(module: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    esbuild: { jsx: "automatic", jsxImportSource: "preact" },
    build: {
      write: false,
      lib: { entry: path.join(EXTENSION, "src", module), formats: ["iife"], name: "module" },
    },
  });
  const [output] = [result].flat().flatMap((made) => ("output" in made ? made.output : []));
  if (output?.type !== "chunk") throw new Error("the extension was not bundled");
  return output.code;
}

describeWithManagers("the action on a segment's page of Shopify's admin", (stand) => {
  let action = "";
  let shouldRender = "";
  beforeAll(async () => {
    [action, shouldRender] = await Promise.all([bundled("SegmentAction.tsx"), bundled("shouldRender.ts")]);
  });

  /** A page of Shopify's that runs an extension: it hands over the segment, and adds the session token to requests. */
  async function host({ context, sandbox }: Stand, segmentId: string, as: keyof typeof STAFF = "Rosa") {
    const page = await context.newPage();
    await page.goto(`${sandbox.url}/sandbox/admin?staff=${STAFF[as]}`);
    await page.goto(`${sandbox.url}/sandbox/admin/segments`);
    await page.evaluate((id) => {
      const plain = window.fetch.bind(window);
      Object.assign(window, {
        shopify: {
          data: { selected: [{ id }] },
          close: () => {},
          i18n: { translate: (key: string, { name = "" } = {}) => (name ? `${key}: ${name}` : key) },
        },
        fetch: async (address: string) => {
          const token = await (await plain("/sandbox/token", { method: "POST" })).text();
          return plain(address, { headers: { Authorization: `Bearer ${token}` } });
        },
      });
      document.body.replaceChildren();
    }, segmentId);
    return page;
  }

  test("opens the campaign form with exactly that segment, made once", async () => {
    const page = await host(stand(), SEGMENT);
    await page.evaluate(`${action}; module();`);
    await page.getByText(`body: ${NAME}`).waitFor(soon);
    const address = await page.locator("s-button[slot=primary-action]").getAttribute("href");
    expect(address).toBe(`app:app/campaigns/new?shopifySegment=${encodeURIComponent(SEGMENT)}`);
    await page.close();

    const opened = await stand().visit(String(address).replace("app:", "/"));
    const includes = opened.app.getByRole("group", { name: campaigns.form.includes });
    const chosen = includes.getByLabel(new RegExp(`^${NAME}`));
    await chosen.waitFor(soon);
    expect(await chosen.isChecked()).toBe(true);
    expect(await includes.getByRole("checkbox", { checked: true }).count()).toBe(1);
    await opened.page.close();

    // Opened again, it is the segment that there is.
    const again = await stand().visit(`/app/campaigns/new?shopifySegment=503`);
    await again.app.getByRole("group", { name: campaigns.form.includes }).waitFor(soon);
    const group = again.app.getByRole("group", { name: campaigns.form.includes });
    expect(await group.getByLabel(new RegExp(NAME)).count()).toBe(1);
    expect(await group.getByLabel(new RegExp(NAME)).isChecked()).toBe(true);
    await again.page.close();
  });

  test("is offered in the sandbox's admin to those who may write campaigns", async () => {
    const { context, sandbox } = stand();
    const page = await context.newPage();
    await page.goto(`${sandbox.url}/sandbox/admin?staff=${STAFF.Rosa}`);
    await page.getByRole("link", { name: "Shopify’s segments" }).click();
    await page.locator("li").filter({ hasText: NAME }).getByRole("link", { name: "Text this segment" }).click();
    const app = page.frameLocator("iframe[title=Shopbell]");
    await app
      .getByLabel(new RegExp(`^${NAME}`))
      .first()
      .waitFor(soon);
    await page.close();
  });

  test.each([
    [SEGMENT, true],
    ["gid://shopify/Segment/999", false],
    ["gid://shopify/Product/503", false],
  ])("asks the app whether to show itself on %s: %s", async (id, shown) => {
    const page = await host(stand(), id);
    expect(await page.evaluate(`${shouldRender}; module();`)).toEqual({ display: shown });
    await page.close();
  });

  test("of another store's segment the form says that this store has none, and chooses nothing", async () => {
    const { page, app } = await stand().visit("/app/campaigns/new?shopifySegment=gid%3A%2F%2Fshopify%2FSegment%2F999");
    await app.getByText(campaigns.shopifySegment.gone).waitFor(soon);
    const includes = app.getByRole("group", { name: campaigns.form.includes });
    expect(await includes.getByRole("checkbox", { checked: true }).count()).toBe(0);
    await page.close();
  });

  test("the form that it opens is for every width and for everybody", async () => {
    await stand().inspect("/app/campaigns/new?shopifySegment=503", (app) =>
      app
        .getByLabel(new RegExp(`^${NAME}`))
        .first()
        .waitFor(soon),
    );
  });
});
