import { expect, test } from "vitest";
import { text } from "../../app/text/en.ts";
import { describeWithManagers, soon } from "./stand.ts";

const words = text.settings;

describeWithManagers("settings", (stand) => {
  test.each(["/app/settings", "/app/settings/hours", "/app/settings/replies", "/app/settings/team"])(
    "%s fits both widths and shuts nobody out",
    async (path) => {
      await stand().inspect(path, (app) => app.getByRole("heading", { level: 1 }).first().waitFor());
    },
  );

  test("the legal hours stand state by state, and the links lead from section to section", async () => {
    const { page, app } = await stand().visit("/app/settings/hours", { width: 390 });
    const texas = app.getByRole("listitem").filter({ hasText: "Texas" });
    await texas.getByText("Monday to Saturday 9 am to 9 pm, Sunday 12 pm to 9 pm").waitFor();
    await app.getByRole("navigation", { name: words.title }).getByRole("link", { name: words.pages.replies }).click();
    await app.getByRole("heading", { name: words.replies.title }).waitFor();
    expect(await app.getByLabel(words.replies.text).first().isVisible()).toBe(false);
    await page.close();
  });

  test("what is refused stays as it was typed, each problem at its field; then it is saved", async () => {
    const { page, app } = await stand().visit("/app/settings/data");
    await app.getByLabel(words.figures.attribution).fill("7");
    await app.getByLabel(words.figures.retention).fill("5");
    await page.getByRole("button", { name: text.save }).click();
    await app.getByText("This must be 30 or more.").first().waitFor();
    await expect
      .poll(() => app.getByLabel(words.figures.retention).evaluate((field) => field === document.activeElement), soon)
      .toBe(true);
    expect(await app.getByLabel(words.figures.attribution).inputValue()).toBe("7");
    await app.getByLabel(words.figures.retention).fill("400");
    await page.getByRole("button", { name: text.save }).click();
    await page.getByText(text.saved, { exact: true }).first().waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await page.reload();
    expect(await app.getByLabel(words.figures.attribution).inputValue()).toBe("7");
    await page.close();
  });

  test("where the line drops while it is saved nothing that was typed is lost, and the next save takes it", async () => {
    const { page, app } = await stand().visit("/app/settings");
    await app.getByLabel(words.sender.name).fill("Larkspur on a train");
    let tries = 0;
    await page.route(/\/app\/settings\.data/, (route) =>
      route.request().method() === "POST" && tries++ === 0 ? route.abort("aborted") : route.continue(),
    );
    await page.getByRole("button", { name: text.save }).click();
    await page.getByText(text.trouble.unreached).first().waitFor();
    expect(await app.getByLabel(words.sender.name).inputValue()).toBe("Larkspur on a train");
    await page.getByRole("button", { name: text.save }).click();
    await page.getByText(text.saved, { exact: true }).first().waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await page.close();
  });

  test("who asks twice is told that nobody asks, and where to turn it on; the history names what was changed", async () => {
    const { page, app } = await stand().visit("/app/settings/consent");
    await app.getByLabel(words.consent.double).check();
    await app.getByText(words.consent.nobodyAsks).first().waitFor();
    await page.getByRole("button", { name: text.save }).click();
    await page.getByText(text.saved, { exact: true }).first().waitFor();
    await page.getByText("Unsaved changes").waitFor({ state: "hidden" });
    await app.getByRole("link", { name: words.consent.seeAsker }).click();
    await app.getByRole("heading", { name: "Double opt-in", level: 1 }).first().waitFor();
    expect((await stand().sandbox.cli("automation", "activate", "sandbox.myshopify.com", "double-opt-in")).code).toBe(
      0,
    );
    await page.close();

    const after = await stand().visit("/app/settings/consent");
    await after.app.getByLabel(words.consent.double).first().waitFor();
    expect(await after.app.getByLabel(words.consent.double).isChecked()).toBe(true);
    expect(await after.app.getByText(words.consent.nobodyAsks).count()).toBe(0);
    await after.page.close();
    const history = await stand().visit("/app/settings/history");
    await history.app.getByText("Changed the settings: double opt-in").first().waitFor();
    await history.page.close();
  });

  test("a consent text that leaves something out says what", async () => {
    const { page, app } = await stand().visit("/app/settings/consent");
    await app.getByLabel(words.consent.text).fill("Texts from {{ shop.name }}? Reply STOP to opt out, HELP for help.");
    await app.getByText(words.consent.missingTitle).first().waitFor();
    await app.getByText(words.consent.missing.not_a_condition).first().waitFor();
    await app.getByRole("button", { name: words.consent.takeDefault }).click();
    await app.getByText(words.consent.missingTitle).waitFor({ state: "hidden" });
    await page.getByRole("button", { name: text.discard }).click();
    await app.getByText(words.consent.unwritten).first().waitFor();
    await page.close();
  });

  test("a text-to-join keyword needs a wording that the merchant confirms, and may be no stop word", async () => {
    const { page, app } = await stand().visit("/app/settings/join");
    const keywords = app.getByLabel(words.join.keywords, { exact: true });
    await keywords.fill("join, stpo");
    await page.getByRole("button", { name: text.save }).click();
    await app.getByText("confirm that customers read this wording", { exact: false }).first().waitFor();
    await app.getByLabel(words.join.confirm).check();
    await page.getByRole("button", { name: text.save }).click();
    await app.getByText("“STPO” means something else in texts", { exact: false }).first().waitFor();
    await keywords.fill("join, save10");
    await page.getByRole("button", { name: text.save }).click();
    await page.getByText(text.saved, { exact: true }).first().waitFor();
    await app
      .getByText(/^Version \d{4}-\d\d-\d\d\./)
      .first()
      .waitFor();
    expect(await keywords.inputValue()).toBe("JOIN, SAVE10");
    await page.close();
  });

  test("a token for the merchant's own systems is shown once, and works until it is taken away", async () => {
    const { page, app } = await stand().visit("/app/settings/events");
    await app.getByRole("button", { name: words.events.make }).click();
    await app.getByText(words.events.shownOnce).first().waitFor();
    const token = await app.locator("pre").first().innerText();
    const send = async () => {
      const body = JSON.stringify({
        event: "level_reached",
        idempotency_key: "a",
        customer: { phone: "+12125550123" },
      });
      return (
        await fetch(`${stand().sandbox.url}/api/events`, {
          method: "POST",
          headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
          body,
        })
      ).status;
    };
    expect(await send()).toBe(202);
    await page.reload();
    await app.getByText(words.events.open).first().waitFor();
    expect(await app.locator("body").innerText()).not.toContain(token);
    await app.getByRole("button", { name: words.events.revoke }).click();
    await app.getByRole("dialog").getByRole("button", { name: words.events.revoke }).click();
    await app.getByText(words.events.closed).first().waitFor();
    expect(await send()).toBe(401);
    await page.close();
  });

  test("who was made support is not offered to change settings; only the owner gives roles", async () => {
    const sam = await stand().visit("/app/settings", { as: "Sam" });
    expect(await sam.app.getByLabel(words.sender.name).isDisabled()).toBe(false);
    const rosa = await stand().visit("/app/settings/team");
    await rosa.app.getByLabel(words.team.roleOf("Sam Osei")).selectOption("support");
    await rosa.page.getByText(text.saved, { exact: true }).first().waitFor();
    await rosa.page.close();

    await sam.page.reload();
    await sam.app.getByText(words.readOnly).first().waitFor();
    expect(await sam.app.getByLabel(words.sender.name).isDisabled()).toBe(true);
    await sam.page.close();
    const team = await stand().visit("/app/settings/team", { as: "Sam" });
    await team.app.getByText(words.team.ownerAlone).first().waitFor();
    expect(
      await team.app
        .getByRole("combobox")
        .evaluateAll((fields) => fields.every((field) => (field as HTMLSelectElement).disabled)),
    ).toBe(true);
    await team.page.close();
  });
});
