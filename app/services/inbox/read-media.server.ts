import { shownTypeOf } from "#core/inbox/media.ts";
import type { AppContext } from "#shell/context.server.ts";
import { smsOfMessage } from "#services/senders/parts/sms-of-sender.server.ts";
import { findMedia, type MediaRow } from "#shell/repositories/inbox/media.server.ts";

/** A file of a text, or why there is none. */
export type MediaContent =
  /** `shownType`: the MIME type under which a page may show it; null for a download. */
  { kind: "media"; shownType: string | null; bytes: Uint8Array } | { kind: "not_found" | "too_large" | "unavailable" };

/** Reads a file of a shop's inbound text from the provider. */
export async function readMedia(
  context: Pick<AppContext, "db" | "sms" | "smsOf" | "secrets" | "log">,
  asked: Pick<MediaRow, "shopId" | "messageId" | "position">,
): Promise<MediaContent> {
  const { db, log } = context;
  const row = await findMedia(db.pool, asked);
  if (!row) return { kind: "not_found" };
  const sms = await smsOfMessage(context, db.pool, row.senderId);
  if (!sms) return { kind: "not_found" };
  const answer = await sms.readMedia(row.url);
  switch (answer.kind) {
    case "media":
      return { kind: "media", shownType: shownTypeOf(answer.contentType), bytes: answer.bytes };
    case "gone":
      return { kind: "not_found" };
    case "too_large":
      return { kind: "too_large" };
    case "refused":
    case "unavailable":
      log.warn({ messageId: asked.messageId, detail: answer.detail }, "a picture could not be read from Twilio");
      return { kind: "unavailable" };
  }
}
