import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { ask } from "./ask.ts";
import { describeWithManagers, soon, STAFF, type Stand } from "./stand.ts";
import { giveTheTeamWork } from "./team-flow.ts";

const ANA = "7012340000011";
const SHIRT = "44120000000101";
const { health, notices, tasks } = text;

/** Two tasks of Ana's, one of them overdue, and their notices. */
async function fill({ sandbox }: Stand): Promise<void> {
  await giveTheTeamWork(sandbox);
  const order = async () => {
    await sandbox.api(`store/customers/${ANA}/cart`, { variantId: SHIRT, quantity: 1 });
    await sandbox.api(`store/customers/${ANA}/order`);
  };
  await order();
  await sandbox.api("clock", { hours: 3 });
  await order();
  await sandbox.cli("task", "run", "remind-overdue");
}

const confirm = (app: FrameLocator, action: string) =>
  app.getByRole("dialog").getByRole("button", { name: action, exact: true }).click();
const undo = (page: Page) => page.locator("#toast").getByRole("button", { name: tasks.undo }).click();

describeWithManagers("what an operator and a team work with", (stand) => {
  test("a task is done and undone in place, several at once, and notices are read", async () => {
    await fill(stand());
    const { page, app } = await stand().visit("/app/tasks");
    const rows = app.getByRole("row").filter({ hasText: "Call Ana" });
    await rows.first().waitFor();
    expect(await rows.count()).toBe(2);
    expect(await rows.filter({ hasText: tasks.overdue }).count()).toBe(1);

    await rows
      .first()
      .getByRole("button", { name: tasks.doneNamed("Call Ana") })
      .click();
    await page.locator("#toast").getByText(tasks.said.done(1)).first().waitFor();
    await rows.nth(1).waitFor({ state: "detached" });
    await undo(page);
    await rows.nth(1).waitFor();

    await rows.first().getByRole("checkbox").check();
    await rows.nth(1).getByRole("checkbox").check();
    await app.getByRole("button", { name: tasks.cancel, exact: true }).first().click();
    await app.getByText(tasks.empty.open.title).first().waitFor();
    await app.getByRole("tab", { name: tasks.tabs.done }).click();
    await rows
      .first()
      .getByRole("button", { name: tasks.reopenNamed("Call Ana") })
      .click();
    await rows.nth(1).waitFor({ state: "detached" });

    await page.getByRole("navigation", { name: "App" }).getByRole("link", { name: text.nav.home, exact: true }).click();
    await app.getByRole("link", { name: /^Notices/ }).click();
    await app.getByText("Overdue: Call Ana").first().waitFor();
    await app.getByRole("button", { name: notices.allRead }).click();
    await app.getByRole("button", { name: notices.allRead }).waitFor({ state: "detached" });
    await undo(page);
    await app.getByRole("button", { name: notices.allRead }).click();
    await app.getByRole("button", { name: notices.allRead }).waitFor({ state: "detached" });
    await app.getByRole("link", { name: notices.leads.entry }).first().click();
    await app.getByRole("heading", { name: text.entry.checks }).first().waitFor();
    expect(await app.getByRole("heading", { level: 1 }).innerText()).toContain("Call first buyers");
    await page.close();
  });

  test("what has failed is tried again all at once, asked first", async () => {
    const { sandbox } = stand();
    await sandbox.api("twilio/fault", { kind: "reject", code: 30_034 });
    for (let times = 0; times < 2; times++) {
      await sandbox.api(`store/customers/${ANA}/cart`, { variantId: SHIRT, quantity: 1 });
      await sandbox.api(`store/customers/${ANA}/order`);
    }
    await sandbox.api("twilio/fault", { kind: "none" });
    const { page, app } = await stand().visit("/app/health");
    const failures = app.getByRole("button", {
      name: health.tryAgainNamed(health.stepCalled("Order confirmation", "Ana Reyes")),
    });
    await failures.nth(1).waitFor();
    await app.getByRole("button", { name: health.tryAllAgain }).click();
    await app.getByText(health.askRetry(2)).first().waitFor();
    await confirm(app, health.tryAgain);
    await page.locator("#toast").getByText(health.triedManyAgain(2, 0)).first().waitFor();
    await failures.first().waitFor({ state: "detached" });
    await page.close();
  });

  test("what a colleague has done shows on a page that was open already", async () => {
    const rosa = await stand().visit("/app/tasks");
    const row = rosa.app.getByRole("row").filter({ hasText: "Call Ana" });
    await row.first().waitFor();
    const before = await row.count();
    const sam = await stand().visit("/app/tasks", { as: "Sam" });
    await sam.app
      .getByRole("row")
      .filter({ hasText: "Call Ana" })
      .first()
      .getByRole("button", { name: tasks.doneNamed("Call Ana") })
      .click();
    await sam.page.locator("#toast").getByText(tasks.said.done(1)).first().waitFor();
    await expect.poll(() => row.count(), soon).toBe(before - 1);
    await undo(sam.page);
    await expect.poll(() => row.count(), soon).toBe(before);
    await sam.page.close();
    await rosa.page.close();
  });

  test("who may not is not offered to try again, and is refused; the installation's machinery is not shown", async () => {
    await (await stand().visit("/app", { as: "Vera" })).app.getByRole("heading", { level: 1 }).first().waitFor();
    const { page: owners, app: owner } = await stand().visit("/app/settings/team");
    await owner.getByRole("heading", { level: 1 }).first().waitFor();
    const { url } = stand().sandbox;
    expect(
      await ask(owner, url, "/app/settings/team?_data=routes%2Fapp.settings.team", {
        intent: "role",
        userId: String(STAFF.Vera),
        role: "support",
      }),
    ).toBe(200);
    const { page, app } = await stand().visit("/app/health", { as: "Vera" });
    await app.getByText(health.connectionStates.well).nth(3).waitFor();
    expect(await app.getByText(/Queues|Scheduled tasks|Run now|metrics/).count()).toBe(0);
    const wish = { intent: "retry", ids: ["01234567-89ab-7def-8123-456789abcdef"] };
    expect(await ask(app, url, "/app/health?index&_data=routes%2Fapp.health._index", wish)).toBe(403);
    await owners.close();
    await page.close();
  });

  test.each(["/app/health", "/app/tasks", "/app/notices", "/app/settings/history"])(
    "%s fits both widths and shuts nobody out",
    async (address) => {
      expect.hasAssertions();
      await stand().inspect(address, async (app) => {
        await app.getByRole("heading", { level: 1 }).first().waitFor();
        if (address === "/app/health") await app.getByText(health.connectionStates.well).nth(3).waitFor();
      });
    },
  );
});
