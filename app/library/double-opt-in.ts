import { defineEntry } from "./define.ts";

export const doubleOptIn = defineEntry({
  key: "double-opt-in",
  category: "newcomers",
  alsoCalled: ["subscribe", "confirm", "consent", "sign up"],
  story:
    "When your shop uses double opt-in, a new sign-up gets one text that asks for a YES, and further " +
    "texts only after that. It waits three days for the answer, and ends as soon as the customer " +
    "confirms or declines. A new sign-up a week later or more is asked again. It never asks at night.",
  definition: {
    name: "Double opt-in",
    description: "Asks who signed up for texts to confirm it with a YES.",
    kind: "opt_in",
    trigger: { type: "opt_in_requested", config: {} },
    reentry: { after: { amount: 7, unit: "days" } },
    exits: [
      { on: "consent_granted", match: "customer" },
      { on: "consent_revoked", match: "customer" },
    ],
    steps: [
      {
        id: "ask",
        type: "send_sms",
        config: {
          body:
            "{{ shop.name }}: reply YES to confirm texts with our news, offers and cart reminders. " +
            "Msg & data rates may apply. Reply HELP for help, STOP to opt out",
        },
      },
      // Keeps the sequence active for the answer, so that the figures count it.
      { id: "answer", type: "wait", config: { for: { amount: 3, unit: "days" } } },
    ],
  },
});
