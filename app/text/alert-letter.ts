import { alertMail as words } from "./en/alert-mail.ts";

interface AlertLetter {
  shop: string;
  /** At least one. */
  alerts: readonly { title: string; body: string }[];
  /** The app page that shows the alerts. */
  url: string;
}

const LONGEST_SUBJECT = 200;

/** Automations set the titles of their alerts, so a title may contain line breaks. */
const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}+/gu, " ")
    .slice(0, LONGEST_SUBJECT)
    .toWellFormed();

/** Formats alerts as one email to the team. */
export function writeAlertLetter({ shop, alerts, url }: AlertLetter): { subject: string; text: string } {
  const paragraphs = alerts.map(({ title, body }) => [title, body].filter(Boolean).join("\n"));
  return {
    subject: oneLine(
      words.subject(
        shop,
        alerts.map(({ title }) => title),
      ),
    ),
    text: [...paragraphs, words.open(url), words.why(shop)].join("\n\n"),
  };
}
