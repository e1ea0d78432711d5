import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { defaultQuickReplies } from "#core/team/default-quick-replies.ts";
import { reasons } from "#core/activity/reasons.ts";
import { text } from "../../app/text/en.ts";
import { statusText } from "../../app/text/statuses.ts";
import { describeWithManagers, soon } from "./stand.ts";

const words = text.inbox;
const file = text.customers;
const ANA = { id: "7012340000011", name: "Ana Reyes", phone: "+12125550123" };
const GRACE = { id: "7012340000013", name: "Grace Okafor", phone: "+15125550117" };
const HANNAH = { name: "Hannah Stone", phone: "+12035550119" };

describeWithManagers("answering customers", (stand) => {
  const agree = ({ id }: { id: string }) => stand().sandbox.api(`store/customers/${id}/consent`, { subscribed: true });
  const write = ({ phone }: { phone: string }, body: string) =>
    stand().sandbox.api("phone/receive", { from: phone, body });
  const textsOn = async (phone: string) =>
    (await stand().sandbox.state()).conversations
      .filter(({ phone: of }) => of === phone)
      .flatMap(({ texts }) => texts.map(({ body }) => body));

  test("a customer writes, a member of the staff reads and answers, and the phone shows it, once", async () => {
    await agree(ANA);
    await write(ANA, "When does my candle ship?");
    const { page, app } = await stand().visit("/app/inbox");
    await app
      .getByRole("tab", { name: new RegExp(`^${words.tabs.unread}.*1$`) })
      .first()
      .waitFor();
    await app.getByRole("link", { name: ANA.name }).click();
    const talk = app.getByRole("region", { name: words.thread(ANA.name) });
    await talk.getByText("When does my candle ship?").first().waitFor();
    await app.getByRole("tab", { name: words.tabs.unread, exact: true }).first().waitFor();

    const answer = app.getByLabel(words.answer);
    const [ready] = defaultQuickReplies;
    await app.getByRole("button", { name: words.quickReplies }).click();
    await app.getByText(ready?.title ?? "", { exact: true }).click();
    await expect.poll(() => answer.inputValue(), soon).toBe(ready?.body);
    await answer.fill("Tomorrow {{ morning }} – by express");
    await app.getByText("–").first().waitFor();
    await app.getByRole("button", { name: words.send }).dblclick();
    await talk.getByText("Tomorrow {{ morning }} – by express").first().waitFor();
    await expect.poll(() => answer.inputValue(), soon).toBe("");
    await expect.poll(() => textsOn(ANA.phone), soon).toContain("Tomorrow {{ morning }} – by express");
    expect((await textsOn(ANA.phone)).filter((body) => body.startsWith("Tomorrow"))).toHaveLength(1);
    await talk.getByText(statusText.message.delivered).last().waitFor();

    await app.getByRole("button", { name: words.markUnread }).click();
    await app.getByRole("heading", { name: words.chooseTitle }).first().waitFor();
    await app
      .getByRole("tab", { name: new RegExp(`^${words.tabs.unread}.*1$`) })
      .first()
      .waitFor();
    await page.close();
  });

  test("an answer half written stays while the line is down, and what came meanwhile is shown once it is up", async () => {
    await agree(ANA);
    await write(ANA, "Is it wrapped?");
    const { page, app } = await stand().visit("/app/inbox");
    await app.getByRole("link", { name: ANA.name }).click();
    const answer = app.getByLabel(words.answer);
    await answer.fill("Of course, with");
    let down = true;
    let dropped = 0;
    await page.route(/\/app\/inbox.*\.data/, async (route) => {
      if (!down) return route.continue();
      dropped += 1;
      await route.abort("aborted");
    });
    await write(ANA, "And with a card?");
    await expect.poll(() => dropped, soon).toBeGreaterThan(1);
    expect(await answer.inputValue()).toBe("Of course, with");
    down = false;
    await app
      .getByRole("region", { name: words.thread(ANA.name) })
      .getByText("And with a card?")
      .first()
      .waitFor();
    expect(await answer.inputValue()).toBe("Of course, with");
    await page.close();
  });

  test("who said stop cannot be answered, the page says why, and shows what they were answered at once", async () => {
    await write(HANNAH, "STOP");
    const { page, app } = await stand().visit("/app/inbox");
    await app.getByRole("link", { name: HANNAH.name }).click();
    await app.getByText(reasons.opted_out.label).first().waitFor();
    const talk = app.getByRole("region", { name: words.thread(HANNAH.name) });
    await talk.getByText("you are unsubscribed").first().waitFor();
    await talk.getByText(words.answeredAtOnce).first().waitFor();
    expect(await app.getByLabel(words.answer).count()).toBe(0);
    await page.close();
  });

  test("a reply that may have meant stop waits for a decision, which asks once", async () => {
    await agree(GRACE);
    await write(GRACE, "is this in stop-motion?");
    const { page, app } = await stand().visit("/app/inbox?tab=held");
    await app.getByRole("link", { name: GRACE.name }).click();
    await app.getByRole("button", { name: words.held.goOn }).click();
    await app.getByText(words.held.goOnBody).first().waitFor();
    await app.getByRole("dialog").getByRole("button", { name: words.held.goOn }).click();
    await app.getByRole("heading", { name: words.empty.held.title }).first().waitFor();
    await page.close();
  });

  test(
    "a customer's page tells what happened, why an automation did not text them, and stops all " +
      "texts on the staff's word",
    async () => {
      const { page, app } = await stand().visit("/app/customers");
      await app.getByPlaceholder(file.search).fill("grace");
      await app.getByRole("link", { name: ANA.name }).waitFor({ state: "detached" });
      await app.getByRole("link", { name: GRACE.name }).click();
      await app.getByRole("heading", { name: GRACE.name, level: 1 }).first().waitFor();
      await app.getByText(file.timeline.wrote, { exact: true }).first().waitFor();
      await app.getByText(file.whyNot.wouldGo).first().waitFor();
      await app.getByRole("button", { name: file.suppression.stop }).click();
      const dialog = app.getByRole("dialog");
      await dialog.getByRole("button", { name: file.suppression.action }).click();
      await dialog.getByText(file.suppression.whyMissing).first().waitFor();
      await dialog.getByLabel(file.suppression.why, { exact: true }).fill("Asked by e-mail");
      await dialog.getByRole("button", { name: file.suppression.action }).click();
      await app.getByText(file.whyNot.wouldNot("unsubscribed")).first().waitFor();
      await dialog.waitFor({ state: "detached" });
      await app.getByRole("tab", { name: file.timeline.kinds.consents }).click();
      await app.getByText("Asked by e-mail", { exact: true }).first().waitFor();
      await app.getByRole("button", { name: file.suppression.lift }).first().waitFor();
      await page.close();
    },
  );

  test("the evidence pack opens to be printed, and is a file whose hash is told", async () => {
    const { page, app } = await stand().visit("/app/customers");
    await app.getByRole("link", { name: ANA.name }).click();
    await app.getByRole("button", { name: file.evidence.open }).click();
    await app.getByRole("button", { name: file.evidence.prepare }).click();
    const link = app.getByRole("link", { name: file.evidence.download });
    const address = new URL((await link.getAttribute("href")) ?? "", stand().sandbox.url);
    const response = await fetch(address);
    const pack = (await response.json()) as { content: { phone: string; lines: { says: string }[] }; sha256: string };
    expect(response.headers.get("content-disposition")).toContain("evidence-12125550123.json");
    expect(pack.content).toMatchObject({ format: "shopbell/evidence@1", phone: "+1 212 555 0123" });
    expect((await fetch(String(address).replace("until=1", "until=2"))).status).toBe(404);

    const [print] = await Promise.all([
      stand().context.waitForEvent("page"),
      app.getByRole("link", { name: file.evidence.print }).click(),
    ]);
    await print
      .getByRole("heading", { name: file.evidence.heading("+1 212 555 0123") })
      .first()
      .waitFor();
    await print.getByText(pack.sha256).first().waitFor();
    await print.getByText("When does my candle ship?").first().waitFor();
    await print.close();
    await page.close();
  });

  test("who may only look is offered nothing to do, and refused when asking all the same", async () => {
    const before = await stand().visit("/app/inbox", { as: "Vera" });
    await before.app.getByRole("link", { name: ANA.name }).click();
    await before.app.getByLabel(words.answer).first().waitFor();
    await before.page.close();
    const rosa = await stand().visit("/app/settings/team");
    await rosa.app.getByLabel(text.settings.team.roleOf("Vera Lind")).selectOption("viewer");
    await rosa.page.getByText(text.saved, { exact: true }).first().waitFor();
    await rosa.page.close();
    const vera = await stand().visit("/app/inbox", { as: "Vera" });
    await vera.app.getByRole("link", { name: ANA.name }).click();
    await vera.app.getByText(words.mayNot).first().waitFor();
    expect(await vera.app.getByRole("button", { name: words.markUnread }).count()).toBe(0);

    const frame = vera.page.frames().find((one) => one.url().includes("/app/inbox/"));
    const token = await frame?.evaluate(() =>
      (globalThis as unknown as { shopify: { idToken: () => Promise<string> } }).shopify.idToken(),
    );
    const address = new URL(frame?.url() ?? "");
    const headers = {
      Authorization: `Bearer ${token}`,
      "Content-Type": "application/json",
      "User-Agent": "Mozilla/5.0 Chrome/140.0.0.0",
    };
    const body = JSON.stringify({ intent: "answer", body: "All the same", key: crypto.randomUUID() });
    const answered = await fetch(
      `${address.origin}${address.pathname}?_data=${encodeURIComponent("routes/app.inbox.$id")}`,
      { method: "POST", headers, body },
    );
    expect(answered.status).toBe(403);
    expect(await textsOn(ANA.phone)).not.toContain("All the same");
    await vera.page.close();
  });

  test("a picture that a customer sends is shown in the conversation and on their page", async () => {
    await stand().sandbox.api("phone/receive", { from: ANA.phone, pictures: ["parcel"] });
    const { page, app } = await stand().visit("/app/inbox");
    const line = app.getByRole("link", { name: ANA.name });
    await line.getByText("Picture", { exact: true }).first().waitFor();
    await line.click();
    const width = (picture: Locator) =>
      picture.evaluate((image) => ({ complete: "complete" in image && image.complete, width: image.clientWidth }));
    const inThread = app.getByRole("region", { name: words.thread(ANA.name) }).getByAltText(words.file.alt("Picture"));
    await inThread.waitFor();
    await expect.poll(() => width(inThread), soon).toEqual({ complete: true, width: 96 });
    await app.getByRole("link", { name: words.panel.open }).click();
    const onPage = app.getByAltText(words.file.alt("Picture"));
    await onPage.waitFor();
    await expect.poll(() => width(onPage), soon).toEqual({ complete: true, width: 96 });
    await page.close();
  });

  test("both pages are for every width and for everybody", async () => {
    await stand().inspect("/app/inbox", (app) => app.getByRole("link", { name: ANA.name }).first().waitFor());
    await stand().inspect("/app/customers", (app) => app.getByRole("link", { name: ANA.name }).first().waitFor());
    await stand().inspect("/app/customers?consent=pending&tag=none&sort=name", (app) =>
      app.getByRole("link", { name: text.customers.takeAway(text.customers.tagIs("none")) }).waitFor(),
    );
    await stand().inspect("/app/inbox", async (app) => {
      await app.getByRole("link", { name: ANA.name }).click();
      await app
        .getByRole("region", { name: words.thread(ANA.name) })
        .first()
        .waitFor();
    });
    await stand().inspect("/app/customers", async (app) => {
      await app.getByRole("link", { name: ANA.name }).click();
      await app.getByRole("heading", { name: file.timeline.title }).first().waitFor();
    });
  });
});
