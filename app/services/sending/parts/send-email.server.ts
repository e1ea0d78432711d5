import type { SendOutcome } from "#core/sending/outcome.ts";
import type { AppContext } from "#shell/context.server.ts";
import { unsubscribeUrl } from "#services/consent/unsubscribe-email.server.ts";
import type { ReadyMessage } from "#services/engine/parts/write-messages.server.ts";

/** Sends an e-mail. @returns the outcome in the terms of a text's, so that the same settlement applies */
export async function callMailServer(
  context: Pick<AppContext, "mailer" | "env" | "secrets">,
  { messageId, shopName, to, subject, body, unsubscribeCustomerId }: ReadyMessage & { subject: string },
): Promise<SendOutcome> {
  const unsubscribeLink = unsubscribeCustomerId ? unsubscribeUrl(context, unsubscribeCustomerId) : null;
  const text = unsubscribeLink ? `${body}\n\nUnsubscribe: ${unsubscribeLink}` : body;
  const outcome = await context.mailer.send({
    messageId,
    from: shopName,
    to,
    subject,
    text,
    ...(unsubscribeLink && { listUnsubscribe: unsubscribeLink }),
  });
  switch (outcome.kind) {
    case "done":
      return { kind: "accepted", providerId: `email:${messageId}`, providerStatus: "sent", segments: 1 };
    case "refused":
      return { kind: "refused", code: outcome.code, detail: outcome.detail };
    case "retry":
      return { kind: "unreachable", detail: outcome.detail };
    case "unknown":
      return { kind: "unknown", detail: outcome.detail };
  }
}
