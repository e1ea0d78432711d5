import { describe, expect, test } from "vitest";
import { warnOfLongTexts } from "#core/automations/check-wording.ts";
import { diffDefinitions } from "#core/automations/diff.ts";
import { readAutomationFile, writeAutomationFile } from "#core/automations/file.ts";
import { readPublishable } from "#core/automations/publishable.ts";
import { definitionOf } from "../definitions.ts";

const flow = (config: object) => definitionOf({ steps: [{ id: "hi", type: "send_sms", config }] });
const problemsOf = (config: object) => {
  const read = readPublishable({ ...flow({ body: "Hi" }), steps: [{ id: "hi", type: "send_sms", config }] });
  return "problems" in read ? read.problems : [];
};

describe("a text's words in each language are checked like its default ones:", () => {
  test.each([
    ["nothing written", { de: " " }, "de", /write what it says/],
    ["an unknown variable", { de: "Hallo {{ customer.vorname }}" }, "de", /vorname/],
    ["Liquid that cannot be read", { fr: "Bonjour {% if x" }, "fr", /tag/],
    ["nonsense", { "pt-BR": "Olá *|FNAME|*" }, "pt-BR", /would be sent as it stands/],
    ["too many characters", { de: "x".repeat(1_700) }, "de", /shorten it/],
    ["too many segments in another alphabet", { ja: "あ".repeat(700) }, "ja", /shorten it/],
  ])("%s", (_what, translations, language, message) => {
    const problems = problemsOf({ body: "Hi", translations });
    expect(problems.map(({ path }) => path)).toEqual([`steps.0.config.translations.${language}`]);
    expect(problems[0]?.message).toMatch(message);
  });

  test("a language that is none", () => {
    expect(problemsOf({ body: "Hi", translations: { German: "Hallo" } })).toEqual([
      { path: "steps.0.config.translations.German", message: "use a language such as de or pt-BR" },
    ]);
  });

  test("and the price of the long ones is told, with that of an MMS", () => {
    const long = { body: "Hi", translations: { ja: "あ".repeat(250) } };
    expect(warnOfLongTexts(flow(long))).toEqual([
      {
        path: "steps.0.config.translations.ja",
        message: expect.stringMatching(/^takes 5 segments: 5 credits .*; with a picture it is an MMS for 3 credits$/),
      },
    ]);
    expect(warnOfLongTexts(flow({ ...long, contactCard: true }))).toEqual([]);
  });
});

test("a definition of before, without other languages, reads as it was and writes the same file", () => {
  const before = flow({ body: "Hi" });
  expect(before.steps[0]?.config).toEqual({ body: "Hi", overCap: "skip" });
  expect(writeAutomationFile(before)).not.toMatch(/translations|picture|contactCard/);
});

test("a file keeps languages, picture and contact card, and a change of one language is told alone", () => {
  const config = {
    body: "Hi",
    translations: { de: "Hallo", fr: "Salut" },
    picture: "https://cdn.shopify.com/s/files/1/1/files/a.jpg",
    contactCard: true,
  };
  const read = readAutomationFile(writeAutomationFile(flow(config)));
  expect("definition" in read && read.definition).toEqual(flow(config));
  const changed = flow({ ...config, translations: { de: "Guten Tag", fr: "Salut" } });
  expect(diffDefinitions(flow(config), changed).steps).toMatchObject([
    { kind: "changed", fields: [{ path: "config.translations.de", before: "Hallo", after: "Guten Tag" }] },
  ]);
});
