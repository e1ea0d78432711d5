import { beforeAll, describe, expect, test } from "vitest";
import { filledDisclosure, DEFAULT_DISCLOSURE } from "#core/consent/disclosure.ts";
import axe from "axe-core";
import type { Frame, FrameLocator, Page } from "playwright-core";
import { text } from "../../app/text/en.ts";
import { statusText } from "../../app/text/statuses.ts";
import { openDesk, type Desk } from "./desk.ts";
import { describeAtStand, soon } from "./stand.ts";
import { tooWideBy } from "./walk.ts";

const SHOP = "sandbox.myshopify.com";
const ANA = { id: "7012340000011", name: "Ana Reyes", phone: "+12125550123" };
const words = text.settings.optInForm;
const WORDING = filledDisclosure(DEFAULT_DISCLOSURE, "Larkspur Home");
const question = /^Larkspur Home: reply YES to confirm/;

const formOf = (store: Page | FrameLocator) => ({
  form: store.locator("shopbell-opt-in"),
  country: store.getByLabel("Country"),
  phone: store.getByLabel("Mobile number"),
  agreed: store.getByLabel(WORDING),
  submit: store.getByRole("button", { name: "Sign up" }),
});

describeAtStand("the sign-up form on the store", (stand) => {
  const textsOn = async (phone: string) =>
    (await stand().sandbox.state()).conversations
      .filter(({ phone: of }) => of === phone)
      .flatMap(({ texts }) => texts.map(({ body }) => body));
  const storefront = async ({ width = 1440, scripts = true } = {}) => {
    const context = scripts
      ? stand().context
      : await stand().context.browser()?.newContext({ javaScriptEnabled: false });
    if (!context) throw new Error("there is no browser");
    const page = await context.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${stand().sandbox.url}/sandbox/store?customer=${ANA.id}`);
    return page;
  };

  test("is hidden until its words are saved and an automation asks for the YES; Settings says what is missing", async () => {
    const { page, app } = await stand().visit("/app/settings/consent");
    await app.getByText(words.unconfirmed).first().waitFor();
    await app.getByRole("button", { name: words.confirm }).click();
    await page.getByRole("button", { name: text.save }).click();
    await app.getByText(words.nobodyAsks).first().waitFor();
    await stand().sandbox.api("clock", { hours: 1 });
    const before = await storefront();
    await before.getByRole("heading", { name: "Cart" }).first().waitFor();
    expect(await formOf(before).form.count()).toBe(0);
    await before.close();

    expect((await stand().sandbox.cli("automation", "activate", SHOP, "double-opt-in")).code).toBe(0);
    await page.close();
    await stand().inspect("/app/settings/consent", (ready) => ready.getByText(words.ready).first().waitFor());
    await stand().sandbox.api("clock", { hours: 1 });
    const after = await storefront();
    await formOf(after).agreed.waitFor();
    await after.close();
  });

  describe("open", () => {
    let desk: Desk;
    beforeAll(async () => {
      desk = await openDesk(stand().context, stand().sandbox.url);
    });

    test.each([1440, 390])("says by each field what is wrong, and shifts nothing, at %i pixels", async (width) => {
      const page = await storefront({ width });
      const { form, phone, agreed, submit, country } = formOf(page);
      await agreed.waitFor();
      expect(await country.inputValue()).toBe("US");
      expect(await agreed.isChecked()).toBe(false);
      const place = () => submit.evaluate((button) => button.getBoundingClientRect().top + scrollY);
      const before = await place();
      await phone.fill("call me");
      await submit.click();
      const problem = form.getByText("This is not a phone number.");
      await problem.waitFor();
      expect(await phone.getAttribute("aria-invalid")).toBe("true");
      expect(await phone.evaluate((field) => field === document.activeElement)).toBe(true);
      expect(await phone.getAttribute("aria-describedby")).toBe(await problem.getAttribute("id"));
      await form.getByText("Tick the box").waitFor();
      expect(await place()).toEqual(before);
      await phone.fill("212 555 0190");
      await submit.click();
      await problem.waitFor({ state: "hidden" });
      expect(await phone.getAttribute("aria-invalid")).toBeNull();
      await page.close();
    });

    test.each([1440, 390])("shuts nobody out, and fits into %i pixels", async (width) => {
      const page = await storefront({ width });
      await formOf(page).agreed.waitFor();
      expect(await tooWideBy(page)).toBe(0);
      expect(await barriersOf(page.mainFrame())).toEqual([]);
      await formOf(page).submit.click();
      await formOf(page).form.getByText("Enter your mobile number.").waitFor();
      expect(await barriersOf(page.mainFrame())).toEqual([]);
      await page.close();
    });

    test("leads from a number to a text, from the YES to a confirmed consent with its proof", async () => {
      // A webhook tells of her.
      const [firstName, lastName] = ANA.name.split(" ");
      await stand().sandbox.api(`store/customers/${ANA.id}`, {
        firstName,
        lastName,
        email: "ana.reyes@example.com",
        phone: ANA.phone,
      });
      await desk.shopAs(ANA.name);
      const { form, phone, agreed, submit } = formOf(desk.store);
      await phone.fill("(212) 555-0123");
      await agreed.check();
      await submit.click();
      await form.getByText("Almost done.").waitFor();
      await expect.poll(desk.texts, soon).toEqual([expect.stringMatching(question)]);
      await desk.page.locator("#words").fill("Yes");
      await desk.page.locator("#words").press("Enter");
      await expect.poll(desk.texts, soon).toContainEqual(expect.stringMatching(/^Larkspur Home: you are subscribed/));

      const { page, app } = await stand().visit(`/app/customers?search=${encodeURIComponent(ANA.phone)}`);
      await app.getByRole("link", { name: ANA.name }).first().click();
      await app.getByText(statusText.consent.subscribed).first().waitFor();
      await app.getByRole("button", { name: text.customers.proofOf(2) }).click();
      for (const shown of [WORDING, text.customers.sourceOf("form"), text.customers.levelOf("confirmed_opt_in")])
        await app.getByText(shown).first().waitFor();
      await app.getByText("/sandbox/store", { exact: false }).first().waitFor();
      await app.getByText("127.0.0.1", { exact: true }).first().waitFor();
      expect(await app.getByText(text.customers.proofFacts.lacks).count()).toBe(0);
      await page.close();
    });

    test("makes a number that no customer has a customer of the store, after its YES", async () => {
      const phone = "+13055550171";
      const page = await storefront();
      await formOf(page).phone.fill(phone);
      await formOf(page).agreed.check();
      await formOf(page).submit.click();
      await formOf(page).form.getByText("Almost done.").waitFor();
      await expect.poll(() => textsOn(phone), soon).toEqual([expect.stringMatching(question)]);
      await stand().sandbox.api("phone/receive", { from: phone, body: "YES" });
      await stand().sandbox.api("clock", { hours: 1 });
      await page.goto(`${stand().sandbox.url}/sandbox/store?view=office`);
      await page.getByRole("link", { name: phone }).first().click();
      await page.getByRole("heading", { name: phone }).waitFor();
      await page.close();
      await stand().inspect(`/app/customers?search=${encodeURIComponent(phone)}`, async (app) => {
        await app.getByText("+1 305 555 0171").first().waitFor();
        expect(await app.getByText("+1 305 555 0171").count()).toBe(1);
      });
    });

    test("works without scripts too", async () => {
      const page = await storefront({ scripts: false });
      const { phone, agreed, submit } = formOf(page);
      await phone.fill("call me");
      await agreed.check();
      await submit.click();
      await page.getByText(text.optInForm.objections.phone_invalid).waitFor();
      await page.getByLabel("Mobile number").fill("+1 305 555 0168");
      await page.getByRole("checkbox").check();
      await page.getByRole("button", { name: "Sign up" }).click();
      await page.getByRole("heading", { name: text.optInForm.asked }).waitFor();
      await expect.poll(() => textsOn("+13055550168"), soon).toEqual([expect.stringMatching(question)]);
      await page.context().close();
    });
  });
});

async function barriersOf(frame: Frame): Promise<string[]> {
  if (!(await frame.evaluate(() => "axe" in globalThis))) await frame.evaluate(axe.source);
  return frame.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run("shopbell-opt-in", {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
      preload: false,
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" ")}`);
  });
}
