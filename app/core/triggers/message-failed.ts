import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const messageFailed = defineTrigger({
  type: "message_failed",
  label: "Text not delivered",
  description: "A text to a customer is rejected by the carrier, or is not delivered.",
  alsoCalled: ["undelivered", "bounced", "delivery failed", "failed text"],
  family: "replies",
  subject: "text",
  topics: ["shopbell/message_failed"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({}),
  fields: [],
  offers: [
    { path: "message.body", label: "The text", type: "text", kind: "own" },
    { path: "message.error_code", label: "Twilio error code", type: "text", kind: "code" },
    { path: "message.reason", label: "Why it failed", type: "text", kind: "note" },
  ],
  sample: {
    message: {
      body: "Juniper & Co: your order #1042 is confirmed.",
      error_code: "30003",
      reason: "The phone is switched off or out of reach",
    },
  },
  recognise: () => ({ kind: "candidate" }),
});
