import twilio from "twilio";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Env } from "../env.server.ts";
import { classifyFailure, keepRetryAfter } from "./classify-failure.server.ts";
import type { SmsProvider } from "./provider.server.ts";
import { listMessages } from "./twilio-list.server.ts";
import { createMediaReader } from "./twilio-media.server.ts";

type TwilioEnv = Pick<
  Env,
  | "TWILIO_ACCOUNT_SID"
  | "TWILIO_AUTH_TOKEN"
  | "TWILIO_MESSAGING_SERVICE_SID"
  | "TWILIO_FROM_NUMBER"
  | "TWILIO_API_BASE_URL"
  | "WORKER_CONCURRENCY"
>;

/** Long enough for a slow response; after it the outcome is unknown. */
const TIMEOUT_MS = 20_000;

/** Twilio's REST API through its library, without the library's retries: the caller decides about retries. */
export function createTwilioProvider(env: TwilioEnv): SmsProvider {
  const httpClient = new twilio.RequestClient({
    timeout: TIMEOUT_MS,
    autoRetry: false,
    maxSockets: env.WORKER_CONCURRENCY,
  });
  httpClient.axios.interceptors.response.use((response) => {
    keepRetryAfter(response);
    return response;
  });
  if (env.TWILIO_API_BASE_URL) redirect(httpClient, env.TWILIO_API_BASE_URL);
  const client = twilio(env.TWILIO_ACCOUNT_SID, env.TWILIO_AUTH_TOKEN, { httpClient });
  const sender = env.TWILIO_MESSAGING_SERVICE_SID
    ? { messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID }
    : { from: env.TWILIO_FROM_NUMBER };
  return {
    send: async ({ to, body, statusCallback }): Promise<SendOutcome> => {
      try {
        const { sid, status, numSegments } = await client.messages.create({
          to,
          body,
          ...(statusCallback !== undefined && { statusCallback }),
          ...sender,
        });
        if (!/^[A-Z]{2}[0-9a-f]{32}$/i.test(sid ?? "")) return { kind: "unknown", detail: "the answer cannot be read" };
        // A messaging service responds before it counts segments: 0 means unknown.
        return { kind: "accepted", providerId: sid, providerStatus: status, segments: Number(numSegments) || null };
      } catch (error) {
        return classifyFailure(error);
      }
    },
    find: (search) => listMessages(client, search),
    readMedia: createMediaReader(env),
    check: async () => {
      try {
        const { status } = await client.api.v2010.accounts(env.TWILIO_ACCOUNT_SID).fetch();
        return status === "active" ? null : `the account is ${status}`;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

/** Redirects requests to a fake Twilio on loopback. */
function redirect(client: InstanceType<typeof twilio.RequestClient>, base: string): void {
  client.axios.interceptors.request.use((call) => {
    const { pathname, search } = new URL(call.url ?? "", base);
    return { ...call, url: `${base.replace(/\/$/, "")}${pathname}${search}` };
  });
}

/** Verifies Twilio's request signature over the public URL and the form parameters. */
export const isFromTwilio = (
  authToken: string,
  signature: string | null,
  url: string,
  form: Record<string, string>,
): boolean => signature !== null && twilio.validateRequest(authToken, signature, url, form);
