import { z } from "zod";
import { valueAt } from "../plain-data.ts";
import { chooseWords, translationsOf } from "../sending/languages/choose-words.ts";
import { mediaOf, pictureAddress } from "../sending/picture.ts";
import { renderText } from "../sending/templates/render.ts";
import { defineAction } from "./define.ts";
import { template } from "./template.ts";

export const sendSms = defineAction({
  type: "send_sms",
  label: "Send SMS",
  description: "One text to the customer’s phone, if they may have it at that moment.",
  alsoCalled: [
    "text message",
    "message",
    "text",
    "text customer",
    "translation",
    "languages",
    "mms",
    "picture",
    "image",
    "contact card",
    "vcard",
  ],
  family: "messages",
  config: z.object({
    body: template(),
    /** The text in other languages, by the customer's locale; the body is for all others. */
    translations: translationsOf(template()).optional(),
    /** The address of a picture that goes with the text, as an MMS. */
    picture: pictureAddress.optional(),
    /** The shop's contact card goes with the text, as an MMS. */
    contactCard: z.boolean().optional(),
    /** What to do with the text when the frequency cap is reached. */
    overCap: z.enum(["skip", "defer"]).default("skip"),
  }),
  fields: [
    { name: "body", label: "Message", kind: "template", channel: "sms" },
    {
      name: "translations",
      label: "In other languages",
      kind: "translations",
      of: "body",
      channel: "sms",
      optional: true,
    },
    {
      name: "picture",
      label: "Picture",
      kind: "text",
      optional: true,
      help:
        "The link of a JPG, PNG or GIF in Shopify’s files. It goes out " +
        "as an MMS, in the US and Canada; others get the words alone.",
    },
    {
      name: "contactCard",
      label: "Send our contact card",
      kind: "toggle",
      optional: true,
      help: "Customers can save your number under your name. It goes out as an MMS from your own number.",
    },
    {
      name: "overCap",
      label: "If the frequency cap is reached",
      kind: "choice",
      options: [
        { value: "skip", label: "Skip" },
        { value: "defer", label: "Send it later" },
      ],
    },
  ],
  plan: ({ body, translations, overCap, ...media }, context) => {
    const locale = valueAt(context.values, "customer.locale");
    const words = chooseWords({ body, translations }, typeof locale === "string" ? locale : null);
    const language = words.language ?? context.language;
    const rendered = renderText(words.body, context.values, { ...context, language });
    return {
      kind: "text",
      overCap,
      language,
      chosen: translations ? { locale: typeof locale === "string" ? locale : null, by: words.by } : null,
      media: mediaOf(media),
      draft: "error" in rendered ? { refused: "template_error", detail: rendered.error } : { body: rendered.text },
    };
  },
  format: ({ body, translations = {}, picture, contactCard }) => {
    const others = Object.keys(translations);
    return [
      `SMS: “${body}”`,
      ...(others.length > 0 ? [`also in ${others.join(", ")}`] : []),
      ...(picture ? ["with a picture"] : []),
      ...(contactCard ? ["with the contact card"] : []),
    ].join(", ");
  },
});
