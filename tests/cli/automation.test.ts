import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createCli } from "../../bin/cli/cli.ts";
import { ADAS_PHONE, customerBody, orderBody } from "#tests/fixtures/bodies.ts";
import { describeOnDatabases } from "#tests/support/database.ts";
import { pause, say } from "../core/definitions.ts";
import { buildHouse, SHOP, type House } from "../services/test-app.ts";

const document = {
  name: "Thanks",
  kind: "transactional",
  trigger: { type: "order_created" },
  reentry: "per_subject",
  steps: [say("thanks", "Thanks!"), pause("wait", 2, "days"), say("ask", "Happy?")],
};

describeOnDatabases("shopbell automation", (database) => {
  let house: House;
  let cwd: string;
  beforeEach(async () => {
    house = buildHouse(database());
    cwd = mkdtempSync(path.join(os.tmpdir(), "shopbell-cli-"));
    await house.open([]);
  });
  afterEach(async () => {
    rmSync(cwd, { recursive: true });
    await house.close();
  });

  async function run(...args: string[]) {
    const said = { out: "", err: "" };
    const open = async () => ({ ...house.context, close: async () => {} });
    const code = await createCli({
      cwd,
      open,
      out: (text) => (said.out += text),
      err: (text) => (said.err += text),
    }).run(["automation", ...args]);
    return { code, ...said };
  }
  const json = async (...args: string[]): Promise<unknown> => JSON.parse((await run(...args, "--json")).out);
  const file = (name: string, content: unknown) =>
    writeFileSync(path.join(cwd, name), typeof content === "string" ? content : JSON.stringify(content));
  const read = (name: string) => readFileSync(path.join(cwd, name), "utf8");

  describe("files", () => {
    test("an automation that is exported, imported elsewhere and exported again is the same to the byte", async () => {
      await run("activate", SHOP, "abandoned-cart");
      expect(await run("export", SHOP, "abandoned-cart", "--out", "cart.json")).toEqual({
        code: 0,
        err: "",
        out: `written to ${path.join(cwd, "cart.json")}\n`,
      });
      await house.open([], { domain: "other.myshopify.com" });
      expect(await run("import", "other.myshopify.com", "cart.json")).toMatchObject({
        code: 0,
        out: expect.stringContaining('"Abandoned cart" is a draft'),
      });
      expect((await run("export", "other.myshopify.com", "Abandoned cart")).out).toBe(read("cart.json"));
      expect((await run("export", "other.myshopify.com", "Abandoned cart", "--json")).out).toBe(read("cart.json"));
    });

    test("a faulty file is refused with everything that is wrong with it, each with its place", async () => {
      file("bad.json", { ...document, kind: "spam", condtions: {}, steps: [say("Thanks!"), { id: "b", type: "fax" }] });
      const { code, out, err } = await run("import", SHOP, "bad.json");
      expect([code, out]).toEqual([1, ""]);
      expect(err.split("\n")).toEqual([
        "bad.json cannot be imported:",
        expect.stringContaining("  kind "),
        expect.stringContaining("  steps.0.id "),
        expect.stringContaining("  steps.1.type "),
        expect.stringContaining("  condtions "),
        "",
      ]);
      expect(await json("import", SHOP, "bad.json")).toMatchObject({
        problems: [{ path: "kind" }, { path: "steps.0.id" }, { path: "steps.1.type" }, { path: "condtions" }],
      });
      expect(await json("list", SHOP)).toEqual([]);
    });

    test("what is no file, no JSON or no end is refused in a line", async () => {
      expect(await run("import", SHOP, "nowhere.json")).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^cannot read nowhere\.json: .*\n$/),
      });
      file("half.json", "{");
      expect(await run("import", SHOP, "half.json")).toMatchObject({
        code: 1,
        err: expect.stringContaining("the file is no JSON"),
      });
      expect(await run("import", SHOP, "/dev/zero")).toMatchObject({
        code: 1,
        err: expect.stringContaining("larger than 256 KB"),
      });
      expect(await run("export", SHOP, "x", "--out", "nowhere/x.json")).toMatchObject({
        code: 1,
        err: expect.stringContaining('no automation "x"'),
      });
    });

    test("the schema is for an editor to have beside the file", async () => {
      await run("schema", "--out", "automation.schema.json");
      expect(read("automation.schema.json")).toBe(readFileSync("docs/automation.schema.json", "utf8"));
    });
  });

  test("starts an automation by hand for customers, and refuses a customer that is not there", async () => {
    const shopId = await house.open([]);
    await house.tell("customers/create", customerBody());
    await house.automate(shopId, {
      name: "VIP call",
      kind: "marketing",
      trigger: { type: "manual" },
      reentry: "every_time",
      steps: [{ id: "call", type: "create_task", config: { title: "Call {{ customer.first_name }}" } }],
    });
    expect(await run("start", SHOP, "VIP call", ADAS_PHONE, "+12125550199")).toMatchObject({
      code: 1,
      err: expect.stringContaining("no customer +12125550199; nothing was started"),
    });
    expect(await run("start", SHOP, "VIP call", ADAS_PHONE)).toMatchObject({ code: 0 });
    await house.work();
    expect(await house.rows(`SELECT "title" FROM "Task"`)).toEqual([{ title: "Call Ada" }]);
  });

  describe("versions", () => {
    test("a file is imported, published, edited, compared and published again, with what becomes of those inside", async () => {
      file("thanks.json", document);
      expect(await json("import", SHOP, "thanks.json", "--publish")).toMatchObject({ name: "Thanks", version: 1 });
      expect((await run("activate", SHOP, "thanks")).out).toBe(`thanks is active in ${SHOP}\n`);
      await house.tell("orders/create", orderBody());

      file("thanks.json", {
        ...document,
        steps: [say("thanks", "Thank you!"), pause("wait", 3, "days"), say("ask", "Happy?")],
      });
      expect((await run("diff", SHOP, "thanks")).out).toBe("version 1 → the draft\nno difference\n");
      const difference = [
        "~ thanks (Send SMS)",
        '  ~ config.body: "Thanks!" → "Thank you!"',
        "~ wait (Wait)",
        "  ~ config.for.amount: 2 → 3",
      ];
      expect((await run("diff", SHOP, "thanks", "thanks.json")).out.split("\n")).toEqual([
        "version 1 → thanks.json",
        ...difference,
        "",
      ]);
      expect(await run("import", SHOP, "thanks.json", "--into", "thanks")).toMatchObject({ code: 0 });
      expect((await run("publish", SHOP, "thanks", "--preview", "--inside", "move")).out.split("\n")).toEqual([
        'version 2 would be made of "Thanks"',
        ...difference,
        "1 at wait",
        "1 inside: 1 moved, 1 of them with another end of their wait",
        "",
      ]);
      expect((await run("publish", SHOP, "thanks", "--inside", "move")).out.split("\n")).toEqual([
        `"Thanks" is at version 2 in ${SHOP}`,
        ...difference,
        "1 inside: 1 moved, 1 of them with another end of their wait",
        "",
      ]);
      expect(await run("publish", SHOP, "thanks")).toEqual({
        code: 1,
        out: "",
        err: "there is nothing to publish: the draft says what version 2 says\n",
      });
      expect(await json("diff", SHOP, "thanks", "--version", "1")).toMatchObject({
        before: "version 1",
        after: "version 2",
        settings: [],
        steps: [
          { kind: "changed", stepId: "thanks" },
          { kind: "changed", stepId: "wait" },
        ],
      });
      expect(await json("export", SHOP, "thanks", "--version", "1")).toMatchObject({
        steps: [{ config: { body: "Thanks!" } }, {}, {}],
      });
      expect(await run("export", SHOP, "thanks", "--version", "7")).toMatchObject({
        code: 1,
        err: '"Thanks" has no version 7\n',
      });
    });

    test("what is not understood is usage, and says so", async () => {
      for (const args of [
        ["publish", SHOP, "x", "--inside", "forget"],
        ["diff", SHOP, "x", "file", "--draft"],
        ["diff", SHOP, "x", "--draft", "--version", "1"],
        ["pause", SHOP],
        ["export"],
      ]) {
        expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringMatching(/^error: /) });
      }
    });
  });

  describe("switches", () => {
    test("one is answered as itself, several as a list", async () => {
      expect(await json("activate", SHOP, "order-confirmation")).toMatchObject({
        domain: SHOP,
        key: "order-confirmation",
        status: "active",
      });
      expect(await json("activate", SHOP, "welcome", "abandoned-cart")).toMatchObject([
        { key: "welcome", status: "active" },
        { key: "abandoned-cart", status: "active" },
      ]);
      expect(await json("pause", SHOP, "--all")).toMatchObject([
        { status: "paused" },
        { status: "paused" },
        { status: "paused" },
      ]);
      expect(await run("pause", SHOP, "--all")).toMatchObject({ code: 0, out: "nothing was changed\n" });
    });

    test("of several, one that cannot be does not keep the others", async () => {
      expect(await run("activate", SHOP, "welcome", "no-such")).toMatchObject({
        code: 1,
        out: `welcome is active in ${SHOP}\n`,
        err: expect.stringMatching(/^no-such: there is no "no-such" in the library/),
      });
    });

    test("what is archived cannot be turned on before it is taken out of the archive", async () => {
      await run("activate", SHOP, "welcome");
      expect(await run("archive", SHOP, "welcome")).toMatchObject({
        code: 0,
        out: `welcome is archived in ${SHOP}; 0 inside were cancelled\n`,
      });
      expect(await run("activate", SHOP, "welcome")).toMatchObject({
        code: 1,
        err: "an archived automation cannot be turned on; unarchive it first\n",
      });
      expect(await json("list", SHOP)).toMatchObject([{ libraryKey: "welcome", status: "archived" }]);
      expect(await run("unarchive", SHOP, "welcome")).toMatchObject({
        code: 0,
        out: `welcome is out of the archive in ${SHOP}, and off\n`,
      });
      expect(await json("activate", SHOP, "welcome")).toMatchObject({ status: "active" });
    });

    test("a name that two bear names neither", async () => {
      file("thanks.json", document);
      await run("import", SHOP, "thanks.json");
      await run("import", SHOP, "thanks.json");
      expect(await run("pause", SHOP, "thanks")).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^2 automations are called "thanks"; name one by its id: /),
      });
    });
  });
});
