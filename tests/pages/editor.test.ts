import { isDeepStrictEqual } from "node:util";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { post } from "./post.ts";
import { describeWithManagers, soon, STAFF } from "./stand.ts";
import { text } from "../../app/text/en.ts";

const words = text.editor;

/** Where an element is once the flow has ended its move to make room. */
async function boxAtRest(element: Locator) {
  let last = await element.boundingBox();
  await expect
    .poll(async () => {
      const before = last;
      last = await element.boundingBox();
      return last !== null && isDeepStrictEqual(before, last);
    }, soon)
    .toBe(true);
  if (!last) throw new Error("there is nothing to drag");
  return last;
}

describeWithManagers("the editor", (stand) => {
  let address: string;
  /** Of an automation that a test leaves changed. */
  let another: string;

  beforeAll(async () => {
    const { page, app } = await stand().visit("/app/automations");
    const editorOf = async (name: string) =>
      `${await app.getByRole("link", { name, exact: true }).first().getAttribute("href")}/edit`;
    [address, another] = [await editorOf("Abandoned cart"), await editorOf("Review request")];
    await page.close();
  });

  const open = async (visiting?: Parameters<ReturnType<typeof stand>["visit"]>[1], where = address) => {
    const { page, app } = await stand().visit(where, visiting);
    await ready(app);
    return { page, app };
  };
  const ready = (app: FrameLocator) => app.getByRole("region", { name: words.flow, exact: true }).first().waitFor();
  /** The flow's steps, as their cards are headed. */
  const cards = (app: FrameLocator) => app.locator("[data-stop^='step:'] .flow-card-title").allInnerTexts();
  const card = (app: FrameLocator, step: string) => app.locator("[data-stop^='step:']", { hasText: step });
  const bar = (page: Page) => ({
    save: page.getByRole("button", { name: text.save, exact: true }),
    discard: page.getByRole("button", { name: text.discard }),
  });
  const focused = (app: FrameLocator) =>
    app
      .locator("body")
      .evaluate(() =>
        document.activeElement instanceof HTMLElement
          ? (document.activeElement.dataset.stop ??
            document.activeElement.closest<HTMLElement>("[data-path]")?.dataset.path)
          : undefined,
      );
  const problems = (app: FrameLocator) => app.getByRole("listitem").filter({ has: app.locator(".problem") });

  // The first to open it waits for a browser that has just begun.
  test("shows a flow as a tree, at both widths, to everybody", async () => {
    await stand().inspect(address, async (app) => {
      await ready(app);
      await card(app, "Send SMS").waitFor();
    });
  });

  test("adds a step by mouse, tells what it lacks, and leads to it; saved, it opens again as it was left", async () => {
    const { page, app } = await open({}, another);
    await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
    await app.getByRole("dialog").getByRole("option", { name: "Send email" }).click();
    await expect.poll(() => cards(app), soon).toContainEqual(expect.stringContaining("Send email"));
    await expect.poll(() => problems(app).count(), soon).toBe(2);
    await card(app, "Send SMS").click();
    await problems(app).filter({ hasText: "Message" }).getByRole("button").click();
    await expect.poll(() => focused(app), soon).toBe("steps.0.config.body");

    await bar(page).save.click();
    await page.getByText(words.savedWithProblems(2)).first().waitFor();
    await app.getByRole("button", { name: words.publish, exact: true }).click();
    await page.getByText(words.solveFirst(2)).first().waitFor();
    await page.close();

    const again = await open({}, another);
    await expect.poll(() => problems(again.app).count(), soon).toBe(2);
    await card(again.app, "Send email").click();
    await again.app.getByLabel("Subject", { exact: true }).fill("You left something");
    await again.app.getByLabel("Message", { exact: true }).fill("It is still here: {{ shop.url }}");
    await again.app.getByText(words.inspector.noProblems).first().waitFor();
    await bar(again.page).save.click();
    await again.page.getByText(words.saved, { exact: true }).first().waitFor();
    await expect.poll(() => bar(again.page).save.isVisible(), soon).toBe(false);
    await again.page.close();
  });

  test("opens at the step that stands in the way of publishing", async () => {
    const { page, app } = await stand().visit(another.replace(/\/edit$/, ""));
    await app.getByRole("link", { name: text.automation.edit, exact: true }).first().click();
    await ready(app);
    await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
    await app.getByRole("dialog").getByRole("option", { name: "Send email" }).click();
    await bar(page).save.click();
    await page.getByText(words.savedWithProblems(2)).first().waitFor();
    await app.getByRole("link", { name: words.back }).click();
    // The page that is about to be left has a button of that name, too.
    await app.getByRole("heading", { name: text.automation.steps }).first().waitFor();
    await app.getByRole("button", { name: text.publish.publish, exact: true }).first().click();
    await app.getByRole("dialog").getByRole("link", { name: text.publish.problemAt }).first().click();
    const subject = app.getByLabel("Subject", { exact: true });
    await subject.waitFor();
    expect(await subject.inputValue()).toBe("");
    expect(await app.getByRole("dialog").count()).toBe(0);
    await page.close();
  });

  test("can be read before the drawing's script is there, and what is pressed meanwhile is done then", async () => {
    const { context } = stand();
    let come = () => {};
    const held = new Promise<void>((resolve) => (come = resolve));
    const script = /\/Workspace-[^/]*\.js$/;
    await context.route(script, async (route) => {
      await held;
      await route.continue();
    });
    const { page, app } = await stand().visit(address);
    const name = app.getByLabel(words.inspector.name, { exact: true });
    await name.waitFor();
    expect([await name.inputValue(), await name.isDisabled()]).toEqual(["Abandoned cart", true]);
    expect(await app.locator("[data-stop]").count()).toBe(0);
    await app.getByRole("button", { name: words.publish, exact: true }).click();
    come();
    await app.getByRole("dialog").getByText(text.publish.unchangedTitle).waitFor();
    await card(app, "Send SMS").waitFor();
    expect(await name.isEnabled()).toBe(true);
    await context.unroute(script);
    await page.close();
  });

  test("is worked by keyboard alone: walk, add, move, undo and redo, copy, take out", async () => {
    const { page, app } = await open();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await app.locator("[data-stop=trigger]").focus();
    const before = await cards(app);
    await press("End", "Enter");
    const search = () => app.getByRole("dialog").getByRole("combobox", { name: words.picker.search });
    // Escape leads back to where the picker was opened.
    await search().waitFor();
    await press("Escape");
    await expect.poll(() => focused(app), soon).toBe("gap:steps.2");
    await press("Enter");
    // The first result is "Add a tag", the next "Remove a tag".
    await search().fill("tag");
    await press("ArrowDown", "ArrowUp", "Enter");
    await expect.poll(() => focused(app), soon).toBe("steps.2.config.tags");
    await page.keyboard.type("won back");
    await press("Enter");
    await app.getByText(words.inspector.noProblems).first().waitFor();

    await app.locator("[data-stop='step:add_tag']").focus();
    await press("Alt+ArrowUp");
    await expect.poll(() => cards(app), soon).toEqual([...before.slice(0, -1), "Add a tag", before.at(-1)]);
    await expect.poll(() => focused(app), soon).toBe("step:add_tag");
    await press("Control+z");
    await expect.poll(() => cards(app), soon).toEqual([...before, "Add a tag"]);
    await press("Control+Shift+z");
    await expect.poll(() => cards(app), soon).toEqual([...before.slice(0, -1), "Add a tag", before.at(-1)]);

    await press("Tab", "Enter");
    const item = () => app.locator("body").evaluate(() => document.activeElement?.textContent);
    for (const next of [words.menu.up, words.menu.down, words.menu.to, words.menu.duplicate]) {
      await expect.poll(item, soon).toBe(next);
      await press(next === words.menu.duplicate ? "Enter" : "ArrowDown");
    }
    await expect
      .poll(() => cards(app).then((titles) => titles.filter((title) => title === "Add a tag").length), soon)
      .toBe(2);
    await expect.poll(() => focused(app), soon).toBe("step:add_tag-2");
    const tags = async () => (await cards(app)).filter((title) => title === "Add a tag").length;
    await press("Control+c", "Control+v");
    await expect.poll(() => focused(app), soon).toBe("step:add_tag-3");
    expect(await tags()).toBe(3);
    await press("Delete");
    await expect.poll(tags, soon).toBe(2);
    await press("ArrowUp");
    await expect.poll(() => focused(app), soon).toBe("step:add_tag-2");
    await press("Delete");
    await expect.poll(tags, soon).toBe(1);
    await press("ArrowUp", "Delete");
    await expect.poll(() => cards(app), soon).toEqual(before);
    // As it was is as it was saved.
    await expect.poll(() => bar(page).save.isVisible(), soon).toBe(false);
    await page.close();
  });

  test("selects several steps, which are moved, copied, pasted and deleted together", async () => {
    const { page, app } = await open();
    const before = await cards(app);
    expect(before).toEqual(["Send SMS", "Wait"]);
    await card(app, "Send SMS").click();
    await card(app, "Wait").click({ modifiers: ["Shift"] });
    await app.getByRole("heading", { name: words.block.title(2) }).waitFor();
    await app.getByRole("button", { name: words.menu.duplicate, exact: true }).click();
    await expect.poll(() => cards(app), soon).toEqual([...before, ...before]);
    // The copies are selected now: moved up, they stand before the others.
    await page.keyboard.press("Alt+ArrowUp");
    await page.keyboard.press("Alt+ArrowUp");
    const steps = app.locator(".flow-card", { has: app.locator("[data-stop^='step:']") });
    await expect
      .poll(() => steps.evaluateAll((each) => each.map((one) => one.hasAttribute("data-selected"))), soon)
      .toEqual([true, true, false, false]);
    await card(app, "Wait").nth(1).focus();
    await page.keyboard.press("Shift+ArrowUp");
    await app.getByRole("heading", { name: words.block.title(2) }).waitFor();
    await page.keyboard.press("Control+c");
    await page.keyboard.press("Control+v");
    await expect.poll(() => cards(app), soon).toEqual([...before, ...before, ...before]);
    await app.getByRole("button", { name: words.block.remove(2) }).click();
    await app.getByRole("dialog").getByRole("button", { name: words.remove.act, exact: true }).click();
    await expect.poll(() => cards(app), soon).toEqual([...before, ...before]);
    await card(app, "Wait").nth(0).focus();
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("Delete");
    await app.getByRole("dialog").getByRole("button", { name: words.remove.act, exact: true }).click();
    await expect.poll(() => cards(app), soon).toEqual(before);
    await expect.poll(() => bar(page).save.isVisible(), soon).toBe(false);
    await page.close();
  });

  test(
    "lets a step be dragged to another place, and moved there by its menu; a branch asks before " +
      "it goes with what is inside",
    async () => {
      const { page, app } = await open();
      // Room for all of the flow.
      await page.setViewportSize({ width: 1440, height: 1200 });
      await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
      await app
        .getByRole("dialog")
        .getByRole("option", { name: /^Branch/ })
        .click();
      await card(app, "Branch").waitFor();
      const target = app.getByRole("button", { name: words.addHere(words.where.firstIn("Has bought before")) });
      const from = await boxAtRest(card(app, "Wait"));
      await page.mouse.move(from.x + 60, from.y + 40);
      await page.mouse.down();
      await page.mouse.move(from.x + 80, from.y - 100, { steps: 4 });
      // At an edge the flow pans below the pointer, and the target with it.
      const to = await boxAtRest(target);
      await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 8 });
      await page.mouse.up();
      await app
        .getByText(words.said.moved(words.namedSteps(["Wait"]), words.where.firstIn("Has bought before")))
        .waitFor({ state: "attached" });

      await app.getByRole("button", { name: words.menu.open("Send SMS") }).click();
      await app.getByRole("menuitem", { name: words.menu.to }).click();
      await app
        .getByRole("dialog")
        .getByText(/First in “Everyone else”/)
        .click();
      await app.getByRole("dialog").getByRole("button", { name: words.move.act, exact: true }).click();
      await expect.poll(() => cards(app), soon).toEqual(["Branch", "Wait", "Send SMS"]);

      await app.getByRole("button", { name: words.menu.open("Branch") }).click();
      await app.getByRole("menuitem", { name: words.menu.remove }).click();
      await app.getByText(words.remove.body(2)).first().waitFor();
      await app.getByRole("dialog").getByRole("button", { name: words.remove.act, exact: true }).click();
      await expect.poll(() => cards(app), soon).toEqual([]);
      for (let times = 0; times < 4; times++)
        await app.getByRole("button", { name: words.tools.undo, exact: true }).click();
      await expect.poll(() => cards(app), soon).toEqual(["Send SMS", "Wait"]);
      await expect.poll(() => bar(page).save.isVisible(), soon).toBe(false);
      await page.close();
    },
  );

  test("tells who saved meanwhile, and shows theirs or keeps mine; leaving with something unsaved asks", async () => {
    const mine = await open();
    const theirs = await open({ as: "Rosa" });
    await theirs.app.getByLabel(words.inspector.name, { exact: true }).fill("Theirs");
    await bar(theirs.page).save.click();
    await theirs.page.getByText(words.saved, { exact: true }).first().waitFor();
    await theirs.page.close();

    const { page, app } = mine;
    const name = app.getByLabel(words.inspector.name, { exact: true });
    await name.fill("Mine");
    await bar(page).save.click();
    await app.getByText(words.conflict.title).first().waitFor();
    await app.getByRole("button", { name: words.conflict.load }).click();
    await expect.poll(() => name.inputValue(), soon).toBe("Theirs");
    await app.getByRole("button", { name: words.tools.undo, exact: true }).click();
    await expect.poll(() => name.inputValue(), soon).toBe("Mine");
    await app.getByRole("link", { name: words.back }).click();
    await app.getByText(words.leave.body).first().waitFor();
    await app.getByRole("button", { name: text.cancel }).click();
    await bar(page).discard.click();
    await app.getByRole("link", { name: words.back }).click();
    await app.getByRole("heading", { name: "Abandoned cart", level: 1 }).first().waitFor();
    await page.close();
  });

  test("from a field Escape leads back to the step, and Ctrl+S saves the draft", async () => {
    const { page, app } = await open({}, another);
    await card(app, "Send SMS").click();
    const message = app.getByLabel("Message", { exact: true });
    await message.fill(`${await message.inputValue()} `);
    await page.keyboard.press("Control+s");
    await page
      .getByText(/^Draft saved/)
      .first()
      .waitFor();
    await expect.poll(() => bar(page).save.isVisible(), soon).toBe(false);

    // A variable is inserted by keyboard alone: typing marks the first, Escape in its list closes that alone.
    await app.getByRole("button", { name: text.message.variable }).click();
    const search = app.getByRole("combobox", { name: text.message.variableFind });
    await search.fill("last nam");
    await page.keyboard.press("Enter");
    await app.getByLabel(text.message.fallback).waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => message.inputValue(), soon).toContain("customer.last_name");
    await message.focus();
    await page.keyboard.press("Escape");
    await expect.poll(() => focused(app), soon).toMatch(/^step:/);
    await page.close();
  });

  test("the trigger's card and the branches say their conditions and shares; all of a long flow stays readable", async () => {
    const { page, app } = await open({}, another);
    const add = async (label: string) => {
      await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
      await app.getByRole("dialog").getByRole("combobox", { name: words.picker.search }).fill(label);
      await page.keyboard.press("Enter");
      await app.locator(".inspector").getByRole("heading", { name: label, exact: true }).first().waitFor();
    };
    await add("A/B split");
    expect(await app.locator(".flow-arm-tells").allInnerTexts()).toEqual(["50%", "50%"]);
    expect(await app.getByText(words.inspector.onError).count()).toBe(0);
    await add("Branch");
    await app.locator(".flow-arm", { hasText: "If Number of orders is at least 1" }).waitFor();
    for (let count = 0; count < 8; count++) await add("Create a task");

    // The step just added is in sight, above the tools.
    const [frame, added, tools] = await Promise.all(
      [app.locator(".flow"), app.locator(".flow-card[data-selected]"), app.getByRole("toolbar")].map((one) =>
        one.boundingBox(),
      ),
    );
    if (!frame || !added || !tools) throw new Error("a part is not drawn");
    expect(added.y).toBeGreaterThanOrEqual(frame.y);
    expect(added.y + added.height).toBeLessThanOrEqual(tools.y);

    await app.getByRole("button", { name: words.tools.fit }).click();
    const scale = () =>
      app.locator(".react-flow__viewport").evaluate((view) => new DOMMatrix(getComputedStyle(view).transform).a);
    const size = await app
      .locator(".flow-card-tells")
      .first()
      .evaluate((line) => parseFloat(getComputedStyle(line).fontSize));
    await expect.poll(async () => Math.round((await scale()) * size * 100) / 100, soon).toBeGreaterThanOrEqual(11);
    await bar(page).discard.click();
    await page.close();
  });

  test("is for looking at to who may not change it", async () => {
    await (await stand().visit("/app", { as: "Vera" })).app.getByRole("heading", { level: 1 }).first().waitFor();
    const owner = await open();
    expect(
      await post(owner.app, "routes/app.settings.team", "/app/settings/team", {
        intent: "role",
        userId: String(STAFF.Vera),
        role: "support",
      }),
    ).toBe(200);
    const { page, app } = await open({ as: "Vera" });
    await app.getByText(words.readOnly).first().waitFor();
    expect(await app.getByRole("button", { name: /^Add a step/ }).count()).toBe(0);
    expect(await app.getByRole("button", { name: words.publish, exact: true }).count()).toBe(0);
    await card(app, "Send SMS").click();
    expect(await app.getByLabel("Message", { exact: true }).isDisabled()).toBe(true);
    await owner.page.close();
    await page.close();
  });
});
