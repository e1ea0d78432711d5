import { expect, test } from "vitest";
import { library } from "#library/index.ts";
import { everything, textsOf, theShopAlone } from "./texts.ts";

/**
 * Every text of the library by its step, as the sample customer reads it; below, where it differs, when nothing is
 * known but the shop. A short link stands in brackets, as where it leads.
 */
const copy: Readonly<Record<string, Readonly<Record<string, readonly [known: string, bare?: string]>>>> = {
  "order-confirmation": {
    confirm: [
      "Juniper & Co: thank you, Ada! Your order #1042 is confirmed. Follow it here: [https://juniper.example/orders/1042]",
      "Juniper & Co: thank you! Your order is confirmed.",
    ],
  },
  "order-fulfilled": {
    sent: [
      "Juniper & Co: good news, Ada! Your order #1042 is on its way. Follow it here: [https://juniper.example/orders/1042]",
      "Juniper & Co: good news! Your order is on its way.",
    ],
  },
  "shipping-update": {
    track: [
      "Juniper & Co: your order #1042 is on its way with UPS. Track it: https://track.example/1Z82",
      "Juniper & Co: your order is on its way.",
    ],
  },
  "out-for-delivery": {
    today: [
      "Juniper & Co: today is the day, Ada! Your order #1042 is out for delivery. Track it: https://track.example/1Z82",
      "Juniper & Co: today is the day! Your order is out for delivery.",
    ],
  },
  delivered: {
    arrived: [
      "Juniper & Co: your order #1042 has been delivered, Ada. We hope you like it! If anything " +
        "is not right, just reply to this text.",
      "Juniper & Co: your order has been delivered. We hope you like it! If anything is not right, just reply to this text.",
    ],
  },
  "delivery-problem": {
    "tell-late": [
      "Juniper & Co: your order #1042 takes longer than planned, and we are sorry for the wait. " +
        "Track it: https://track.example/1Z82",
      "Juniper & Co: your order takes longer than planned, and we are sorry for the wait.",
    ],
    "tell-missed": [
      "Juniper & Co: the carrier came with your order #1042 and could not hand it over. See what " +
        "happens next: https://track.example/1Z82",
      "Juniper & Co: the carrier came with your order and could not hand it over. Look for a note " +
        "from the carrier, or reply to this text.",
    ],
    "tell-lost": [
      "Juniper & Co: your order #1042 could not be delivered, and we are sorry. We are looking into " +
        "it and will be in touch. Questions? Just reply to this text.",
      "Juniper & Co: your order could not be delivered, and we are sorry. We are looking into it " +
        "and will be in touch. Questions? Just reply to this text.",
    ],
  },
  "order-cancelled": {
    "tell-sold-out": [
      "Juniper & Co: we are sorry, Ada. Something in your order #1042 is no longer available, so " +
        "we had to cancel it. Questions? Just reply to this text.",
      "Juniper & Co: we are sorry. Something in your order is no longer available, so we had to " +
        "cancel it. Questions? Just reply to this text.",
    ],
    "tell-declined": [
      "Juniper & Co: the payment for your order #1042 was declined, so it is cancelled. You are " +
        "welcome to order again: [https://juniper.example]",
      "Juniper & Co: the payment for your order was declined, so it is cancelled. You are welcome " +
        "to order again: [https://juniper.example]",
    ],
    "tell-cancelled": [
      "Juniper & Co: your order #1042 is cancelled, Ada. Not what you wanted? Just reply to this text.",
      "Juniper & Co: your order is cancelled. Not what you wanted? Just reply to this text.",
    ],
  },
  "refund-note": {
    refunded: [
      "Juniper & Co: your refund of 62.00 USD for order #1042 is on its way. Your bank may take " +
        "up to 10 days to show it.",
      "Juniper & Co: your refund is on its way. Your bank may take up to 10 days to show it.",
    ],
  },
  "payment-failed": {
    tell: [
      "Juniper & Co: the payment for your order #1042 did not go through. Try again here: [https://juniper.example/orders/1042] " +
        "We never ask for card details by text.",
      "Juniper & Co: the payment for your order did not go through. Try again here: [https://juniper.example] " +
        "We never ask for card details by text.",
    ],
  },
  "subscription-renewal-failed": {
    tell: [
      "Juniper & Co: your subscription payment did not go through, Ada. Please check it: [https://juniper.example/account] " +
        "We never ask for card details by text.",
      "Juniper & Co: your subscription payment did not go through. Please check it: [https://juniper.example/account] " +
        "We never ask for card details by text.",
    ],
  },
  welcome: {
    hello: [
      "Welcome to Juniper & Co, Ada! You will be the first to hear of new arrivals. Reply STOP to opt out, HELP for help",
      "Welcome to Juniper & Co! You will be the first to hear of new arrivals. Reply STOP to opt out, HELP for help",
    ],
    begin: [
      "Juniper & Co: what our customers love most, all in one place: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "welcome-series": {
    hello: [
      "Welcome to Juniper & Co, Ada! New arrivals and offers will reach you here first. Reply STOP " +
        "to opt out, HELP for help",
      "Welcome to Juniper & Co! New arrivals and offers will reach you here first. Reply STOP to opt out, HELP for help",
    ],
    "best-loved": [
      "Juniper & Co: not sure where to begin? Start with what others love most: [https://juniper.example] Reply STOP to opt out",
    ],
    news: [
      "Juniper & Co: good to have you with us, Ada. See what is new since your last order: [https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: good to have you with us. See what is new since your last order: [https://juniper.example] Reply STOP to opt out",
    ],
    help: [
      "Juniper & Co: still looking around, Ada? If you have a question, just ask it here. We are " +
        "glad to help. Reply STOP to opt out",
      "Juniper & Co: still looking around? If you have a question, just ask it here. We are glad " +
        "to help. Reply STOP to opt out",
    ],
  },
  "double-opt-in": {
    ask: [
      "Juniper & Co: reply YES to confirm that you want texts with our news and offers. Msg & data " +
        "rates may apply. Reply HELP for help, STOP to opt out",
    ],
  },
  "abandoned-cart": {
    remind: [
      "Juniper & Co: you left Linen shirt in your cart, Ada. It is still here: [https://juniper.example/checkouts/c0ffee/recover] Reply STOP to opt out",
      "Juniper & Co: you left something in your cart. It is still here: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "cross-sell": {
    suggest: [
      "Juniper & Co: enjoying your Linen shirt, Ada? See what goes well with it: [https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: enjoying your order? See what goes well with it: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "back-in-stock": {
    tell: [
      "Juniper & Co: back in stock, Ada: Linen shirt - Medium. See it: [https://juniper.example/products/linen-shirt?variant=4101] Reply STOP to opt out",
      "Juniper & Co: back in stock: what you wanted. See it: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "price-drop": {
    tell: [
      "Juniper & Co: good news, Ada: Linen shirt - Medium, now 49.00 USD. See it: [https://juniper.example/products/linen-shirt?variant=4101] Reply STOP to opt out",
      "Juniper & Co: good news: what you wanted for less. See it: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "review-request": {
    ask: [
      "Juniper & Co: how do you like your Linen shirt, Ada? A short review helps others choose: " +
        "[https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: how do you like your order? A short review helps others choose: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "post-purchase-series": {
    "thank-newcomer": [
      "Juniper & Co: thank you for your first order with us, Ada! If anything is not right, just " +
        "answer this text. Reply STOP to opt out",
      "Juniper & Co: thank you for your first order with us! If anything is not right, just answer " +
        "this text. Reply STOP to opt out",
    ],
    thank: [
      "Juniper & Co: thank you for your order, Ada! If anything is not right, just answer this text. Reply STOP to opt out",
      "Juniper & Co: thank you for your order! If anything is not right, just answer this text. Reply STOP to opt out",
    ],
    review: [
      "Juniper & Co: how do you like your Linen shirt? A short review helps others choose: [https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: how do you like your order? A short review helps others choose: [https://juniper.example] Reply STOP to opt out",
    ],
    suggest: [
      "Juniper & Co: see what goes well with your Linen shirt: [https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: see what goes well with your last order: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "customer-reengagement": {
    invite: [
      "Juniper & Co: it has been a while, Ada! Come and see what is new: [https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: it has been a while! Come and see what is new: [https://juniper.example] Reply STOP to opt out",
    ],
  },
  "win-back-series": {
    "miss-you": [
      "Juniper & Co: we miss you, Ada! See what is new since your last visit: [https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: we miss you! See what is new since your last visit: [https://juniper.example] Reply STOP to opt out",
    ],
    give: [
      "Juniper & Co: here is 10% off for you, Ada: HELLO-7KQ2MHXW, good for 14 days. [https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: here is 10% off: HELLO-7KQ2MHXW, good for 14 days. [https://juniper.example] Reply STOP to opt out",
    ],
    "last-days": [
      "Juniper & Co: your 10% off runs out in a few days. The code is HELLO-7KQ2MHXW: [https://juniper.example] Reply STOP to opt out",
    ],
    ask: [
      "Juniper & Co: is there something we could do better, Ada? Just answer this text. Reply STOP to opt out",
      "Juniper & Co: is there something we could do better? Just answer this text. Reply STOP to opt out",
    ],
  },
  birthday: {
    "wish-and-give": [
      "Juniper & Co: happy birthday, Ada! 15% off for you with HELLO-7KQ2MHXW, good for 14 days: " +
        "[https://juniper.example] Reply STOP to opt out",
      "Juniper & Co: happy birthday! 15% off for you with HELLO-7KQ2MHXW, good for 14 days: [https://juniper.example] Reply STOP to opt out",
    ],
    wish: [
      "Juniper & Co: happy birthday, Ada! We wish you a lovely day. Reply STOP to opt out",
      "Juniper & Co: happy birthday! We wish you a lovely day. Reply STOP to opt out",
    ],
  },
  "vip-thanks": {
    thank: [
      "Juniper & Co: thank you, Ada! You are one of our most loyal customers, and that means a lot " +
        "to us. Reply STOP to opt out",
      "Juniper & Co: thank you! You are one of our most loyal customers, and that means a lot to " +
        "us. Reply STOP to opt out",
    ],
  },
  sunset: {
    ask: [
      "Juniper & Co: still want to hear from us, Ada? Then say hello here: [https://juniper.example] " +
        "If not, reply STOP to opt out",
      "Juniper & Co: still want to hear from us? Then say hello here: [https://juniper.example] " +
        "If not, reply STOP to opt out",
    ],
  },
};

test("there is a copy of each, and of nothing else", () => {
  expect(Object.keys(copy)).toEqual(library.map(({ key }) => key));
});

test.for(library)("$key says, word for word", (entry) => {
  const rows = Object.entries(copy[entry.key] ?? {});
  expect(textsOf(entry, everything(entry))).toEqual(Object.fromEntries(rows.map(([step, [known]]) => [step, known])));
  expect(textsOf(entry, theShopAlone(entry))).toEqual(
    Object.fromEntries(rows.map(([step, [known, bare]]) => [step, bare ?? known])),
  );
});
