import { defineEntry } from "./define.ts";

export const welcome = defineEntry({
  key: "welcome",
  category: "newcomers",
  popular: true,
  alsoCalled: ["subscribe", "new subscriber", "sign up", "opt in"],
  story:
    "When someone agrees to marketing texts, they are welcomed at once, and two days later shown " +
    "what others love most. Each person gets it once.",
  definition: {
    name: "Welcome",
    description: "Greets a new subscriber, and follows up after two days.",
    kind: "marketing",
    trigger: { type: "consent_granted", config: {} },
    reentry: "once",
    steps: [
      {
        id: "hello",
        type: "send_sms",
        config: {
          body:
            "Welcome to {{ shop.name }}{% if customer.first_name %}, {{ customer.first_name }}{% endif " +
            "%}! You will be the first to hear of new arrivals. Reply STOP to opt out, HELP for help",
        },
      },
      { id: "pause", type: "wait", config: { for: { amount: 2, unit: "days" } } },
      // The text must also suit customers who have ordered in these two days.
      {
        id: "begin",
        type: "send_sms",
        config: {
          body: "{{ shop.name }}: what our customers love most, all in one place: {{ shop.url }} Reply STOP to opt out",
        },
      },
    ],
  },
});
