import { z } from "zod";
import { createDiscount } from "../actions/create-discount.ts";
import { readPublishable } from "../automations/publishable.ts";
import type { Problem } from "../problem.ts";
import { pictureAddress } from "../sending/picture.ts";
import { translationsOf } from "../sending/languages/choose-words.ts";
import { plainErrorMap } from "../schema-messages.ts";
import { definitionOfPlan, discountOf, textStepOf } from "./campaign-definition.ts";

/** A wall-clock time such as "2026-12-01T10:00", without a zone. */
const wallClock = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/,
    "write a time such as 2026-12-01T10:00",
  );

/** When a campaign goes out. */
const when = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("now") }),
  /** The shop's time. */
  z.strictObject({ kind: z.literal("at"), at: wallClock }),
  /** Each recipient's own time. `ifPast`: where that hour has passed already when the campaign starts. */
  z.strictObject({
    kind: z.literal("local"),
    at: wallClock,
    ifPast: z.enum(["now", "tomorrow", "skip"]).default("tomorrow"),
  }),
]);
export type CampaignTime = z.infer<typeof when>;

/** One wording of the text, with its share of the recipients. */
const arm = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]{0,19}$/, "use up to 20 small letters, digits and _"),
  name: z.string().trim().min(1, "give it a name").max(40, "is longer than 40 characters"),
  body: z.string().trim().min(1, "write the text"),
  /** The text in other languages, by the customer's locale. */
  translations: translationsOf(z.string().trim().min(1, "write the text, or remove the language")).default({}),
  /** The address of a picture that goes with it, as an MMS. */
  picture: pictureAddress.optional(),
  /** Relative to the sum of all shares. */
  share: z.number().min(0, "must not be negative").max(1_000, "must be at most 1,000").default(50),
});

/** What decides which wording wins a test. */
const winnerMeasures = ["clicks", "orders"] as const;

/** What a merchant decides about a campaign; fixed once it starts. */
const campaignPlan = z.strictObject({
  name: z.string().trim().min(1, "give it a name").max(100, "is longer than 100 characters"),
  arms: z.array(arm).min(1, "write the text").max(5, "are more than 5 wordings"),
  /** Percent of those who can be texted who get nothing, so that the difference shows what the campaign caused. */
  holdout: z.number().min(0, "must not be negative").max(50, "must be at most 50 %").default(0),
  /** The part of the recipients that tries the wordings out first; the rest then gets the winner. Null: no test. */
  test: z
    .strictObject({
      percent: z.number().min(1, "must be at least 1 %").max(90, "must be at most 90 %"),
      hours: z.number().min(0.25, "must be at least a quarter of an hour").max(72, "must be at most 72 hours"),
      measure: z.enum(winnerMeasures),
    })
    .nullable()
    .default(null),
  /** A discount code for each recipient alone, as an automation's step makes it; null for none. */
  discount: createDiscount.config.nullable().default(null),
  when,
  /** A text later than so many hours after its time is not sent any more. */
  notAfterHours: z.number().min(1, "must be at least 1 hour").max(168, "must be at most 168 hours").default(12),
  /** A text whose time falls into quiet hours waits until they end, or is left out. */
  quietHours: z.enum(["wait", "skip"]).default("wait"),
  /** The most texts an hour; null: as fast as the sender may. */
  perHour: z
    .number()
    .int("must be a whole number")
    .min(10, "must be at least 10")
    .max(1_000_000)
    .nullable()
    .default(null),
});
export type CampaignPlan = z.infer<typeof campaignPlan>;
export type CampaignPlanDocument = z.input<typeof campaignPlan>;

/** Parses a plan that is still being written: any text may be empty or wrong. */
export function readPlan(document: unknown): { plan: CampaignPlan } | { problems: Problem[] } {
  const { data, error } = campaignPlan.safeParse(document, { error: plainErrorMap });
  return data
    ? { plan: data }
    : { problems: error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message })) };
}

/** The problems of a plan that is to be scheduled, each with the path of its field in the plan. */
export function planProblems(plan: CampaignPlan): Problem[] {
  const { arms, test, holdout } = plan;
  const ids = arms.map(({ id }) => id);
  const read = readPublishable(definitionOfPlan(plan));
  return [
    ...ids.flatMap((id, at) =>
      ids.indexOf(id) < at ? [{ path: `arms.${at}.id`, message: `"${id}" is the id of another wording` }] : [],
    ),
    ...(arms.every(({ share }) => share === 0)
      ? [{ path: "arms", message: "give at least one wording a share above 0" }]
      : []),
    ...(test && arms.length < 2 ? [{ path: "test", message: "a test needs two wordings or more" }] : []),
    ...(test && test.percent + holdout > 95
      ? [{ path: "test.percent", message: "leaves nobody for the winner: lower the test or the holdout" }]
      : []),
    ...("problems" in read ? read.problems.flatMap((problem) => inPlan(plan, problem)) : []),
  ];
}

/** A problem of the campaign's automation, at the field of the plan that causes it. */
function inPlan(plan: CampaignPlan, { path, message }: Problem): Problem[] {
  const at = plan.arms.findIndex((_arm, index) => path.startsWith(`${textStepOf(plan, index)}.`));
  if (at >= 0) {
    const [, language] = /\.translations\.([^.]+)$/.exec(path) ?? [];
    return [{ path: language ? `arms.${at}.translations.${language}` : `arms.${at}.body`, message }];
  }
  const settings = discountOf(plan.arms, 0);
  if (plan.discount && path.startsWith(settings)) return [{ path: `discount${path.slice(settings.length)}`, message }];
  return path === "name" ? [] : [{ path: "", message }];
}
