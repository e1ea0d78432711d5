import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const apiEvent = defineTrigger({
  type: "api_event",
  label: "Custom event",
  description: "One of your own systems sends Shopbell an event.",
  alsoCalled: ["webhook", "api", "http", "integration", "external event"],
  family: "others",
  subject: "event",
  topics: ["shopbell/api_event"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({ name: z.string().trim().max(100, "is longer than 100 characters").default("") }),
  fields: [
    {
      name: "name",
      label: "Event name",
      kind: "text",
      help: "As your system sends it. Leave empty for any event.",
      optional: true,
    },
  ],
  // Conditions and templates read the event's own data as event.data.<key>.
  offers: [{ path: "event.name", label: "Event name", type: "text", kind: "label" }],
  sample: { event: { name: "loyalty_level_reached", data: { level: "gold" } } },
  recognise: () => ({ kind: "candidate" }),
  concerns: ({ name }, { facts: { event } }) => name === "" || event?.name === name,
});
