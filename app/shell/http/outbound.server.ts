import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { Clock } from "../clock.server.ts";
import { postOnce } from "./bounded-post.server.ts";
import { classifyAnswer, classifyThrown } from "./classify-answer.server.ts";
import { vettedLookup, type Resolve } from "./vetted-lookup.server.ts";
import { SIGNATURE_HEADER, signWebhook } from "./webhook-signature.server.ts";
import { callableAddresses, readTarget } from "./webhook-target.server.ts";

const MAX_BYTES = 64 * 1024;
const TIMEOUT_MS = 10_000;

export interface WebhookCall {
  url: string;
  /** Sent as JSON, at most 64 KB. */
  body: unknown;
  /** Equal for all attempts of one call, so that the receiver can detect duplicates. */
  idempotencyKey: string;
  /** See `webhookSecret`. */
  shopSecret: string;
}

/** One attempt, without retries; the result says whether to retry. Does not throw. */
export type WebhookCaller = (call: WebhookCall) => Promise<OutwardResult>;

interface CallerOptions {
  clock: Pick<Clock, "now">;
  /** Allow loopback URLs, also over http; only where fakes run there. */
  allowLoopback: boolean;
  /** DNS resolver. */
  resolve?: Resolve;
  /** Total timeout per call. */
  patienceMs?: number;
}

/** Calls merchants' webhook URLs: signed, with limits on time and size, never into a private network. */
export function createWebhookCaller({
  clock,
  allowLoopback,
  resolve,
  patienceMs = TIMEOUT_MS,
}: CallerOptions): WebhookCaller {
  const lookup = vettedLookup(callableAddresses(allowLoopback), resolve);
  return async ({ url: address, body, idempotencyKey, shopSecret }) => {
    const url = readTarget(address, allowLoopback);
    if (!(url instanceof URL)) return url;
    const text = JSON.stringify(body) ?? "null";
    if (Buffer.byteLength(text) > MAX_BYTES)
      return { kind: "refused", code: "too_large", detail: "the body is larger than 64 KB" };
    const headers = {
      "Content-Type": "application/json",
      "User-Agent": "Shopbell",
      "Idempotency-Key": idempotencyKey,
      [SIGNATURE_HEADER]: signWebhook(shopSecret, Math.floor(clock.now().epochMilliseconds / 1000), text),
    };
    try {
      return classifyAnswer(
        await postOnce({ url, headers, body: text, lookup, timeoutMs: patienceMs, maxBytes: MAX_BYTES }),
      );
    } catch (error) {
      return classifyThrown(error);
    }
  };
}
