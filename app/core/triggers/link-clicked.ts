import { z } from "zod";
import { defineTrigger } from "./define.ts";

export const linkClicked = defineTrigger({
  type: "link_clicked",
  label: "Link clicked",
  description: "A customer opens a link in one of your texts.",
  alsoCalled: ["click", "short link", "visited"],
  family: "replies",
  subject: "link",
  topics: ["shopbell/link_clicked"],
  staleAfter: { amount: 24, unit: "hours" },
  config: z.object({ contains: z.string().trim().max(500, "is longer than 500 characters").default("") }),
  fields: [
    { name: "contains", label: "Address contains", kind: "text", help: "Leave empty for any link.", optional: true },
  ],
  offers: [{ path: "click.url", label: "Where the link leads", type: "url" }],
  sample: { click: { url: "https://juniper.example/collections/new" } },
  recognise: () => ({ kind: "candidate" }),
  concerns: ({ contains }, { facts: { click } }) =>
    contains === "" || (typeof click?.url === "string" && click.url.toLowerCase().includes(contains.toLowerCase())),
});
