import { z } from "zod";
import { plainErrorMap } from "../schema-messages.ts";
import type { Problem } from "../problem.ts";
import { readPlan, type CampaignPlan } from "./plan.ts";

const names = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
/** One text, or one per language with `default` among them. */
const bodies = z.record(z.string(), z.string());

/** A campaign as the operator writes it in a file. */
const campaignFile = z.strictObject({
  name: z.string(),
  /** Names or ids of segments. */
  segment: names,
  exclude: names.default([]),
  body: z.string().optional(),
  bodies: bodies.optional(),
  /** The address of a picture in the store's files at Shopify. */
  picture: z.string().optional(),
  arms: z
    .array(
      z.strictObject({
        id: z.string().optional(),
        name: z.string().optional(),
        body: z.string().optional(),
        bodies: bodies.optional(),
        picture: z.string().optional(),
        share: z.number().optional(),
      }),
    )
    .optional(),
  /** "now", a wall-clock time in the store's zone, or as in the plan. */
  when: z.union([z.string(), z.looseObject({ kind: z.string() })]).default("now"),
  holdout: z.number().optional(),
  test: z.unknown().optional(),
  /** The settings of an automation's step "Discount code". */
  discount: z.unknown().optional(),
  notAfterHours: z.number().optional(),
  quietHours: z.string().optional(),
  perHour: z.number().nullable().optional(),
});

/**
 * Reads a campaign file.
 * @returns the plan, and the names or ids of its segments; or all problems with path and remedy
 */
export function readCampaignFile(
  document: unknown,
): { plan: CampaignPlan; segments: string[]; exclude: string[] } | { problems: Problem[] } {
  const { data, error } = campaignFile.safeParse(document, { error: plainErrorMap });
  if (!data)
    return { problems: error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message })) };
  const { name, segment, exclude, body, bodies: languages, picture, arms, when, ...rest } = data;
  const written = arms ?? [{ body, bodies: languages, ...(picture !== undefined && { picture }) }];
  const read = readPlan({
    ...rest,
    name,
    when: typeof when !== "string" ? when : when === "now" ? { kind: "now" } : { kind: "at", at: when },
    arms: written.map(({ bodies: texts = {}, ...each }, at) => {
      const { default: fallback, ...translations } = texts;
      const letter = String.fromCharCode(97 + at);
      return {
        ...each,
        id: ("id" in each && each.id) || letter,
        name: ("name" in each && each.name) || letter.toUpperCase(),
        body: each.body ?? fallback ?? "",
        translations,
      };
    }),
  });
  return "problems" in read ? read : { plan: read.plan, segments: segment, exclude };
}
