import twilio, { type Twilio } from "twilio";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Clock } from "../clock.server.ts";
import type { Log } from "../log.server.ts";
import { classifyFailure } from "./classify-failure.server.ts";
import type { SmsProvider } from "./provider.server.ts";
import { connectTwilio, type TwilioAccount, type TwilioEnv } from "./twilio-connection.server.ts";
import { listAccountMessages, listMessages } from "./twilio-list.server.ts";
import { createMediaReader } from "./twilio-media.server.ts";
import { withBreaker } from "./with-breaker.server.ts";

/** What texts go out from: a messaging service, or a number. */
type TextsFrom = { messagingServiceSid: string } | { from: string | undefined };

/** Twilio's REST API through its library, for the installation's own sender. */
export const createTwilioProvider = (env: TwilioEnv): SmsProvider =>
  createProvider(
    connectTwilio(env),
    { accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN },
    env.TWILIO_MESSAGING_SERVICE_SID
      ? { messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID }
      : { from: env.TWILIO_FROM_NUMBER },
    env.TWILIO_API_BASE_URL,
  );

/** A shop's own sender, as texts are sent through it. */
export interface SendingAccount extends TwilioAccount {
  serviceSid: string;
}

const MAX_PROVIDERS = 2_400;

/**
 * One provider per sender, kept by its credentials and service, each with a circuit breaker of its own: a subaccount that
 * does not answer holds up no other shop.
 */
export function createSenderProviders(
  env: TwilioEnv,
  { clock, log }: { clock: Clock; log: Log },
): (account: SendingAccount) => SmsProvider {
  const clientOf = connectTwilio(env);
  const providers = new Map<string, SmsProvider>();
  return (account) => {
    const key = `${account.accountSid}:${account.authToken}:${account.serviceSid}`;
    const known = providers.get(key);
    if (known) return known;
    if (providers.size >= MAX_PROVIDERS) providers.clear();
    const from = { messagingServiceSid: account.serviceSid };
    const provider = withBreaker(createProvider(clientOf, account, from, env.TWILIO_API_BASE_URL), { clock, log });
    providers.set(key, provider);
    return provider;
  };
}

function createProvider(
  clientOf: (account: TwilioAccount) => Twilio,
  account: TwilioAccount,
  from: TextsFrom,
  baseUrl: string | undefined,
): SmsProvider {
  const client = clientOf(account);
  return {
    send: async ({ to, body, mediaUrls = [], statusCallback }): Promise<SendOutcome> => {
      try {
        const { sid, status, numSegments } = await client.messages.create({
          to,
          body,
          ...(mediaUrls.length > 0 && { mediaUrl: [...mediaUrls] }),
          ...(statusCallback !== undefined && { statusCallback }),
          ...from,
        });
        if (!/^[A-Z]{2}[0-9a-f]{32}$/i.test(sid ?? "")) return { kind: "unknown", detail: "the answer cannot be read" };
        // A messaging service responds before it counts segments: 0 means unknown.
        return { kind: "accepted", providerId: sid, providerStatus: status, segments: Number(numSegments) || null };
      } catch (error) {
        return classifyFailure(error);
      }
    },
    find: (search) => listMessages(client, search),
    list: (since) => listAccountMessages(client, since),
    readMedia: createMediaReader({
      TWILIO_ACCOUNT_SID: account.accountSid,
      TWILIO_AUTH_TOKEN: account.authToken,
      TWILIO_API_BASE_URL: baseUrl,
    }),
    check: async () => {
      try {
        const { status } = await client.api.v2010.accounts(account.accountSid).fetch();
        return status === "active" ? null : `the account is ${status}`;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

/** Verifies Twilio's request signature over the public URL and the form parameters. */
export const isFromTwilio = (
  authToken: string,
  signature: string | null,
  url: string,
  form: Record<string, string>,
): boolean => signature !== null && twilio.validateRequest(authToken, signature, url, form);
