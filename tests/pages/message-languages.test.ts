import type { FrameLocator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { barriersIn } from "./accessibility.ts";
import { describeAtStand, soon } from "./stand.ts";
import { tooWideBy } from "./walk.ts";
import { text } from "../../app/text/en.ts";

const words = text.message;
const { languages } = words;
const LABEL = "Message";
const PICTURE = "https://cdn.shopify.com/s/files/1/0001/files/sale.jpg";

describeAtStand("a message in several languages", (stand) => {
  const add = async (app: FrameLocator, tag: string) => {
    await app.getByLabel(languages.language, { exact: true }).selectOption(tag);
    await app.getByRole("button", { name: languages.add, exact: true }).click();
  };
  const looksWell = async (page: Page, what: string) => {
    expect.soft(await tooWideBy(page), `${what} is too wide`).toBe(0);
    expect.soft(await barriersIn(page), what).toEqual([]);
  };

  test.each([1440, 390])(
    "is written in the editor at %i pixels: a tab each, its own size and problems",
    async (width) => {
      const { page: list, app: automations } = await stand().visit("/app/automations");
      const address = await automations
        .getByRole("link", { name: "Review request", exact: true })
        .first()
        .getAttribute("href");
      await list.close();
      const { page, app } = await stand().visit(`${address}/edit`);
      await app.locator(".react-flow__node, .step").filter({ hasText: "Send SMS" }).first().click(soon);
      const message = app.getByLabel(LABEL, { exact: true });
      await message.waitFor(soon);
      await page.setViewportSize({ width, height: 900 });

      await add(app, "fr");
      const french = app.getByLabel(languages.inLanguage(LABEL, "French"));
      await french.fill("Bonjour, ça va ? Votre avis nous intéresse");
      await app.getByText("Emoji or special character: “ç”").waitFor(soon);
      await add(app, "de");
      await app.getByLabel(languages.inLanguage(LABEL, "German")).fill("");
      await app.getByRole("tab", { name: "French" }).click();
      await french.waitFor(soon);
      // The problem of a language that is not shown is told, and leads to it.
      await app.getByText(/^German: /).waitFor(soon);
      await looksWell(page, `two languages at ${width}`);
      await app.getByRole("button", { name: languages.show("German") }).click();
      await app.getByLabel(languages.inLanguage(LABEL, "German")).fill("Hallo! Wie war es?");
      await app.getByText(/^German: /).waitFor({ ...soon, state: "detached" });
      await app.getByRole("button", { name: languages.remove("German") }).click();
      await message.waitFor(soon);

      // What an MMS costs, and when it costs less.
      await message.fill("Many thanks. ".repeat(40));
      await app.getByText(words.mms.cheaper(3)).waitFor(soon);
      await app.getByLabel("Picture", { exact: true }).fill("https://example.com/a.jpg");
      await app
        .getByText(/Use a link of Shopify's files/)
        .first()
        .waitFor(soon);
      await app.getByLabel("Picture", { exact: true }).fill(PICTURE);
      await app.getByText(/^MMS · /).waitFor(soon);
      await looksWell(page, `a picture at ${width}`);
      await page.close();
    },
  );

  test("is written in a campaign's form in the same way", async () => {
    await stand().inspect("/app/campaigns/new", async (app) => {
      const label = text.campaigns.form.text;
      await app.getByLabel(label, { exact: true }).fill("Autumn is here", soon);
      await add(app, "fr");
      await app.getByLabel(languages.inLanguage(label, "French")).fill("C'est l'automne");
      await app.getByText(/Répondez STOP pour vous désabonner/).waitFor(soon);
      await app.getByLabel(text.campaigns.form.picture).fill(PICTURE);
      await app.getByText(/^MMS · /).waitFor(soon);
    });
  });
});
