import type { OutwardResult } from "#core/sending/outward-failure.ts";
import type { Clock } from "../clock.server.ts";
import { postOnce } from "./bounded-post.server.ts";
import { classifyAnswer, classifyThrown } from "./classify-answer.server.ts";
import { vettedLookup, type Resolve } from "./vetted-lookup.server.ts";
import { SIGNATURE_HEADER, signWebhook } from "./webhook-signature.server.ts";
import { reachable, readTarget } from "./webhook-target.server.ts";

const MOST_BYTES = 64 * 1024;
const PATIENCE_MS = 10_000;

export interface WebhookCall {
  url: string;
  /** Sent as JSON, 64 KB at most. */
  body: unknown;
  /** The same for every try of one call, so that the receiver can tell a repetition. */
  idempotencyKey: string;
  /** See `webhookSecret`. */
  shopSecret: string;
}

/** One POST, never repeated inside; what may be repeated, the result says. Does not throw. */
export type WebhookCaller = (call: WebhookCall) => Promise<OutwardResult>;

interface CallerOptions {
  clock: Pick<Clock, "now">;
  /** Whether this machine may be called, by http too: only where stand-ins for the world run on it. */
  allowLoopback: boolean;
  /** How names become addresses. */
  resolve?: Resolve;
  /** For one call in all. */
  patienceMs?: number;
}

/** Calls the addresses that merchants name, signed, bounded in time and size, and never into a private network. */
export function createWebhookCaller({
  clock,
  allowLoopback,
  resolve,
  patienceMs = PATIENCE_MS,
}: CallerOptions): WebhookCaller {
  const lookup = vettedLookup(reachable(allowLoopback), resolve);
  return async ({ url: address, body, idempotencyKey, shopSecret }) => {
    const url = readTarget(address, allowLoopback);
    if (!(url instanceof URL)) return url;
    const text = JSON.stringify(body) ?? "null";
    if (Buffer.byteLength(text) > MOST_BYTES)
      return { kind: "refused", code: "too_large", detail: "the body is larger than 64 KB" };
    const headers = {
      "Content-Type": "application/json",
      "User-Agent": "Shopbell",
      "Idempotency-Key": idempotencyKey,
      [SIGNATURE_HEADER]: signWebhook(shopSecret, Math.floor(clock.now().epochMilliseconds / 1000), text),
    };
    try {
      return classifyAnswer(await postOnce({ url, headers, body: text, lookup, patienceMs, mostBytes: MOST_BYTES }));
    } catch (error) {
      return classifyThrown(error);
    }
  };
}
