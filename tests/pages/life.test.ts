import { writeFileSync } from "node:fs";
import path from "node:path";
import type { FrameLocator } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { formatGuard } from "../../app/text/checks.ts";
import { typeNumberCode } from "./number-code.ts";
import { describeAtStand } from "./stand.ts";

const SHOP = "sandbox.myshopify.com";
const ANA = "7012340000011";
const words = text.automation;
const soon = 120_000;

interface Listed {
  id: string;
  libraryKey: string | null;
}
interface Written {
  steps: { config: { body?: string } }[];
}

describeAtStand("the life of an automation", (stand) => {
  let id: string;

  /** Ana is in the welcome series, at its first wait. */
  beforeAll(async () => {
    const { sandbox } = stand();
    await sandbox.cli("automation", "activate", SHOP, "welcome-series");
    const { out } = await sandbox.cli("automation", "list", SHOP, "--json");
    id = (JSON.parse(out) as Listed[]).find(({ libraryKey }) => libraryKey === "welcome-series")?.id ?? "";
    await sandbox.api(`store/customers/${ANA}/consent`, { subscribed: true });
  }, soon);

  const at = (page = "") => `/app/automations/${id}${page}`;
  const button = (within: FrameLocator, name: string | RegExp) =>
    within.getByRole("button", { name, exact: typeof name === "string" });
  const inDialog = (app: FrameLocator, name: string) =>
    app.getByRole("dialog").getByRole("button", { name, exact: true });

  /** Writes the first text of the draft anew, as the editor would. */
  async function writeFirstText(body: string): Promise<void> {
    const { sandbox } = stand();
    const { out } = await sandbox.cli("automation", "export", SHOP, id);
    const document = JSON.parse(out) as Written;
    const [first] = document.steps;
    if (first) first.config.body = body;
    const file = path.join(sandbox.dataDir, "draft.json");
    writeFileSync(file, JSON.stringify(document));
    const { code, err } = await sandbox.cli("automation", "import", SHOP, file, "--into", id);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  }

  test("its page shows what happens, who is inside, and what they got", async () => {
    await stand().inspect(at(), (app) => app.getByText(words.insideCount(1)).first().waitFor());
  });

  test("one inside is paused and resumed, each asked for once", async () => {
    const { page, app } = await stand().visit(at());
    await button(app, words.pauseNamed("Ana Reyes")).click();
    await inDialog(app, words.pause).click();
    await button(app, words.resumeNamed("Ana Reyes")).click();
    await inDialog(app, words.resume).click();
    await button(app, words.pauseNamed("Ana Reyes")).waitFor();
    await page.close();
  });

  test("a changed draft is published with the question what becomes of those inside", async () => {
    await writeFirstText("Hello {{ customer.first_name | default: 'friend' }}");
    const { page, app } = await stand().visit(at());
    await app.getByText(words.unpublished).first().waitFor();
    await button(app, text.publish.publish).click();
    await app.getByText(text.publish.insideTitle(1)).first().waitFor();
    await app.getByRole("dialog").getByText("Hello [First name]").first().waitFor();
    await app.getByText(text.publish.inside.move).click();
    await inDialog(app, text.publish.publish).click();
    await app
      .getByRole("link", { name: words.versionOf(2) })
      .first()
      .waitFor();
    expect(await app.getByText(words.unpublished).count()).toBe(0);
    await page.close();
  });

  test("a version is compared with the one before, and restored into the draft", async () => {
    await stand().inspect(at("/versions"), (app) =>
      app.getByRole("heading", { name: text.publish.compareTitle }).first().waitFor(),
    );
    const { page, app } = await stand().visit(at("/versions"));
    await button(app, text.publish.restoreNamed(1)).click();
    await inDialog(app, text.publish.restore).click();
    await app.getByRole("dialog").waitFor({ state: "detached" });
    await app.getByLabel(text.publish.compareTo, { exact: true }).selectOption("draft");
    await app.getByText(text.publish.noChanges).first().waitFor();
    await page.close();
  });

  test("somebody made up walks through it, and its texts go to the merchant's own phone", async () => {
    await stand().inspect(at("/test"), (app) =>
      app.getByRole("heading", { name: text.trial.walkEnds }).first().waitFor(),
    );
    const { page, app } = await stand().visit(at("/test"));
    await button(app, /^Show the checks/)
      .nth(1)
      .click();
    await app.getByText(formatGuard("credits"), { exact: true }).filter({ visible: true }).first().waitFor();
    await app.getByText(text.trial.notOnWay).first().waitFor();
    // Another outcome than the facts' is chosen, and taken back.
    const chosen = app.getByLabel(text.trial.outcome, { exact: true }).first();
    const end = app.getByRole("heading", { name: text.trial.walkEnds }).locator("xpath=following-sibling::*");
    const before = await end.innerText();
    const options = await chosen.locator("option").allInnerTexts();
    await chosen.selectOption({ index: 1 });
    await app
      .getByText(options[1]?.includes("exits") ? /^Cancelled: / : text.trial.goesWay(options[1] ?? ""))
      .first()
      .waitFor();
    await chosen.selectOption({ index: 0 });
    await expect.poll(() => end.innerText(), { timeout: soon }).toBe(before);
    await button(app, /^Send all/).click();
    await app.getByText(text.trial.phoneProblem).first().waitFor();
    await app.getByLabel(text.trial.sendPhone).fill("+1 917 555 0100");
    await button(app, /^Send all/).click();
    await typeNumberCode(app, stand().sandbox, "+19175550100");
    await app.getByText(text.trial.sendTo("+1 917 555 0100")).first().waitFor();
    await page.close();
  });

  test("a real customer is chosen to walk through", async () => {
    const { page, app } = await stand().visit(at("/test"));
    await app.getByRole("heading", { name: text.trial.walkTitle }).first().waitFor();
    const who = app.getByLabel(text.trial.walkEvent, { exact: true });
    const ana = await who.locator("option").filter({ hasText: "Ana Reyes" }).first().getAttribute("value");
    await who.selectOption(ana ?? "");
    await app
      .getByRole("heading", { name: /^Ana Reyes, / })
      .first()
      .waitFor();
    await page.close();
  });

  test("a backtest goes on when its page is left, and what it found is there", async () => {
    const { page, app } = await stand().visit(at("/backtest"));
    await app.getByText(text.trial.runsEmpty).first().waitFor();
    await button(app, text.trial.start).click();
    await app.getByText(text.trial.runs).first().waitFor();
    await page.close();
    const back = await stand().visit(at("/backtest"));
    await back.app.getByRole("heading", { name: text.trial.totals }).waitFor({ timeout: soon });
    await back.app.getByRole("img", { name: text.trial.picture }).first().waitFor();
    await back.app.getByText("Ana Reyes").first().waitFor();
    await back.page.close();
    await stand().inspect(at("/backtest"), (frame) =>
      frame.getByRole("heading", { name: text.trial.totals }).first().waitFor(),
    );
  });
});
