import type { z } from "zod";
import type { IgnoredReason } from "../reasons.ts";
import type { ConsentState } from "../statuses.ts";

/** What an event tells of a customer; null where it tells nothing. */
export interface SeenCustomer {
  /** Shopify's numeric id as text; null for a guest known by number alone. */
  shopifyId: string | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  countryCode: string | null;
  provinceCode: string | null;
  locale: string | null;
  /** ISO instant of Shopify's record; null where the event does not say. */
  updatedAt: string | null;
}

export interface SeenConsent {
  state: ConsentState;
  optInLevel: string | null;
  /** How it was collected, in Shopify's word. */
  source: string;
  /** ISO instant; null where the event does not say. */
  updatedAt: string | null;
}

export interface SeenShop {
  name: string | null;
  timezone: string | null;
  countryCode: string | null;
  currency: string | null;
  /** It has removed the app. */
  uninstalled: boolean;
}

/** What the law lets people ask of a store. */
export type PrivacyRequest =
  | { asks: "erase_customer" | "show_customer"; shopifyId: string | null; /** E.164. */ phone: string | null }
  | { asks: "erase_shop" };

/** Plain data that conditions and templates read, by topic of interest: `{ order: {...} }`, `{ checkout: {...} }`. */
export type Facts = Record<string, Record<string, unknown>>;

/** A store event in our words. */
export interface Occurrence {
  /** The thing it is about, such as "order:820982911946154508". */
  subject: string;
  /** The thing that one belongs to, such as "checkout:<token>" of an order. */
  relatedSubject: string | null;
  customer: SeenCustomer | null;
  consent: SeenConsent | null;
  /** What it tells of the shop itself. */
  shop: SeenShop | null;
  privacy: PrivacyRequest | null;
  facts: Facts;
}

/** What a topic's reader makes of a body: something that happened, or a reason why it is of no use. */
export type Reading = Partial<Omit<Occurrence, "subject">> & { subject: string };
export interface Ignored {
  ignored: IgnoredReason;
}

export interface Reader<S extends z.ZodType> {
  /** Shopify's topics, as their header spells them. */
  topics: readonly string[];
  /** Tolerant of what it does not use, exact on what it does. */
  payload: S;
  read(payload: z.infer<S>): Reading | Ignored;
}

export const defineReader = <S extends z.ZodType>(reader: Reader<S>): Reader<S> => reader;
