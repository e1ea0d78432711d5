import { showCount } from "../../number.ts";
import { showMoney } from "../../money.ts";
import { uncapitalised } from "../../sentence.ts";

/** Automatic top-ups of credits. */
export const topUp = {
  title: "Auto top-up",
  body:
    "Buys a pack by itself when few credits are left. You approve the monthly limit at Shopify once; Shopify puts " +
    "what was bought on your invoice, and charges no more than the limit.",
  below: "When fewer are left than",
  pack: "Pack to buy",
  packOption: (credits: number, price: string, currency: string) =>
    `${showCount(credits, "credit", "credits")} for ${showMoney(price, currency)}`,
  mostPerMonth: "Limit per month",
  mostPerMonthHelp: "Shopify's billing months have 30 days. Packs that you buy yourself do not count.",
  turnOn: "Turn on",
  save: "Save",
  approve: "Approve at Shopify",
  turnOff: "Turn off",
  turnOffTitle: "Turn auto top-up off?",
  turnOffBody:
    "No pack is bought by itself from now on, and your approval at Shopify ends. You keep all credits. To turn it on " +
    "again, you approve the limit at Shopify once more.",
  keep: "Keep it on",
  turnedOff: "Auto top-up is off",
  saved: "Saved",
  used: "Bought this month",
  usedOf: (used: string, cap: string, currency: string) =>
    `${showMoney(used, currency)} of ${showMoney(cap, currency)}`,
  until: (when: string) => `The month ends ${uncapitalised(when)}`,
  test: "Test charges: nothing is paid",
  planName: "Shopbell auto top-up",
  terms: "A pack of text credits at its listed price, whenever fewer credits are left than you have set.",
  charged: (credits: number) => `${showCount(credits, "text credit", "text credits")}, auto top-up`,
  bought: (pack: string) => `${pack}, auto top-up`,
  noSuchPack: "is not sold any more; choose another pack",
  lessThanPack: (price: string, currency: string) =>
    `is less than one pack costs; give ${showMoney(price, currency)} or more, or choose a smaller pack`,
  noAnswer:
    "Shopify does not answer at the moment. What you typed is saved, and nothing was charged; try again in a minute.",
  stillApproved:
    "Auto top-up is off, and nothing more is bought. Shopify does not answer, so the approval still stands there; press " +
    "“Turn off” again in a minute.",
  capWaits: (cap: string, currency: string) =>
    `Shopify still holds to ${showMoney(cap, currency)} a month. Approve the new limit there.`,
  states: {
    off: { badge: "Off", says: "" },
    not_approved: {
      badge: "Not approved",
      says: "Approve the limit at Shopify. Until then nothing is bought by itself.",
    },
    pending: { badge: "Not approved", says: "Approve the limit at Shopify. Until then nothing is bought by itself." },
    declined: {
      badge: "Declined",
      says: "The limit was declined at Shopify, so nothing is bought by itself. Approve it to turn auto top-up on.",
    },
    expired: {
      badge: "Expired",
      says: "Shopify asked for your approval for two days, and the request has lapsed. Ask again.",
    },
    frozen: {
      badge: "Frozen",
      says:
        "Shopify has frozen your store's app charges, usually for an unpaid invoice. Nothing is bought by itself until it " +
        "is paid. Texts go out as long as credits are left.",
    },
    cancelled: {
      badge: "Cancelled",
      says: "The approval at Shopify has ended, so nothing is bought by itself. Approve the limit again.",
    },
    restored: {
      badge: "Waiting",
      says:
        "A back-up was restored. Shopify is asked first what was bought since the copy, so that nothing is bought twice. " +
        "Texts go out as long as credits are left.",
    },
    pack_gone: { badge: "Stopped", says: "The chosen pack is not sold any more. Choose another one." },
    cap_reached: {
      badge: "Limit reached",
      says: "Another pack would exceed this month's limit. Raise the limit, buy a pack yourself, or wait for the next month.",
    },
    refused: {
      badge: "Stopped",
      says: "Shopify refused the last charge. It is tried again within the hour; buy a pack yourself to be sure.",
    },
    retrying: {
      badge: "Waiting",
      says: "Shopify has not answered the last charge. It is asked again, and charges once.",
    },
    cap_near: { badge: "On", says: "Nine tenths of this month's limit are used." },
    on: { badge: "On", says: "" },
  },
  returned: {
    active: { title: "Auto top-up is on", body: "Packs are bought by themselves, up to the limit." },
    pending: { title: "Shopify has not confirmed your approval yet", body: "Auto top-up begins as soon as it has." },
    declined: { title: "You declined the limit", body: "Nothing is bought by itself." },
    expired: { title: "The request has lapsed", body: "Nothing is bought by itself. You can ask again." },
    frozen: {
      title: "Shopify has frozen your store's app charges",
      body: "Nothing is bought until the invoice is paid.",
    },
    cancelled: { title: "The approval has ended", body: "Nothing is bought by itself." },
  },
  notices: {
    frozen: {
      title: "Auto top-up is frozen",
      body:
        "Shopify has frozen your store's app charges, usually for an unpaid invoice. Pay it in Shopify under Settings, " +
        "Billing. Until then no credits are bought by themselves.",
    },
    cancelled: {
      title: "Auto top-up has ended",
      body: "The approval at Shopify was cancelled. Approve the limit again on Credits, or buy packs yourself.",
    },
    cap_reached: {
      title: "Auto top-up has reached its monthly limit",
      body: "No more credits are bought by themselves this month. Raise the limit on Credits, or buy a pack.",
    },
    cap_near: {
      title: "Auto top-up is near its monthly limit",
      body: "Nine tenths of the limit that you approved at Shopify are used. Raise it on Credits if you expect more texts.",
    },
    refused: {
      title: "Shopify refused an auto top-up",
      body: "Nothing was charged. It is tried again within the hour; buy a pack on Credits to be sure.",
    },
    pack_gone: {
      title: "Auto top-up needs another pack",
      body: "The chosen pack is not sold any more. Choose another one on Credits.",
    },
  },
};
