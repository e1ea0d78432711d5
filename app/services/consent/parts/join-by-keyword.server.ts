import { withConsent } from "#core/consent/subscriber.ts";
import { filledDisclosure } from "#core/consent/disclosure.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { ConsentState } from "#core/statuses.ts";
import type { Instant } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import type { Sql } from "#shell/db/sql.server.ts";
import type { ShopRow } from "#shell/repositories/team/shops.server.ts";
import { ensurePhoneCustomer } from "#services/customers/parts/ensure-phone-customer.server.ts";
import type { Due } from "#services/engine/parts/remind.server.ts";
import { changeConsents } from "./change-consents.server.ts";
import { liftStopFor } from "./opt-out.server.ts";

interface JoinRequest {
  /** E.164. */
  phone: string;
  /** The keyword, as the customer wrote it. */
  keyword: string;
  messageId: string;
  at: Instant;
}

/**
 * Subscribes a number that texted a text-to-join keyword of the shop; creates its customer if it has none. A STOP before
 * it is lifted for this shop: the customer asks for texts by an act of their own.
 * @returns the number's consent, which is pending where the shop asks for a double opt-in; and what was released
 */
export async function joinByKeyword(
  context: AppContext,
  sql: Sql,
  shop: ShopRow,
  { phone, keyword, messageId, at }: JoinRequest,
): Promise<{ state: ConsentState; due: Due[] }> {
  const { textToJoin, doubleOptIn } = readSettings(shop.settings);
  if (!textToJoin) throw new Error("a shop without text-to-join keywords was joined by one");
  const { customerId, subscriber: before } = await ensurePhoneCustomer(context, sql, {
    shopId: shop.id,
    phone,
    now: at,
  });
  const due = await liftStopFor(context, sql, shop.id, phone, at);
  const wording = filledDisclosure(textToJoin.wording, nameInTexts(shop));
  const after = withConsent(before, {
    state: doubleOptIn ? "pending" : "subscribed",
    optInLevel: "single_opt_in",
    source: "keyword",
    words: wording,
    wordsVersion: textToJoin.version,
    updatedAt: at.toString(),
  });
  if (after)
    await changeConsents(
      context,
      sql,
      [
        {
          before,
          after,
          customerId,
          proof: { words: `Texted “${keyword}” in answer to: ${wording}`, messageId },
          startsAutomations: true,
        },
      ],
      at,
    );
  return { state: (after ?? before).consent, due };
}
