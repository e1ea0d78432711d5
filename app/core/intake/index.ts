import type { z } from "zod";
import type { IgnoredReason } from "../reasons.ts";
import { checkoutReader } from "./checkout.ts";
import { consentReader } from "./consent.ts";
import { customerReader } from "./customer.ts";
import type { Ignored, Occurrence, Reader, Reading } from "./define.ts";
import { orderReader } from "./order.ts";
import { customerRedactReader, dataRequestReader, shopRedactReader } from "./privacy.ts";
import { shopReader, uninstallReader } from "./shop.ts";

export const readers = [orderReader, checkoutReader, customerReader, consentReader, shopReader, uninstallReader, customerRedactReader, dataRequestReader, shopRedactReader] as const;

/** A reader's types meet its own payload only; behind this line they are all alike. */
interface AnyReader {
  payload: z.ZodType;
  read(payload: unknown): Reading | Ignored;
}
const byTopic = new Map<string, AnyReader>(
  (readers as readonly Reader<z.ZodType>[]).flatMap((reader) => reader.topics.map((topic) => [topic, reader as AnyReader] as const)),
);

export type Understanding = { occurrence: Occurrence } | { ignored: IgnoredReason; detail?: string };

/** Says what a delivery tells, in our words. Never throws: what cannot be used is ignored with its reason. */
export function understand(topic: string, body: unknown): Understanding {
  const reader = byTopic.get(topic);
  if (!reader) return { ignored: "topic_not_used" };
  const payload = reader.payload.safeParse(body);
  if (!payload.success) {
    const detail = payload.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    return { ignored: "payload_invalid", detail };
  }
  const reading = reader.read(payload.data);
  if ("ignored" in reading) return reading;
  return { occurrence: { relatedSubject: null, customer: null, consent: null, shop: null, privacy: null, facts: {}, ...reading } };
}
