import { createHmac, randomUUID } from "node:crypto";
import type { Instant } from "#core/time/time.ts";
import { post } from "../loopback.ts";
import type { StoreEvent } from "../store/events.ts";
import { writeJson } from "./json.ts";

const API_VERSION = "2026-10";
/** Shopify's timeout. */
const PATIENCE_MS = 5_000;
const KEPT = 150;

/** One delivery of a webhook. */
export interface Delivery {
  webhookId: string;
  /** Shared by all webhooks of one action, and by their retries. */
  eventId: string;
  topic: string;
  body: string;
  /** The times of the event and of this delivery: ISO instants of the sandbox's clock. */
  triggeredAt: string;
  sentAt: string;
  kind: "first" | "again" | "forged";
  /** The app's response; null without one. */
  status: number | null;
  milliseconds: number;
}

export interface PostOfficeOptions {
  appUrl: string;
  shopDomain: string;
  apiSecret: string;
  now(): Instant;
  /** Called after each response or failure. */
  onDelivery(): void;
  restore?: Delivery[];
}

/** Delivers the store's webhooks to `/webhooks`, signed like Shopify's, one at a time, and stores the responses. */
export interface PostOffice {
  /** All with one new event id. */
  send: (events: readonly StoreEvent[]) => Promise<Delivery[]>;
  /**
   * Repeats a delivery like Shopify's retries, with the same event id and signature; undefined for an unknown
   * delivery.
   */
  again: (webhookId: string) => Promise<Delivery | undefined>;
  /** Keeps back what is sent from now on, as if the app could not be reached. */
  hold: () => void;
  /** The number of webhooks kept back; null while none are held. */
  held: () => number | null;
  /** Delivers what was kept back, late, or drops it, as Shopify does after its last attempt; and holds no more. */
  endHold: (deed: "deliver" | "drop") => Promise<Delivery[]>;
  /** Sends the same body as a new event, with a wrong signature. */
  forge: (webhookId: string) => Promise<Delivery | undefined>;
  /** Oldest first. */
  deliveries: () => readonly Delivery[];
  /** Resolves once no delivery is running. */
  idle: () => Promise<void>;
}

type Letter = Pick<Delivery, "eventId" | "topic" | "body" | "triggeredAt" | "kind">;

const signature = (secret: string, body: string) => createHmac("sha256", secret).update(body, "utf8").digest("base64");

export function openPostOffice(options: PostOfficeOptions): PostOffice {
  const deliveries: Delivery[] = [...(options.restore ?? [])];
  let last: Promise<unknown> = Promise.resolve();
  /** What is kept back; null while nothing is. */
  let held: Letter[] | null = null;

  async function carry(letter: Letter): Promise<Delivery> {
    const webhookId = randomUUID();
    const sentAt = options.now().toString();
    const start = performance.now();
    const secret = letter.kind === "forged" ? `not ${options.apiSecret}` : options.apiSecret;
    const status = await post(
      `${options.appUrl}/webhooks`,
      letter.body,
      {
        "content-type": "application/json",
        "user-agent": "Shopify-Captain-Hook",
        "x-shopify-topic": letter.topic,
        "x-shopify-name": letter.topic.replace(/\W+/g, "-"),
        "x-shopify-shop-domain": options.shopDomain,
        "x-shopify-api-version": API_VERSION,
        "x-shopify-webhook-id": webhookId,
        "x-shopify-event-id": letter.eventId,
        "x-shopify-triggered-at": letter.triggeredAt,
        "x-shopify-hmac-sha256": signature(secret, letter.body),
      },
      PATIENCE_MS,
    ).then(
      async (response) => {
        await response.arrayBuffer();
        return response.status;
      },
      () => null,
    );
    const delivery = { ...letter, webhookId, sentAt, status, milliseconds: Math.round(performance.now() - start) };
    deliveries.push(delivery);
    deliveries.splice(0, deliveries.length - KEPT);
    options.onDelivery();
    return delivery;
  }

  async function carryAll(letters: readonly Letter[]): Promise<Delivery[]> {
    const answered: Delivery[] = [];
    for (const letter of letters) answered.push(await carry(letter));
    return answered;
  }

  /** Deliveries queue up, so that the app receives them in order. */
  function queue(letters: readonly Letter[]): Promise<Delivery[]> {
    const turn = last.then(() => carryAll(letters));
    last = turn;
    return turn;
  }

  async function repeat(webhookId: string, change: Partial<Letter>): Promise<Delivery | undefined> {
    const original = deliveries.find((delivery) => delivery.webhookId === webhookId);
    if (!original) return undefined;
    const { eventId, topic, body, triggeredAt } = original;
    const kind = original.kind === "forged" ? "forged" : "again";
    const [repeated] = await queue([{ eventId, topic, body, triggeredAt, kind, ...change }]);
    return repeated;
  }

  return {
    send: (events) => {
      const eventId = randomUUID();
      const triggeredAt = options.now().toString();
      const letters = events.map(({ topic, body }): Letter => ({
        eventId,
        topic,
        body: writeJson(body),
        triggeredAt,
        kind: "first",
      }));
      if (!held) return queue(letters);
      held.push(...letters);
      return Promise.resolve([]);
    },
    hold: () => void (held ??= []),
    held: () => held && held.length,
    endHold: (deed) => {
      const letters = held ?? [];
      held = null;
      return deed === "deliver" ? queue(letters) : Promise.resolve([]);
    },
    again: (webhookId) => repeat(webhookId, {}),
    forge: (webhookId) => repeat(webhookId, { eventId: randomUUID(), kind: "forged" }),
    deliveries: () => deliveries,
    idle: async () => {
      let seen;
      do await (seen = last);
      while (seen !== last);
    },
  };
}
