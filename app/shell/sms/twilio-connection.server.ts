import twilio, { type Twilio } from "twilio";
import type { Env } from "../env.server.ts";
import { keepRetryAfter } from "./classify-failure.server.ts";

export type TwilioEnv = Pick<
  Env,
  | "TWILIO_ACCOUNT_SID"
  | "TWILIO_AUTH_TOKEN"
  | "TWILIO_MESSAGING_SERVICE_SID"
  | "TWILIO_FROM_NUMBER"
  | "TWILIO_API_BASE_URL"
  | "WORKER_CONCURRENCY"
>;

/** Credentials of an account: the parent's, or a shop's subaccount's. */
export interface TwilioAccount {
  accountSid: string;
  authToken: string;
}

/** Long enough for a slow response; after it the outcome is unknown. */
const TIMEOUT_MS = 20_000;
/** Twilio allows 1,000 subaccounts to a parent. */
const MAX_CLIENTS = 1_200;

/**
 * Twilio's library over one set of sockets, without its retries: the caller decides about retries.
 * @returns a client per account, kept by its credentials: a new token makes a new client
 */
export function connectTwilio(env: TwilioEnv): (account: TwilioAccount) => Twilio {
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
  const clients = new Map<string, Twilio>();
  return ({ accountSid, authToken }) => {
    const key = `${accountSid}:${authToken}`;
    const known = clients.get(key);
    if (known) return known;
    if (clients.size >= MAX_CLIENTS) clients.clear();
    const client = twilio(accountSid, authToken, { httpClient });
    clients.set(key, client);
    return client;
  };
}

/** Redirects requests to a fake Twilio on loopback. */
function redirect(client: InstanceType<typeof twilio.RequestClient>, base: string): void {
  client.axios.interceptors.request.use((call) => {
    const { pathname, search } = new URL(call.url ?? "", base);
    return { ...call, url: `${base.replace(/\/$/, "")}${pathname}${search}` };
  });
}
