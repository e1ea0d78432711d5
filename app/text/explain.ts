import type { RunState } from "#core/engine/run-state.ts";
import type { ConsentState, CreditType, MessageStatus, SequenceStatus } from "#core/statuses.ts";
import { text } from "./en.ts";
import { showCount } from "./number.ts";
import { formatRunWait } from "./run-wait.ts";
import { spelledOut, uncapitalised } from "./sentence.ts";
import { statusText } from "./statuses.ts";

/** The lines of `shopbell explain`. Callers pass formatted times. */
export const explainText = {
  unknown: (phone: string) => `${phone}: no customer of this shop has this number, nor has it been texted`,
  unknownPhone: (phone: string, since: string) =>
    `No event of the store has named ${phone}. No order, checkout or customer with it is known since ${since}, ` +
    "when Shopbell was installed.",
  unknownEmail: (email: string, since: string) =>
    `No event of the store has named ${email}. No customer with it is known since ${since}, when Shopbell was installed.`,
  unknownOrder: (order: string, since: string) =>
    `No event of the store has named order ${order} since ${since}, when Shopbell was installed.`,
  noNumber: (name: string) => `${name} is known, but without a phone number, so no text can go out.`,
  several: (count: number) => `${count} customers or more match, and no decision has been made for any of them.`,
  noneOn: "No automation is on, so nothing was triggered.",
  order: (order: string) => `Order ${order}: what was told of it, and what came of it`,
  may: {
    erased: (when: string) => `may get texts: no, their data was erased ${when}`,
    saidStop: (when: string, words: string | null) =>
      `may get texts: no, unsubscribed${words ? ` by “${words}”` : ""} ${when}; only START, texted to a number of the shop, undoes it`,
    unsubscribed: (when: string) =>
      `may get marketing texts: no, unsubscribed from marketing ${when}; texts about their orders go out`,
    pending: "may get marketing texts: not yet, the double opt-in is not confirmed; texts about their orders go out",
    never: "may get marketing texts: no, never subscribed; texts about their orders go out",
    delivery: "may get marketing texts: no, known as the receiver of a parcel alone",
    unreachable: (code: string, until: string) =>
      `may get marketing texts: not now, it could not be reached (${code}) and is tried again ${until}`,
    held: (when: string) =>
      `may get marketing texts: not now, a reply of ${when} may have meant stop and waits for ` +
      "review; texts about their orders go out",
    yes: (when: string | null) => `may get marketing texts: yes${when ? `, subscribed ${when}` : ""}`,
  },
  consent: (state: ConsentState, previous: ConsentState, source: string) =>
    `Consent: ${statusText.consent[state]} (before: ${statusText.consent[previous].toLowerCase()}), ` +
    `by ${text.customers.sourceOf(source)}`,
  words: (words: string, version: string | null) => `words: “${words}”${version ? ` (${version})` : ""}`,
  optInLevel: (level: string) => `opt-in level: ${spelledOut(level).toLowerCase()}`,
  proofOf: (what: string, value: string) => `${what}: ${value}`,
  lacks: (parts: readonly string[]) => `missing from the proof: ${parts.join(", ")}`,
  learnt: (when: string) => `recorded ${when}`,
  event: (what: string, topic: string) => `Store event: ${what} (${topic})`,
  about: (subject: string) => `about ${subject}`,
  ignored: (reason: string) => `ignored: ${reason}`,
  waiting: "not processed yet",
  sentAsTest: "sent by Shopify as a test",
  considered: (names: readonly string[]) => `matched against: ${names.join(", ")}`,
  consideredByNone: "no automation has this trigger",
  decision: (automation: string, headline: string, reason: string | null) =>
    `${automation}: ${headline}${reason ? ` – ${reason}` : ""}`,
  step: (stepId: string, doing: string) => `step “${stepId}”: ${doing}`,
  check: (guard: string, answer: string, saw: string, reason: string | null) =>
    `${guard} ${answer}${reason ? `: ${reason}` : ""}${saw ? ` (${saw})` : ""}`,
  until: (when: string) => `checked again ${when}`,
  rule: (rule: string, source: string | null) => `rule ${rule}${source ? `: ${source}` : ""}`,
  condition: (told: string, saw: string, match: boolean, note: string | null) =>
    `${match ? "yes" : "no"}: ${told}; it was ${saw}${note ? ` (${note})` : ""}`,
  credits: (credits: number) => `${credits} ${credits === 1 ? "credit" : "credits"}`,
  textOut: (to: string, status: MessageStatus, automation: string | null) =>
    `Text to ${to}${automation ? ` by ${automation}` : ""}: ${statusText.message[status].toLowerCase()}`,
  emailOut: (to: string, status: MessageStatus, automation: string | null) =>
    `Email to ${to}${automation ? ` by ${automation}` : ""}: ${statusText.message[status].toLowerCase()}`,
  textIn: (from: string) => `Text from ${from}`,
  body: (body: string) => `“${body}”`,
  meant: (means: string, matched: string | null, rule: string) =>
    `understood as ${means}${matched ? ` by “${matched}”` : ""} (${rule})`,
  answered: (by: "shopbell" | "twilio", answer: string | null) =>
    by === "twilio" ? text.inbox.answeredByTwilio : `answered at once: “${answer ?? ""}”`,
  provider: (status: string | null, id: string | null, error: string | null) =>
    [
      `carrier: ${status ?? (error ? "not sent" : "no status yet")}`,
      ...(id ? [`as ${id}`] : []),
      ...(error ? [`code ${error}`] : []),
    ].join(", "),
  attempt: (at: string, outcome: string, detail: string | null) =>
    `attempt ${at}: ${outcome}${detail ? ` – ${detail}` : ""}`,
  looks: (looks: number, clean: number, next: string | null) =>
    `looked up ${showCount(looks, "time", "times")}, ${clean} of them without a match at ` +
    `Twilio${next ? `; next ${next}` : ""}`,
  movement: (type: CreditType, amount: number, note: string | null) =>
    `credits: ${statusText.credit[type]}` +
    `${amount === 0 ? "" : `, ${amount > 0 ? "+" : "−"}${Math.abs(amount)}`}${note ? ` (${note})` : ""}`,
  ended: (automation: string, status: SequenceStatus, why: string | null) =>
    `${automation}: ${statusText.sequence[status].toLowerCase()}${why ? ` – ${why}` : ""}`,
  next: (automation: string, stepId: string) => `${automation}: step “${stepId}” is due`,
  stands: (state: RunState, waitsFor: string | null) =>
    `${statusText.run[state].toLowerCase()}${waitsFor ? `: ${uncapitalised(formatRunWait(waitsFor))}` : ""}`,
  task: (title: string, status: string) => `Task for the team: “${title}” (${status})`,
  link: (target: string, clicks: number, machineClicks: number) =>
    `Clicked ${clicks === 1 ? "once" : `${clicks} times`}${text.links.alsoMachines(machineClicks)}: ${target}`,
  never: {
    noEvent: (trigger: string, since: string) =>
      `“${trigger}” has not happened for this customer since it was turned on (${since})`,
    before: (trigger: string, last: string, since: string) =>
      `“${trigger}” last happened ${last}, before it was turned on (${since})`,
    notItsKind: (trigger: string, last: string) =>
      `“${trigger}” last happened ${last}, but did not match the trigger's settings`,
    off: "it is turned off",
  },
} as const;
