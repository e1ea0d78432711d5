import { expect, test } from "vitest";
import { reasons } from "#core/activity/reasons.ts";
import { formatGuard } from "../../app/text/checks.ts";
import { text } from "../../app/text/en.ts";
import { describeAtStand, soon } from "./stand.ts";

const words = text.senders;
const { fields } = words.form;

interface Senders {
  accounts: { sid: string; verifications: { sid: string; status: string }[] }[];
}

describeAtStand("a phone number of the shop's own", (stand) => {
  const verification = async () => {
    const answer = await fetch(`${stand().sandbox.url}/sandbox/api/twilio/senders`);
    const { accounts } = (await answer.json()) as Senders;
    const [found] = accounts.flatMap(({ verifications }) => verifications);
    if (!found) throw new Error("nothing was submitted");
    return found;
  };

  test("is set up, registered, refused, corrected and approved", async () => {
    const { sandbox, visit } = stand();
    const { page, app } = await visit("/app/settings/number");
    const badge = (status: keyof typeof words.statuses) =>
      app.getByText(words.statuses[status], { exact: true }).first();
    await app.getByRole("button", { name: words.choose.create }).click();
    await app
      .getByRole("heading", { name: /^\+1 8/ })
      .first()
      .waitFor();
    await badge("draft").waitFor();

    // What Shopify knows is filled in; what is missing is named, and nothing typed is lost.
    const field = (name: keyof typeof fields) => app.getByLabel(fields[name], { exact: true });
    await expect.poll(() => field("businessName").inputValue(), soon).toBe("Larkspur Home");
    await app.getByRole("button", { name: words.form.submit }).click();
    await app.getByText(words.form.required).first().waitFor();
    await field("businessType").selectOption(words.form.businessTypes.PRIVATE_PROFIT);
    await field("registrationNumber").fill("12-3456789");
    await field("registrationAuthority").selectOption("EIN");
    await field("website").fill("https://larkspur.example");
    await field("contactFirstName").fill("Rosa");
    await field("contactLastName").fill("Diaz");
    await field("contactPhone").fill("+12125550100");
    await app.getByRole("button", { name: words.form.submit }).click();
    await app.getByText("Add a picture of how customers agree.").first().waitFor();
    expect(await field("contactLastName").inputValue()).toBe("Diaz");
    await field("optInImageUrls").fill("https://larkspur.example/opt-in.png");
    await app.getByRole("button", { name: words.form.submit }).click();
    await app.getByRole("button", { name: words.form.submit }).waitFor({ state: "detached" });
    await app.getByText(words.meanings.submitted).first().waitFor();

    await sandbox.api(`twilio/verifications/${(await verification()).sid}/refuse`, { code: 30_446 });
    await app.getByRole("button", { name: words.refresh }).click();
    await badge("refused").waitFor();
    await app
      .getByText(/unticked/)
      .first()
      .waitFor();
    await field("optInImageUrls").fill("https://larkspur.example/checkout.png");
    await app.getByRole("button", { name: words.form.again }).click();
    await app.getByRole("button", { name: words.form.again }).waitFor({ state: "detached" });
    await app.getByText(words.meanings.submitted).first().waitFor();

    await sandbox.api(`twilio/verifications/${(await verification()).sid}/approve`);
    await app.getByRole("button", { name: words.refresh }).click();
    await badge("approved").waitFor();
    await page.close();
  });

  test("is given back, and the installation's number is used again", async () => {
    const { page, app } = await stand().visit("/app/settings/number");
    await app.getByRole("button", { name: words.release }).click();
    await app.getByRole("dialog").getByRole("button", { name: words.release, exact: true }).click();
    await app.getByText(words.shared.title).first().waitFor();
    await page.close();
  });

  test("texts to the United States before its approval are skipped, and the entry says why", async () => {
    const { sandbox, visit } = stand();
    const { page, app } = await visit("/app/settings/number");
    await app.getByRole("button", { name: words.choose.create }).click();
    await app.getByText(words.statuses.draft, { exact: true }).first().waitFor();
    await sandbox.api("store/customers/7012340000011/cart", { variantId: "44120000000101", quantity: 1 });
    await sandbox.api("store/customers/7012340000011/order");
    await page.close();
    const log = await visit("/app/activity");
    await log.app.getByText(reasons.sender_not_approved.label).first().click();
    await log.app.getByText(formatGuard("sender_approved")).first().waitFor();
    await log.page.close();
  });

  test("fits both widths and shuts nobody out", async () => {
    expect.hasAssertions();
    await stand().inspect("/app/settings/number", (app) =>
      app.getByRole("heading", { name: words.form.title }).first().waitFor(),
    );
  });
});
