import { LOS_ANGELES, placesOrder, agrees, optsOut, asksForTexts } from "./happenings.ts";
import type { Scenes } from "./scene.ts";

export const newcomers: Scenes = {
  welcome: [
    {
      tells: "she agrees, is welcomed, and two days later shown around",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await agrees(life);
        await life.pass({ days: 3 });
        await optsOut(life);
        await agrees(life);
        await life.pass({ days: 3 });
      },
      got: [
        "Mon 2 Mar 10:00 Welcome to Juniper, Ada! You will be the first to hear of new arrivals. Reply " +
          "STOP to opt out, HELP for help",
        "Wed 4 Mar 10:00 Juniper: what our customers love most, all in " +
          "one place: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
  ],
  "welcome-series": [
    {
      tells: "she is new, agrees in the evening, and does not buy",
      ada: {
        smsConsent: "not_subscribed",
        numberOfOrders: 0,
        amountSpent: { amount: "0", currencyCode: "USD" },
        ...LOS_ANGELES.ada,
      },
      zone: LOS_ANGELES.zone,
      async lives(life) {
        await life.pass({ hours: 10 });
        await agrees(life);
        await life.pass({ days: 14 });
      },
      got: [
        "Mon 2 Mar 17:00 Welcome to Juniper, Ada! New arrivals and offers will reach you here first. " +
          "Reply STOP to opt out, HELP for help",
        "Wed 4 Mar 10:00 Juniper: not sure where to begin? Start with what " +
          "others love most: [https://juniper.myshopify.com] Reply STOP to opt out",
        "Sun 8 Mar 10:00 Juniper: still looking around, Ada? If you have a question, just ask it here. " +
          "We are glad to help. Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    {
      tells: "she has bought before, and is shown what is new",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await agrees(life);
        await life.pass({ days: 14 });
      },
      got: [
        "Mon 2 Mar 10:00 Welcome to Juniper, Ada! New arrivals and offers will reach you here first. " +
          "Reply STOP to opt out, HELP for help",
        "Wed 4 Mar 10:00 Juniper: not sure where to begin? Start with what " +
          "others love most: [https://juniper.myshopify.com] Reply STOP to opt out",
        "Sun 8 Mar 10:00 Juniper: good to have you with us, Ada. See what is new since your last order: " +
          "[https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["completed"],
    },
    {
      tells: "a purchase ends it",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await agrees(life);
        await life.pass({ days: 1 });
        await placesOrder(life);
        await life.pass({ days: 14 });
      },
      got: [
        "Mon 2 Mar 10:00 Welcome to Juniper, Ada! New arrivals and offers will reach you here first. " +
          "Reply STOP to opt out, HELP for help",
      ],
      ways: ["cancelled order_created"],
    },
    {
      tells: "an opt-out ends it",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await agrees(life);
        await life.pass({ days: 3 });
        await optsOut(life);
        await life.pass({ days: 14 });
      },
      got: [
        "Mon 2 Mar 10:00 Welcome to Juniper, Ada! New arrivals and offers will reach you here first. " +
          "Reply STOP to opt out, HELP for help",
        "Wed 4 Mar 10:00 Juniper: not sure where to begin? Start with what " +
          "others love most: [https://juniper.myshopify.com] Reply STOP to opt out",
      ],
      ways: ["cancelled consent_revoked"],
    },
  ],
  "double-opt-in": [
    {
      tells: "she never answers, and is asked again when she signs up again",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await asksForTexts(life);
        await asksForTexts(life);
        await life.pass({ days: 4 });
        await asksForTexts(life);
        await life.pass({ days: 4 });
        await asksForTexts(life);
        await life.pass({ days: 4 });
      },
      got: [
        "Mon 2 Mar 10:00 Juniper: reply YES to confirm texts with our news, offers and cart reminders. " +
          "Msg & data rates may apply. Reply HELP for help, STOP to opt out",
        "Tue 10 Mar 11:00 Juniper: reply YES to confirm texts with our news, offers and cart reminders. " +
          "Msg & data rates may apply. Reply HELP for help, STOP to opt out",
      ],
      ways: ["completed", "completed"],
    },
    {
      tells: "she says yes",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await asksForTexts(life);
        await life.pass({ minutes: 2 });
        await agrees(life);
      },
      got: [
        "Mon 2 Mar 10:00 Juniper: reply YES to confirm texts with our news, offers and cart reminders. " +
          "Msg & data rates may apply. Reply HELP for help, STOP to opt out",
      ],
      ways: ["cancelled consent_granted"],
    },
    {
      tells: "she asks at night, and declines before she is asked",
      ada: { smsConsent: "not_subscribed" },
      async lives(life) {
        await life.pass({ hours: 13 });
        await asksForTexts(life);
        await life.pass({ hours: 2 });
        await optsOut(life);
        await life.pass({ days: 1 });
      },
      got: [],
      ways: ["cancelled consent_revoked"],
    },
  ],
};
