import { Command } from "commander";
import { explain, type Explanation } from "#services/activity/explain.server.ts";
import { momentOf } from "#text/moment.ts";
import type { Instant } from "#core/time/time.ts";
import { shopOrFail } from "./find-shop.ts";
import type { Perform } from "./perform.ts";

export function explainCommands({ withContext }: Perform): Command[] {
  return [
    new Command("explain")
      .description("why a phone number, or the buyer of an order, got each text that it got, and why it got no other")
      .argument("<domain>")
      .argument("<phone>", "with its country's prefix, such as +12125550123, or an order's number, such as #1042")
      .action(
        withContext(async (context, domain: string, phone: string) => {
          const shop = await shopOrFail(context, domain);
          const found = await explain(context, shop, phone);
          return {
            data: found,
            text: formatExplained(found, (at) => momentOf(at, shop.timezone, context.clock.now()).shown),
          };
        }),
      ),
  ];
}

function formatExplained(
  { says, people, lines, neverConsidered, cut }: Explanation,
  formatInstant: (at: Instant) => string,
): string {
  const person = ({ id, firstName, lastName, shopifyId, segments, erasedAt }: Explanation["people"][number]) =>
    (
      `  ${[firstName, lastName].filter(Boolean).join(" ") || (erasedAt ? "erased" : "without a name")} ` +
      ` ${shopifyId ? `customer ${shopifyId}` : "known by number alone"}  ${segments.join(", ")}  ${id}`
    ).trimEnd();
  return [
    says,
    ...people.map(person),
    ...(cut ? ["", "There is more than is told here; these are the newest."] : []),
    "",
    ...lines.flatMap(({ at, says: line, details }) => [
      `${formatInstant(at)}  ${line}`,
      ...details.map((detail) => `    ${detail}`),
    ]),
    ...(neverConsidered.length > 0
      ? ["", "Never considered for:", ...neverConsidered.map(({ automation, says: why }) => `  ${automation}: ${why}`)]
      : []),
  ].join("\n");
}
