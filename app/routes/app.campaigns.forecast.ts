import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { languageTag } from "#core/sending/languages/choose-words.ts";
import { joinedSegmentIds } from "#core/campaigns/campaign-form.ts";
import { readForecast } from "#services/campaigns/read-forecast.server.ts";
import { requireStaff } from "#services/team/require-staff.server.ts";

const query = z.object({
  includes: joinedSegmentIds,
  excludes: joinedSegmentIds,
  holdout: z.coerce.number().min(0).max(100).catch(0),
  perHour: z.coerce.number().min(1).nullable().catch(null),
  texts: z
    .string()
    .transform((json, context) => {
      try {
        return JSON.parse(json) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "is no JSON" });
        return z.NEVER;
      }
    })
    .pipe(
      z
        .array(
          z.object({ body: z.string().max(5_000), language: languageTag.optional(), isMms: z.boolean().optional() }),
        )
        .max(200),
    )
    .catch([]),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireStaff(request, context);
  return readForecast(context.app, shop, query.parse(Object.fromEntries(new URL(request.url).searchParams)));
}
