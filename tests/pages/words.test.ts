import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { barriersIn } from "./accessibility.ts";
import { describeAtStand, soon, type Stand } from "./stand.ts";
import { tooWideBy } from "./walk.ts";
import { text } from "../../app/text/en.ts";

describeAtStand("an automation's conditions and texts", (stand) => {
  test("a nested condition is built by keyboard and mouse, and told in a sentence", async () => {
    const { page, app } = await openEditor(stand(), "Review request");
    await app.getByRole("button", { name: "Add condition" }).first().click();
    await pick(page, app, "order total", "Order total");
    await page.keyboard.press("Tab");
    const question = app.locator("select:focus");
    // "is at least" is the sixth of the questions that an amount may be asked.
    for (let at = 1; at < 6; at++) {
      const before = await question.inputValue();
      await page.keyboard.press("ArrowDown");
      await expect.poll(() => question.inputValue(), soon).not.toBe(before);
    }
    await page.keyboard.press("Tab");
    await app.locator("input:focus").waitFor();
    await page.keyboard.type("50");
    await sentence(app, "Order total is at least 50 USD.");

    await app.getByRole("button", { name: "Add group" }).first().click();
    await pick(page, app, "customer tags", "Tags");
    const group = app.getByRole("group", { name: "Group 2" });
    await group.getByRole("textbox", { name: "Values" }).click();
    await page.keyboard.type("vip");
    await page.keyboard.press("Enter");
    // The last is taken when one goes on.
    await page.keyboard.type("wholesale");
    await page.keyboard.press("Tab");
    await group.getByRole("combobox", { name: "Match in group 2" }).selectOption("None of these");
    await sentence(app, "Order total is at least 50 USD, and not so that Tags include any of vip, wholesale.");
    expect(await barriersIn(page)).toEqual([]);

    await app.getByRole("button", { name: "Move, copy or remove: Condition 1" }).click();
    await app.getByRole("menuitem", { name: "Move into the group below" }).click();
    await sentence(app, "Not so that (Order total is at least 50 USD, or Tags include any of vip, wholesale).");
    await app.getByRole("button", { name: "Move, copy or remove: Group 1" }).click();
    await app.getByRole("menuitem", { name: "Remove" }).click();
    await app.getByText("No conditions yet.").first().waitFor();
    await page.close();
  });

  test("a curly quote is found and put right, and segments are counted while one writes", async () => {
    const { page, app } = await openEditor(stand(), "Order fulfilled", 390);
    await app
      .getByRole("button", { name: /Send SMS/ })
      .first()
      .click();
    const message = app.getByLabel("Message", { exact: true });
    await message.fill("It’s on its way, {{ customer.first_name | default: “you” }}: {{ order.nmae }}");
    await app.getByText("Curly quotes cannot stand inside braces.").first().waitFor();
    await app.getByRole("button", { name: "Use straight quotes" }).click();
    await expect
      .poll(() => message.inputValue())
      .toBe(`It's on its way, {{ customer.first_name | default: "you" }}: {{ order.nmae }}`);
    await app.getByRole("button", { name: "Use Order number" }).click();
    await app.getByLabel("The text as it reads on a phone").getByText("It's on its way, Ada: #1042").first().waitFor();
    await app
      .getByText(/^1 segment · \d+ of 160 characters · 1 credit in the US and Canada$/)
      .first()
      .waitFor();

    await message.fill(`It’s ${"on its way, ".repeat(8)}`);
    await app.getByText("Emoji or special character: “’”").first().waitFor();
    await app
      .getByText(/^2 segments · \d+ of 134 characters · 2 credits in the US and Canada$/)
      .first()
      .waitFor();
    expect(await tooWideBy(page)).toBe(0);
    expect(await barriersIn(page)).toEqual([]);
    await app.getByRole("button", { name: "Use plain characters" }).click();
    await app
      .getByText(/^1 segment · /)
      .first()
      .waitFor();
    await page.close();
  });
});

describeAtStand("a text that cannot be sent", (stand) => {
  test.for([1440, 390])("is told in the editor before it is published, at %i pixels", async (width) => {
    const { page, app } = await openEditor(stand(), "Order fulfilled", width);
    await app
      .getByRole("button", { name: /Send SMS/ })
      .first()
      .click();
    const message = app.getByLabel("Message", { exact: true });
    await message.fill("x".repeat(1_700));
    await app.getByText("The text is too long: 1,700 characters in 12 segments.").first().waitFor();
    await app.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByText(text.editor.solveFirst(1)).first().waitFor();

    await message.fill("x".repeat(600));
    await app.getByText("Takes 4 segments: 4 credits for each text in the US and Canada").first().waitFor();

    await message.fill("Hi %first_name%, ₹500 off – {{ order.name | default: 'it’s' }} 😀");
    await app.getByText("“%first_name%” would be sent as it stands.").first().waitFor();
    await app.getByRole("button", { name: "Use First name" }).click();
    await expect.poll(() => message.inputValue()).toContain("customer.first_name");
    await app.getByRole("button", { name: "Use plain characters" }).click();
    await app.getByRole("button", { name: "Remove “😀”" }).click();
    await expect
      .poll(() => message.inputValue())
      .toBe(`Hi {{ customer.first_name | default: "there" }}, INR 500 off - {{ order.name | default: 'it’s' }}`);
    await app.getByText(text.editor.inspector.noProblems).first().waitFor();
    expect(await tooWideBy(page)).toBe(0);
    expect(await barriersIn(page)).toEqual([]);
    await page.close();
  });
});

async function openEditor(stand: Stand, name: string, width?: number): Promise<{ page: Page; app: FrameLocator }> {
  const { page, app } = await stand.visit("/app/automations");
  const address = await app.getByRole("link", { name, exact: true }).first().getAttribute("href");
  await page.close();
  const editor = await stand.visit(`${address}/edit`, width ? { width } : {});
  await editor.app.getByRole("heading", { name: "Settings of the automation" }).first().waitFor();
  return editor;
}

/** Types into the list that has the keyboard, and takes what it then offers first. */
async function pick(page: Page, app: FrameLocator, typed: string, offered: string): Promise<void> {
  const box = app.locator("[role=combobox]:focus");
  await box.waitFor();
  await page.keyboard.type(typed);
  const option = app.getByRole("option", { name: offered, exact: true });
  await expect
    .poll(async () => {
      // A list that is drawn again while one types may lose a letter.
      if ((await box.inputValue()) !== typed) await box.fill(typed);
      return option.getAttribute("data-focused");
    })
    .toBe("true");
  await page.keyboard.press("Enter");
  await option.waitFor({ state: "hidden" });
}

const sentence = (app: FrameLocator, words: string) => app.getByText(words, { exact: true }).first().waitFor();
