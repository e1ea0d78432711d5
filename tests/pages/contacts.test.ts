import type { FrameLocator } from "playwright-core";
import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand, describeWithManagers, soon } from "./stand.ts";

const words = text.contacts;
const button = (app: FrameLocator, name: string) => app.getByRole("button", { name, exact: true }).first();
const heading = (app: FrameLocator, name: string) => app.getByRole("heading", { name }).first();

const LIST = `Phone,First name,Last name,SMS consent date,Consent source,Tags
+12125550801,Mara,Quill,2025-03-04,Checkout of our old store,"vip, autumn"
(212) 555-0802,Noor,Said,2025-05-06,Pop-up form,
+12125550803,Otto,Berg,,,
12,Pia,Lund,2025-03-04,Pop-up form,
`;

describeWithManagers("a list of contacts", (stand) => {
  test("is uploaded, mapped, checked row by row, imported with its proof, and taken back", async () => {
    await stand().inspect("/app/contacts", (app) => app.getByText(words.emptyTitle).waitFor(soon));
    const { page, app } = await stand().visit("/app/contacts");
    await app
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name: "autumn.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
    await heading(app, words.mapTitle).waitFor(soon);
    await app.getByText("Mara").first().waitFor();
    await app.getByLabel(words.country).fill("us");
    const address = await app.locator("body").evaluate(() => location.pathname);
    await stand().inspect(address, (there) => heading(there, words.mapTitle).waitFor(soon));
    await button(app, words.check).click();

    await heading(app, words.checkedTitle).waitFor(soon);
    await app.getByText(words.outcomes.invalid).waitFor(soon);
    await app.getByText(words.reason("invalid_phone")).first().waitFor();
    await app.getByText(words.reason("no_date")).first().waitFor();
    await stand().inspect(address, (there) => heading(there, words.confirmTitle).waitFor(soon));
    // Without a statement of how they agreed nothing is imported.
    await button(app, words.importRows(3)).click();
    await app.locator(".Polaris-InlineError, [id$=Error]").first().waitFor(soon);
    await app.getByLabel(words.statement).fill("They ticked the box for texts at our old checkout.");
    await button(app, words.importRows(3)).click();
    await heading(app, words.importedTitle).waitFor(soon);
    await app.getByText("They ticked the box for texts at our old checkout.").first().waitFor(soon);

    const { page: other, app: customers } = await stand().visit("/app/customers?search=Mara");
    await customers.getByText("Mara Quill").first().waitFor(soon);
    await other.close();

    await button(app, words.undo).click();
    await app.getByRole("dialog").getByRole("button", { name: words.undo, exact: true }).click();
    await heading(app, words.undoneTitle).waitFor(soon);
    await app.getByText(words.undoResults.taken_back).waitFor(soon);
    await stand().inspect(address, (there) => heading(there, words.undoneTitle).waitFor(soon));
    await stand().inspect("/app/contacts", (there) => there.getByText("autumn.csv").first().waitFor(soon));
    await page.close();
  });

  test("leaves in one archive with everything else", async () => {
    await stand().inspect("/app/settings/privacy", (app) => heading(app, text.archive.title).waitFor(soon));
    const { page, app } = await stand().visit("/app/settings/privacy");
    const download = page.waitForEvent("download", soon);
    await button(app, text.archive.download).click();
    const file = await download;
    if (!file.suggestedFilename().endsWith(".zip")) throw new Error(`it is ${file.suggestedFilename()}`);
    await app
      .getByText(/^Last downloaded/)
      .first()
      .waitFor(soon);
    await page.close();
  });
});

describeAtStand(
  "for a viewer, a list of contacts",
  (stand) => {
    test("cannot be imported", async () => {
      const { page, app } = await stand().visit("/app/contacts", { as: "Vera" });
      await app.getByText(words.emptyTitle).first().waitFor(soon);
      expect(await app.locator("input[type=file]").count()).toBe(0);
      await page.close();
    });
  },
  { staffRole: "viewer" },
);
