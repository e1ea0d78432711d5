import { SHARED_SENDER } from "#shell/repositories/consent/subscriber-columns.ts";
import { readOptOutScope } from "#shell/repositories/consent/consents.server.ts";
import { nameInTexts } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { transaction } from "#shell/db/sql.server.ts";
import { findOptOutLink } from "#shell/repositories/sending/short-links.server.ts";
import { inboxReminder } from "../intake/parts/emit-events.server.ts";
import { remind, remindersFor } from "../engine/parts/remind.server.ts";
import { optOut, optOutOfShop, type ConsentStatement } from "./parts/opt-out.server.ts";
import { writeBackReminder } from "./parts/write-back-consent.server.ts";

/** The rule that a link stops texts by, as the proof names it. */
const RULE = "opt-out-link@1";

/** The shop whose texts an opt-out link stops; null for an unknown link. */
export async function shopOfOptOutLink({ db }: Pick<AppContext, "db">, code: string): Promise<string | null> {
  const link = await findOptOutLink(db.pool, code);
  return link && nameInTexts({ name: link.shopName, settings: link.settings });
}

/**
 * Stops a shop's texts to the recipient of an opt-out link, as a STOP to its number does; idempotent.
 * @param words what the page said beside the button
 * @returns the shop's name; null for an unknown link
 */
export async function optOutByLink(context: AppContext, code: string, words: string): Promise<string | null> {
  const at = context.clock.now();
  const done = await transaction(context.db.pool, async (sql) => {
    const link = await findOptOutLink(sql, code);
    if (!link) return null;
    const { shopId, phone, messageId } = link;
    const scope = await readOptOutScope(sql, shopId);
    const statement: ConsentStatement = { scope, phone, source: "link", words, rule: RULE, messageId, at };
    // A shop that has given its name back shares a sender: the link is about its own texts, not about all shops'.
    const due =
      scope === SHARED_SENDER
        ? await optOutOfShop(context, sql, shopId, statement)
        : (await optOut(context, sql, statement)).due;
    return { due, shop: nameInTexts({ name: link.shopName, settings: link.settings }) };
  });
  if (!done) return null;
  await remind(context, [...remindersFor(done.due, at), inboxReminder(at), writeBackReminder(at)]);
  return done.shop;
}
