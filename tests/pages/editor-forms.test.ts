import type { FrameLocator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { offeredActions } from "#core/actions/index.ts";
import { offersOf } from "#core/triggers/index.ts";
import { operatorsFor } from "#core/conditions/operators/index.ts";
import { blankQuestion, controlFormOf, withField, withOperator } from "#core/conditions/question.ts";
import { barriersIn } from "./accessibility.ts";
import { post } from "./post.ts";
import { describeAtStand, soon } from "./stand.ts";
import { tooWideBy } from "./walk.ts";
import { text } from "../../app/text/en.ts";

const words = text.editor;
/** Where the settings stand of what is chosen. */
const SETTINGS = ".workspace-side";
const LONG = "A remarkably long tag that somebody has made up for who knows what";

/** A question for each form that a value may have. */
function everyForm(): object[] {
  const byForm = new Map<string, object>();
  for (const field of offersOf("order_created")) {
    for (const operator of operatorsFor(field)) {
      const form = controlFormOf(operator, field);
      if (!byForm.has(form))
        byForm.set(form, withOperator(withField(blankQuestion(), field, undefined, "USD"), field, operator.key, "USD"));
    }
  }
  return [
    ...byForm.values(),
    { field: "customer.tags", op: "has_any", value: [LONG, "b"] },
    { field: "customer.birthday", op: "same_day_and_month", value: "12-24" },
  ];
}

/** Parts of the settings that reach beyond the window, though the page as a whole may hide it. */
const reachingOut = (app: FrameLocator): Promise<string[]> =>
  app.locator(SETTINGS).evaluate((side) => {
    const edge = document.documentElement.clientWidth;
    return [...side.querySelectorAll("input, select, textarea, button, .Polaris-Tag")]
      .filter((part) => part.getBoundingClientRect().right > edge)
      .map((part) => part.outerHTML.slice(0, 120));
  });

/** @param within the part that has changed since the whole was looked at */
async function expectRoom(page: Page, app: FrameLocator, what: string, within?: string): Promise<void> {
  expect.soft(await tooWideBy(page), `${what} is too wide`).toBe(0);
  expect.soft(await reachingOut(app), `${what} reaches out of the window`).toEqual([]);
  expect.soft(await barriersIn(page, within), what).toEqual([]);
}

describeAtStand("the editor's forms", (stand) => {
  let address: string;

  beforeAll(async () => {
    const { page, app } = await stand().visit("/app/automations");
    address = `${await app.getByRole("link", { name: "Review request", exact: true }).first().getAttribute("href")}/edit`;
    await page.close();
  });

  const open = async (width: number) => {
    const { page, app } = await stand().visit(address, { width });
    await app.getByRole("region", { name: words.flow, exact: true }).first().waitFor();
    return { page, app };
  };
  const save = (page: Page) => page.getByRole("button", { name: text.save, exact: true });

  test("of every kind of step fit a phone and shut nobody out", async () => {
    const { page, app } = await open(390);
    for (const { label } of offeredActions) {
      await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
      await app.locator(".pick", { has: app.getByText(label, { exact: true }) }).click();
      await app.locator(".inspector").getByRole("heading", { name: label, exact: true }).first().waitFor();
      await expectRoom(page, app, label, SETTINGS);
      await app.getByRole("button", { name: words.tools.undo, exact: true }).click();
      await app.locator(".inspector").getByRole("heading", { name: words.inspector.settings }).first().waitFor();
    }
    await page.close();
  });

  test(
    "of a discount code: products from the store, what it combines with," +
      " or an existing code; its step has a note and is pasted elsewhere",
    async () => {
      const { page, app } = await open(1440);
      const side = app.locator(SETTINGS);
      await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
      await app.locator(".pick", { has: app.getByText("Discount code", { exact: true }) }).click();
      await side.getByLabel("Only for these products").fill("mug");
      await app.getByRole("option", { name: "Enamel mug" }).click();
      await side.getByLabel("Shipping discounts").check();
      await side.getByLabel(words.inspector.note).fill("Vera agreed to this.");
      const card = app.locator("[data-stop='step:create_discount']");
      await card.getByText(/^Create a discount code: 10% off Enamel mug, valid for 14 days, can be/).waitFor();
      await expect.poll(() => card.getByText(words.hasNote).count(), soon).toBe(1);
      await expectRoom(page, app, "a discount code for a product");
      await side.getByRole("button", { name: words.fields.removeNamed("Enamel mug") }).click();
      await side.getByLabel("It gives").selectOption("existing_code");
      expect(await side.getByLabel("Only for these products").count()).toBe(0);
      await app
        .getByText(/Write a code of your store/)
        .first()
        .waitFor();
      await side.getByLabel("Code", { exact: true }).fill("WELCOME10");
      await card.getByText("Use the discount code WELCOME10").waitFor();
      await app.getByRole("button", { name: words.menu.open("Discount code") }).click();
      await app.getByRole("menuitem", { name: words.menu.copy, exact: true }).click();
      await save(page).click();
      await save(page).waitFor({ state: "hidden" });

      // The same tab, another automation.
      await app
        .getByRole("link", { name: words.back })
        .or(app.getByRole("button", { name: words.back }))
        .first()
        .click();
      await page.getByRole("link", { name: "Automations" }).first().click();
      await app.getByRole("link", { name: "Welcome", exact: true }).first().click();
      await app.getByRole("link", { name: text.automation.edit, exact: true }).first().click();
      await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
      await expectRoom(page, app, "the list of steps with one to paste", ".Polaris-Modal-Dialog__Modal");
      await app.getByRole("option", { name: words.picker.paste(words.namedSteps(["Discount code"])) }).click();
      await card.getByText("Use the discount code WELCOME10").waitFor();
      await expect.poll(() => side.getByLabel(words.inspector.note).inputValue(), soon).toBe("Vera agreed to this.");
      await page.close();
    },
  );

  test("of a text take emoji and the shop's snippets where the cursor stands, and tell what an emoji costs", async () => {
    const { page: shop, app: settings } = await stand().visit("/app/settings/snippets");
    await settings.getByRole("button", { name: text.settings.snippets.add }).click();
    await settings.getByLabel(text.settings.snippets.name).fill("Visit us");
    await settings.getByLabel(text.settings.snippets.text, { exact: true }).fill("Come to {{ shop.name }}!");
    expect.soft(await barriersIn(shop)).toEqual([]);
    await save(shop).click();
    await save(shop).waitFor({ state: "hidden" });
    await shop.close();

    const { page, app } = await open(390);
    // A part of the flow below the fold lies under its tools for a mouse.
    await app.locator("[data-stop^='step:']", { hasText: "Send SMS" }).first().press("Enter");
    const body = app.locator(SETTINGS).getByLabel("Message", { exact: true });
    await body.fill("Hello !");
    await body.press("ArrowLeft");
    const menu = (name: string) => app.locator(SETTINGS).getByRole("button", { name, exact: true });
    await menu(text.message.emoji.open).click();
    await app.getByText(text.message.emoji.room).waitFor();
    await expectRoom(page, app, "the emoji", ".Polaris-Popover");
    await app.getByRole("combobox", { name: text.message.emoji.find }).fill("heart");
    await app.getByRole("option", { name: "red heart" }).waitFor();
    for (const key of ["ArrowDown", "ArrowUp", "Enter"]) await page.keyboard.press(key);
    await expect.poll(() => body.inputValue(), soon).toMatch(/^Hello \p{Emoji}\uFE0F?!$/u);
    await menu(text.message.snippets.open).click();
    await expectRoom(page, app, "the snippets", ".Polaris-Popover");
    await page.keyboard.type("visit");
    await page.keyboard.press("Enter");
    await expect.poll(() => body.inputValue(), soon).toMatch(/^Hello .+Come to \{\{ shop\.name \}\}!!$/u);
    await menu(text.message.snippets.open).click();
    await page.keyboard.type("win-back");
    await app
      .getByRole("option", { name: /^Win-back/ })
      .first()
      .waitFor();
    await page.keyboard.press("Escape");

    await body.fill("");
    await menu(text.message.insertLink.open).click();
    await expectRoom(page, app, "the links", ".Polaris-Popover");
    await page.keyboard.type("enamel");
    await app.getByRole("option", { name: "Enamel mug" }).click();
    await expect.poll(() => body.inputValue(), soon).toBe("{{ shop.url }}/products/enamel-mug");
    await body.fill("");
    await menu(text.message.insertLink.open).click();
    await page.keyboard.type("larkspur.example/sale");
    await page.keyboard.press("Enter");
    await expect.poll(() => body.inputValue(), soon).toBe("https://larkspur.example/sale");
    await page.close();
  });

  test("of every form of a condition's value, of waits, lists and fields to send fit a phone and shut nobody out", async () => {
    const before = await open(390);
    const when = {
      all: [
        ...everyForm(),
        { any: [{ field: "customer.fields.colour", op: "equals", value: "blue" }, { all: everyForm().slice(0, 4) }] },
      ],
    };
    const steps = [
      {
        id: "fork",
        type: "branch",
        config: {},
        arms: [
          { id: "a", name: "One", when, steps: [] },
          { id: "b", name: "Everyone else", steps: [] },
        ],
      },
      { id: "until", type: "wait", config: { untilTime: { at: "10:00", weekdays: ["monday"], zone: "customer" } } },
      {
        id: "date",
        type: "wait",
        config: { untilDate: { field: "customer.fields.renewal", days: -3, at: "10:00", zone: "shop" } },
      },
      {
        id: "tag",
        type: "add_tag",
        config: { tags: ["VIP", LONG] },
        onError: { retry: 3, wait: { amount: 5, unit: "minutes" }, then: "stop" },
      },
      {
        id: "call",
        type: "call_webhook",
        config: {
          url: "https://example.com/hook",
          fields: { email: "{{ customer.email }}", a_rather_long_name_for_a_field: "x" },
        },
      },
    ];
    const written = {
      name: "Every form",
      description: "",
      kind: "marketing",
      trigger: { type: "order_created", config: {} },
      reentry: { after: { amount: 3, unit: "days" } },
      exits: [{ on: "order_created", match: "customer" }],
      steps,
    };
    expect(
      await post(before.app, "routes/app.automations.$id_.edit", address, { document: written, basedOn: null }),
    ).toBe(200);
    await before.page.close();

    const { page, app } = await open(390);
    await expectRoom(page, app, "the automation");
    for (const { id } of steps) {
      await app.getByRole("button", { name: words.tools.find, exact: true }).click();
      await app
        .locator(".pick")
        .nth(steps.findIndex((step) => step.id === id))
        .click();
      await expect.poll(() => app.locator(`[data-stop='step:${id}'][aria-current]`).count(), soon).toBe(1);
      await expectRoom(page, app, id, SETTINGS);
    }
    await app.getByRole("button", { name: words.toFlow }).click();
    await expect
      .poll(
        () => app.locator("body").evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.stop),
        soon,
      )
      .toBe("step:call");
    await page.close();
  });

  test("keep what was written where a save comes to nothing; the next one takes it", async () => {
    const { page, app } = await open(1440);
    const name = app.getByLabel(words.inspector.name, { exact: true });
    await name.fill("Written on a train");
    let tries = 0;
    await page.route(/\/edit\.data/, (route) =>
      route.request().method() === "POST" && tries++ === 0 ? route.abort("aborted") : route.continue(),
    );
    await save(page).click();
    await page.getByText(text.trouble.unreached).first().waitFor();
    expect(await name.inputValue()).toBe("Written on a train");
    await save(page).click();
    await page
      .getByText(/^Draft saved/)
      .first()
      .waitFor();
    await expect.poll(() => save(page).isVisible(), soon).toBe(false);
    await page.close();
  });

  test("lead from publishing to the first thing that stands in its way", async () => {
    const { page, app } = await open(1440);
    await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
    await app.locator(".pick", { has: app.getByText("Add a tag", { exact: true }) }).click();
    await app
      .locator(".problem", { hasText: "Add a tag, Tags:" })
      .getByText(words.problems.empty.list)
      .first()
      .waitFor();
    await app.getByRole("button", { name: words.publish, exact: true }).click();
    await page
      .getByText(/^Fix \d+ problems? to publish$/)
      .first()
      .waitFor();
    await expect
      .poll(() => app.locator("body").evaluate(() => document.activeElement?.className), soon)
      .toBe("problem");
    await page.close();
  });

  test("tell of a detail in one brace that it would go out as it stands, and put it right", async () => {
    const { page, app } = await open(1440);
    await app.getByRole("button", { name: words.addHere(words.where.start) }).click();
    await app.locator(".pick", { has: app.getByText("Send SMS", { exact: true }) }).click();
    await app.getByText(text.message.size.notBegun.sms).first().waitFor();
    const message = app.getByLabel("Message", { exact: true });
    await message.fill("Hi { customer.first_name }");
    await app.getByText(text.message.faults.single("customer.first_name")).first().waitFor();
    await app.getByRole("button", { name: text.message.faults.singleFix }).click();
    await expect.poll(() => message.inputValue(), soon).toBe("Hi {{ customer.first_name }}");
    await expect.poll(() => app.getByText(text.message.faults.single("customer.first_name")).count(), soon).toBe(0);
    await page.close();
  });
});
