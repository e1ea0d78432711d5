import type { SendOutcome } from "#core/sending/outcome.ts";
import type { AppContext } from "#shell/context.server.ts";
import { unsubscribeUrl } from "#services/consent/unsubscribe-email.server.ts";
import type { ReadyMessage } from "#services/engine/parts/write-messages.server.ts";

/** Hands an e-mail to the mail server, and says what is known after it in the words for a text: the same rules hold. */
export async function callMailServer(
  context: Pick<AppContext, "mailer" | "env" | "secrets">,
  { messageId, shopName, to, subject, body, unsubscribes }: ReadyMessage & { subject: string },
): Promise<SendOutcome> {
  const wayOut = unsubscribes ? unsubscribeUrl(context, unsubscribes) : null;
  const text = wayOut ? `${body}\n\nUnsubscribe: ${wayOut}` : body;
  const outcome = await context.mailer.send({
    messageId,
    from: shopName,
    to,
    subject,
    text,
    ...(wayOut && { listUnsubscribe: wayOut }),
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
