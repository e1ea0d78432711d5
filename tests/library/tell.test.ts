import { describe, expect, test } from "vitest";
import { createCli } from "../../bin/cli/cli.ts";
import { library } from "#library/index.ts";

/** Nothing here needs an installation. */
const open = () => Promise.reject(new Error("an installation was opened"));

async function shopbell(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await createCli({ open, out: (text) => (out += text), err: (text) => (err += text) }).run(args);
  return { code, out, err };
}

describe("shopbell library tell", () => {
  test("tells the story, the flow and its texts as a customer reads them", async () => {
    const { code, out } = await shopbell("library", "tell", "win-back-series");
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "Win-back series (marketing, to people who agreed to texts)",
      expect.stringMatching(/^For a customer who has not bought for 120 days: /),
      "",
      "Trigger: No order in X days (Days since the last order: 120; At: 09:00)",
      "Entry conditions: Subscribed to SMS marketing is yes",
      "1. Wait until 10:00 by the customer's clock",
      "2. SMS: “Juniper & Co: we miss you, Ada! See what is new since " +
        "your last visit: https://juniper.example Reply STOP to opt out”",
      "3. Wait 7 days",
      "4. Wait until 10:00 by the customer's clock",
      "5. Create a discount code: 10% off, valid for 14 days (if this fails: tried 3 times more, then continues)",
      "6. Branch",
      "   - There is a code (If The discount code is set)",
      "     1. SMS: “Juniper & Co: here is 10% off for you, Ada: HELLO-7KQ2MHXW, good for 14 days. " +
        "https://juniper.example Reply STOP to opt out”",
      "     2. Wait 11 days",
      "     3. Wait until 10:00 by the customer's clock",
      "     4. SMS: “Juniper & Co: your 10% off runs out in a few days. The code is HELLO-7KQ2MHXW: " +
        "https://juniper.example Reply STOP to opt out”",
      "   - There is none (Everyone else)",
      "     1. SMS: “Juniper & Co: is there something we could do better, Ada? Just answer this " +
        "text. Reply STOP to opt out”",
      "Exit when: Order created (the same customer)",
      "Exit when: Unsubscribed from SMS (the same customer)",
      "Re-entry: each customer, but not before 180 days have passed",
      "",
      "Segments by this sample: miss-you 1, give 1, last-days 1, ask 1",
      "Where nothing is known but the shop:",
      "  “Juniper & Co: we miss you! See what is new since your last visit: https://juniper.example Reply STOP to opt out”",
      "  “Juniper & Co: here is 10% off: HELLO-7KQ2MHXW, good for 14 days. https://juniper.example Reply STOP to opt out”",
      "  “Juniper & Co: your 10% off runs out in a few days. The code is " +
        "HELLO-7KQ2MHXW: https://juniper.example Reply STOP to opt out”",
      "  “Juniper & Co: is there something we could do better? Just answer this text. Reply STOP to opt out”",
      "",
    ]);
  });

  test("names those that it takes the place of", async () => {
    expect((await shopbell("library", "tell", "post-purchase-series")).out).toContain(
      "\nTakes the place of: Review request, Cross-sell\n",
    );
  });

  test.for(library)("reads as plain words for $key", async ({ key }) => {
    const { out } = await shopbell("library", "tell", key);
    expect(out).not.toMatch(/\{[{%]|undefined|null|\[object/);
  });

  test("tells a program the same", async () => {
    const { out } = await shopbell("library", "tell", "abandoned-cart", "--json");
    expect(JSON.parse(out)).toMatchObject({
      key: "abandoned-cart",
      category: "sales",
      definition: { kind: "marketing" },
      texts: [
        { step: "remind", segments: 1, text: expect.stringContaining("Ada"), bare: expect.not.stringContaining("Ada") },
      ],
    });
  });

  test("says what there is, where there is no such one", async () => {
    expect(await shopbell("library", "tell", "nope")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^there is no "nope" in the library; it has order-confirmation, /),
    });
  });
});

test("shopbell library list has a line for each", async () => {
  const { out } = await shopbell("library", "list");
  expect(
    out
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(" ")[0]),
  ).toEqual(library.map(({ key }) => key));
});
