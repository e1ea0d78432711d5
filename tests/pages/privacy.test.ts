import { beforeAll, expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeAtStand, soon } from "./stand.ts";

const words = text.privacy;
const PAGE = "/app/settings/privacy";
const ANA = "7012340000011";

describeAtStand("the privacy page", (stand) => {
  beforeAll(async () => {
    await stand().sandbox.api(`store/customers/${ANA}/consent`, { subscribed: true });
    await stand().sandbox.api(`store/customers/${ANA}/data-request`);
  });

  test("shows a request until it is answered, and who has read the bundle", async () => {
    const { page, app } = await stand().visit(PAGE);
    await app.getByText("Ana Reyes").first().waitFor(soon);
    const download = page.waitForEvent("download", soon);
    await app
      .getByRole("button", { name: words.downloadNamed("Ana Reyes") })
      .first()
      .click();
    expect((await download).suggestedFilename()).toMatch(/^shopbell-customer-data-.*\.html$/);
    await page.reload();
    await app.getByText(words.access.bundle).first().waitFor(soon);
    await app
      .getByRole("button", { name: words.answerNamed("Ana Reyes") })
      .first()
      .click();
    await app.getByText(words.answered, { exact: true }).first().waitFor(soon);
    await page.close();
  });

  test("and the retention settings are for every width and for everybody", async () => {
    await stand().inspect(PAGE, (app) => app.getByText("Ana Reyes").first().waitFor(soon));
    await stand().inspect("/app/settings/data", (app) => app.getByRole("heading", { level: 1 }).first().waitFor(soon));
  });
});
