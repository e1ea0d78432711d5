import { readFileSync } from "node:fs";
import type { FrameLocator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { formatAction } from "#services/activity/log-actions.server.ts";
import { readCsv } from "#tests/support/read-csv.ts";
import { text } from "../../app/text/en.ts";
import { ask } from "./ask.ts";
import { describeWithManagers, soon, STAFF, type Stand } from "./stand.ts";

const [ANA, GRACE, LUIS] = ["7012340000011", "7012340000013", "7012340000014"] as const;
const MUG = "44120000000101";
const { activity, entry, scheduled } = text;

/** Ana left a cart and came back to order; Grace and Luis have left theirs. */
async function fill({ sandbox }: Stand): Promise<void> {
  const leave = async (customer: string) => {
    await sandbox.api(`store/customers/${customer}/consent`, { subscribed: true });
    await sandbox.api(`store/customers/${customer}/cart`, { variantId: MUG, quantity: 1 });
    await sandbox.api(`store/customers/${customer}/checkout`);
  };
  await leave(ANA);
  await sandbox.api("clock", { hours: 2 });
  await sandbox.api(`store/customers/${ANA}/order`);
  await leave(GRACE);
  await leave(LUIS);
}

const said = (page: Page, words: string) => page.locator("#toast").getByText(words).first().waitFor();
const confirm = (app: FrameLocator, action: string) =>
  app.getByRole("dialog").getByRole("button", { name: action, exact: true }).click();
const rowsOf = (app: FrameLocator) => app.getByRole("row").or(app.getByRole("listitem"));
const focused = (app: FrameLocator) => app.locator("a:focus");

describeWithManagers("what support staff live in", (stand) => {
  beforeAll(() => fill(stand()));

  test("an order is found by its number, with all that it set off and nothing else", async () => {
    const { page, app } = await stand().visit("/app/activity");
    const search = app.getByPlaceholder(activity.search);
    await search.fill("#1001");
    await app.getByText(activity.meansOrder("#1001")).first().waitFor();
    const rows = app.locator("tbody tr");
    await rows.filter({ hasText: "Grace Okafor" }).first().waitFor({ state: "detached" });
    expect(await rows.filter({ hasText: "Order confirmation" }).count()).toBe(2);
    expect(await rows.filter({ hasText: "Abandoned cart" }).count()).toBeGreaterThanOrEqual(2);
    expect(await rows.count()).toBe(await rows.filter({ hasText: "Ana Reyes" }).count());
    await search.fill("#4711");
    await app
      .getByText(/named order #?4711 since/)
      .first()
      .waitFor();
    await page.close();
  });

  test("from a number to the reason in two clicks, and none of it below the fold", async () => {
    const { page, app } = await stand().visit("/app/activity");
    await app.getByPlaceholder(activity.search).fill("(512) 555-0117");
    const row = app.locator("tbody tr").filter({ hasText: "Grace Okafor" }).first();
    await app.locator("tbody tr").filter({ hasText: "Ana Reyes" }).first().waitFor({ state: "detached" });
    await row.click();
    const panel = app.getByRole("complementary", { name: entry.panel });
    for (const part of [panel.getByRole("heading", { name: entry.checks }), panel.getByText(/Grace Okafor/).first()]) {
      await part.waitFor();
      const box = await part.boundingBox();
      expect(box && box.y + box.height).toBeLessThan(900);
    }
    await panel.getByRole("button", { name: /checks? passed$/ }).click();
    await panel.getByText(entry.checksBody).waitFor();
    await page.close();
  });

  test("a number that no event has named is said to be unknown", async () => {
    const { page, app } = await stand().visit("/app/activity");
    await app.getByPlaceholder(activity.search).fill("+1 646 555 0299");
    await app.getByText(/^No event of the store has named \+1 646 555 0299\./).waitFor();
    await page.close();
  });

  test("filters are saved as a view for everybody, renamed and deleted", async () => {
    const { page, app } = await stand().visit("/app/activity?action=exit&when=last_7_days");
    await app
      .getByText(activity.actionIs(formatAction("exit")))
      .first()
      .waitFor();
    await app.getByRole("button", { name: activity.savedViews.save }).click();
    const dialog = app.getByRole("dialog");
    await dialog.getByRole("button", { name: text.save }).click();
    await dialog.getByText(activity.savedViews.nameIt).first().waitFor();
    await dialog.getByLabel(activity.savedViews.name).fill("Who left");
    await dialog.getByRole("button", { name: text.save }).click();
    await said(page, activity.savedViews.saved("Who left"));
    await page.close();

    const { page: others, app: other } = await stand().visit("/app/activity", { as: "Sam" });
    await other.getByRole("tab", { name: "Who left" }).click();
    await other.getByText(activity.dateIs(activity.spans.last_7_days)).first().waitFor();
    await other.getByRole("tab", { name: "Who left", selected: true }).click();
    await other.getByRole("menuitem", { name: "Rename" }).click();
    await other.getByRole("dialog").getByRole("textbox").fill("Gone");
    await other.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await said(others, activity.savedViews.renamed("Gone"));
    await other.getByRole("tab", { name: "Gone", selected: true }).click();
    await other.getByRole("menuitem", { name: "Delete" }).click();
    await other.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await said(others, activity.savedViews.deleted("Gone"));
    await other.getByRole("tab", { name: "Gone" }).waitFor({ state: "detached" });
    await others.close();
  });

  test("by keys alone: row by row, an entry beside the log, the next, and back to where one was", async () => {
    const { page, app } = await stand().visit("/app/activity?search=Ana");
    await app.locator("tbody tr").first().waitFor();
    await app.getByRole("heading", { name: activity.title, level: 1 }).click();
    await page.keyboard.press("j");
    await page.keyboard.press("ArrowDown");
    const second = await app.locator("tbody tr").nth(1).getAttribute("id");
    await app.locator(`tr[id="${second}"] a:focus`).waitFor();

    await page.keyboard.press("Enter");
    const panel = app.getByRole("complementary", { name: entry.panel });
    await panel.getByRole("heading", { name: entry.checks }).first().waitFor();
    await expect.poll(() => panel.evaluate((element) => element === document.activeElement)).toBe(true);
    const title = await panel.getByRole("heading", { level: 2 }).first().innerText();
    await page.keyboard.press("j");
    await expect.poll(() => panel.getByRole("heading", { level: 2 }).first().innerText()).not.toBe(title);
    await page.keyboard.press("k");
    await expect.poll(() => panel.getByRole("heading", { level: 2 }).first().innerText()).toBe(title);

    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await app.locator(`tr[id="${second}"] a:focus`).waitFor();
    expect(await focused(app).count()).toBe(1);
    await page.close();
  });

  test("on a narrow screen an entry is a page of its own, also by a link to the panel", async () => {
    const { page, app } = await stand().visit("/app/activity", { width: 390 });
    // The list takes the table's place once the page is awake: a row that is pressed before is not heard.
    await app.getByRole("listitem").filter({ hasText: "Ana Reyes" }).first().click();
    await app.getByRole("heading", { name: entry.checks }).first().waitFor();
    expect(await app.getByRole("complementary").count()).toBe(0);
    const address = await app.locator("body").evaluate(() => window.location.pathname);
    expect(address).toMatch(/^\/app\/activity\/[\da-f-]{36}$/);
    await page.close();
    const { page: linked, app: link } = await stand().visit(`/app/activity?entry=${address.slice(-36)}`, {
      width: 390,
    });
    await expect.poll(() => link.locator("body").evaluate(() => window.location.pathname)).toBe(address);
    await linked.close();
  });

  test("the log is downloaded as it is narrowed down, and can be read", async () => {
    const { page, app } = await stand().visit("/app/activity?view=sent");
    await app.getByRole("button", { name: activity.export.open }).click();
    const download = page.waitForEvent("download");
    await confirm(app, activity.export.start);
    await said(page, activity.export.started);
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^shopbell-activity-\d{4}-\d\d-\d\d\.csv$/);
    const [headings = [], ...rows] = readCsv(readFileSync((await file.path()) ?? "", "utf8"));
    const column = (heading: string) => rows.map((row) => row[headings.indexOf(heading)]);
    expect(column(activity.status).every((status) => Object.values(activity.statuses).includes(status ?? ""))).toBe(
      true,
    );
    expect(column(activity.customer)).toContain("Ana Reyes");
    expect(column(entry.message).join("\n")).toContain("#1001");
    expect(column(activity.time).every((at) => /T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(at ?? ""))).toBe(true);

    // The page tells of it without being reloaded, and whoever comes back finds it.
    const line = (frame: FrameLocator) =>
      frame
        .getByRole("listitem")
        .filter({ hasText: activity.views.sent })
        .filter({ hasText: activity.export.statuses.done });
    await line(app)
      .getByText(`${activity.export.rows(rows.length)} · Rosa`)
      .first()
      .waitFor();
    await page.close();
    const { page: back, app: there } = await stand().visit("/app/activity", { as: "Sam" });
    await line(there).waitFor();
    await back.close();
  });

  test("a scheduled step is moved, another cancelled, a third run now, each asked once", async () => {
    const { page, app } = await stand().visit("/app/scheduled");
    const row = (name: string) => app.getByRole("row").filter({ hasText: name }).filter({ hasText: "Abandoned cart" });
    const choose = async (name: string, action: string) => {
      await row(name)
        .getByRole("button", { name: scheduled.moreFor(name) })
        .click();
      await app.getByRole("menuitem", { name: action }).click();
    };
    await row("Grace Okafor").getByText("you left Enamel mug in your cart, Grace").first().waitFor();

    await choose("Grace Okafor", scheduled.move);
    const dialog = app.getByRole("dialog");
    await dialog.getByLabel(scheduled.date).fill("2031-05-06");
    await dialog.getByLabel(/^Time/).fill("03:15");
    await dialog.getByText(scheduled.atThat("May 6, 2031 at 3:15 am")).first().waitFor();
    await dialog
      .getByText(/^It is night for the customer/)
      .first()
      .waitFor();
    await dialog.getByRole("button", { name: scheduled.move, exact: true }).click();
    await said(page, scheduled.moved("May 6, 2031 at 3:15 am"));
    await row("Grace Okafor")
      .getByText(/^About May 6, 2031/)
      .first()
      .waitFor();

    await choose("Luis Marin", scheduled.sendNow);
    await confirm(app, scheduled.sendNow);
    await said(page, scheduled.ran);
    await expect
      .poll(async () => {
        await page.reload();
        await app.getByRole("heading", { level: 1 }).first().waitFor();
        await row("Grace Okafor").waitFor();
        return row("Luis Marin").filter({ hasText: "Enamel mug" }).count();
      }, soon)
      .toBe(0);

    await row("Grace Okafor").getByRole("checkbox").check();
    await app.getByRole("button", { name: scheduled.skipMany }).first().click();
    await confirm(app, scheduled.skipMany);
    await said(page, scheduled.skippedMany(1, 0));
    await row("Grace Okafor").filter({ hasText: "Enamel mug" }).waitFor({ state: "detached" });
    await page.close();
  });

  test("who may only look is offered none of it, and refused", async () => {
    await (await stand().visit("/app", { as: "Vera" })).app.getByRole("heading", { level: 1 }).first().waitFor();
    const { page: owners, app: owner } = await stand().visit("/app/scheduled");
    await owner.getByRole("heading", { level: 1 }).first().waitFor();
    const { url } = stand().sandbox;
    expect(
      await ask(owner, url, "/app/settings/team?_data=routes%2Fapp.settings.team", {
        intent: "role",
        userId: String(STAFF.Vera),
        role: "viewer",
      }),
    ).toBe(200);
    const id = "01234567-89ab-7def-8123-456789abcdef";
    const wishes = [
      ["/app/activity/export?_data=routes%2Fapp.activity.export", { query: "" }],
      ["/app/activity/views?_data=routes%2Fapp.activity.views", { intent: "rename", id, name: "Mine" }],
      ["/app/scheduled/steer?_data=routes%2Fapp.scheduled.steer", { intent: "cancel", id }],
    ] as const;
    for (const [address, wish] of wishes)
      expect([address, await ask(owner, url, address, wish)]).toEqual([address, 200]);

    const { page, app } = await stand().visit("/app/activity?action=exit", { as: "Vera" });
    await app.locator("tbody tr").first().waitFor();
    expect(await app.getByRole("button", { name: activity.export.open }).count()).toBe(0);
    expect(await app.getByRole("button", { name: activity.savedViews.save }).count()).toBe(0);
    const { page: list, app: steps } = await stand().visit("/app/scheduled", { as: "Vera" });
    await steps.locator("tbody tr").first().waitFor();
    expect(await steps.getByRole("checkbox").count()).toBe(0);
    expect(await steps.getByRole("button", { name: /^Actions for/ }).count()).toBe(0);
    for (const [address, wish] of wishes) expect([address, await ask(app, url, address, wish)]).toEqual([address, 403]);
    for (const one of [owners, page, list]) await one.close();
  });

  test.each(["/app/activity", "/app/activity?view=sent&search=Ana", "/app/scheduled"])(
    "%s fits both widths and shuts nobody out",
    async (address) => {
      await stand().inspect(address, (app) =>
        rowsOf(app)
          .filter({ hasText: /Ana Reyes|Luis Marin/ })
          .first()
          .waitFor(),
      );
    },
  );

  test("an entry shuts nobody out, beside the log or as a page", async () => {
    const { page, app } = await stand().visit("/app/activity?view=sent");
    await app.locator("tbody tr").first().waitFor();
    const href = (await app.locator("tbody tr a").first().getAttribute("href")) ?? "";
    await page.close();
    await stand().inspect(href, (one) => one.getByRole("heading", { name: entry.checks }).first().waitFor());
    await stand().inspect(`/app/activity?view=sent&entry=${href.slice(-36)}`, (one) =>
      one.getByRole("heading", { name: entry.checks }).first().waitFor(),
    );
  });

  test("an export that broke off says why, and is begun again with the same filters", async () => {
    const { page, app } = await stand().visit("/app/activity?search=Ana&when=last_7_days");
    const broken = app
      .getByRole("listitem")
      .filter({ hasText: activity.export.searchIs("Ana") })
      .filter({ hasText: activity.export.statuses.failed });
    await app.getByRole("button", { name: activity.export.open }).first().waitFor();
    // Asked for, and never fetched: its address is over after five minutes.
    expect(
      await ask(app, stand().sandbox.url, "/app/activity/export?_data=routes%2Fapp.activity.export", {
        query: "search=Ana&when=last_7_days",
      }),
    ).toBe(200);
    await app.getByText(activity.export.statuses.waiting).first().waitFor();
    await stand().sandbox.api("clock", { hours: 1 });
    await broken.getByText(activity.export.brokeOff).first().waitFor();

    const download = page.waitForEvent("download");
    await broken.getByRole("button", { name: /^Export again/ }).click();
    const [headings = [], ...rows] = readCsv(readFileSync((await (await download).path()) ?? "", "utf8"));
    expect(new Set(rows.map((row) => row[headings.indexOf(activity.customer)]))).toEqual(new Set(["Ana Reyes"]));
    await page.close();
  });

  test("a text that reached nobody, and one that nobody can find out about, do not look like any other", async () => {
    const { sandbox } = stand();
    const order = async (fault: object) => {
      await sandbox.api("twilio/fault", fault);
      await sandbox.api(`store/customers/${LUIS}/cart`, { variantId: MUG, quantity: 1 });
      await sandbox.api(`store/customers/${LUIS}/order`);
      await sandbox.api("twilio/fault", { kind: "none" });
    };
    await order({ kind: "undeliver", status: "failed", code: 30_008 });
    await order({ kind: "garbage", accepted: false, callbacks: false });
    const { page, app } = await stand().visit("/app/activity?view=unknown");
    const panel = app.getByRole("complementary", { name: entry.panel });
    await app.getByRole("row").filter({ hasText: "Luis Marin" }).first().click();
    await panel.getByText(entry.unknownOnPath).first().waitFor();
    await panel
      .getByText(/thank you, Luis/)
      .first()
      .waitFor();
    await sandbox.api("clock", { hours: 2 });
    await page.close();

    const closed = await stand().visit("/app/activity?view=failed");
    await closed.app.getByRole("row").filter({ hasText: "Luis Marin" }).first().click();
    await closed.app.getByText(entry.neverKnown, { exact: true }).first().waitFor();
    await closed.page.close();

    const lost = await stand().visit("/app/activity?view=sent");
    await lost.app
      .getByRole("row")
      .filter({ hasText: "Luis Marin" })
      .filter({ hasText: activity.statuses.not_delivered })
      .first()
      .click();
    await lost.app.getByText(entry.notArrived, { exact: true }).first().waitFor();
    await lost.app.getByText(entry.givenBack(1), { exact: true }).first().waitFor();
    await lost.page.close();
  });
});
