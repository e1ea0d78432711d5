import { alertMail as words } from "./en/alert-mail.ts";

interface Told {
  /** The shop's name. */
  shop: string;
  /** At least one. */
  alerts: readonly { title: string; body: string }[];
  /** Where they are seen. */
  url: string;
}

const LONGEST_SUBJECT = 200;

/** A line of a header: automations name their alerts themselves, with whatever stood in what they were told. */
const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, LONGEST_SUBJECT)
    .toWellFormed();

/** Alerts as one letter to the team. */
export function writeAlertLetter({ shop, alerts, url }: Told): { subject: string; text: string } {
  const told = alerts.map(({ title, body }) => [title, body].filter(Boolean).join("\n"));
  return {
    subject: oneLine(
      words.subject(
        shop,
        alerts.map(({ title }) => title),
      ),
    ),
    text: [...told, words.open(url), words.why(shop)].join("\n\n"),
  };
}
