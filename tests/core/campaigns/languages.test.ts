import { expect, test } from "vitest";
import { definitionOfPlan } from "#core/campaigns/campaign-definition.ts";
import { readCampaignFile } from "#core/campaigns/campaign-file.ts";
import { planProblems } from "#core/campaigns/plan.ts";
import { BODY, planOf } from "./plan-of.ts";

const PICTURE = "https://cdn.shopify.com/s/files/1/1/files/sale.jpg";
const arm = { id: "a", name: "A", body: BODY, share: 50, translations: { de: "Gute Nachrichten!" }, picture: PICTURE };

test("a campaign's text is a step with the words in all its languages, and its picture", () => {
  expect(definitionOfPlan(planOf({ arms: [arm] })).steps[0]).toMatchObject({
    config: { body: BODY, translations: { de: "Gute Nachrichten!" }, picture: PICTURE },
  });
});

test("a problem of one language is told at it, in one wording or several", () => {
  const wrong = { ...arm, translations: { fr: "Bonjour", de: "Hallo {{ nobody.knows }}" } };
  for (const [arms, path] of [
    [[wrong], "arms.0.translations.de"],
    [[arm, { ...wrong, id: "b", name: "B" }], "arms.1.translations.de"],
  ] as const) {
    const problems = planProblems(planOf({ arms: [...arms] }));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
  }
});

test("a file names languages and a picture, for all or for one wording", () => {
  const file = { name: "Autumn", segment: "Regulars", bodies: { default: BODY, de: "Hallo" }, picture: PICTURE };
  expect(readCampaignFile(file)).toMatchObject({
    plan: { arms: [{ body: BODY, translations: { de: "Hallo" }, picture: PICTURE }] },
  });
  expect(readCampaignFile({ ...file, picture: "https://elsewhere.example/a.jpg" })).toMatchObject({
    problems: [{ path: "arms.0.picture", message: expect.stringContaining("Shopify's files") }],
  });
});
