import { showCount, showNumber } from "../number.ts";
import { uncapitalised } from "../sentence.ts";
import { heldFor } from "./credits.ts";

/** The start page. */
export const home = {
  title: "Home",
  outOfCredits: "You are out of credits",
  outOfCreditsBody: "Texts that come due now are not sent. The log says so for each one.",
  seeCredits: "See credits",
  setup: {
    title: "Set-up guide",
    progress: (done: number, of: number) => `${done} of ${of} done`,
    credits: "Get credits",
    creditsBody: "Each text costs credits: one per segment within the US and Canada, more elsewhere.",
    automation: "Turn on your first automation",
    automationBody: "Take a ready-made one, such as the abandoned cart. You can turn it off again at any time.",
    automationAction: "Choose an automation",
    sent: "Send your first text",
    sentBody: "Nothing to do: it goes out when a customer sets off an automation. Then the log shows why.",
    sentAction: "See the log",
    done: "Done",
  },
  today: {
    title: "Today at a glance",
    since: "Since midnight in your shop's time zone",
    entered: "Entered",
    enteredHelp: "Customers who came into an automation",
    sent: "Sent",
    sentHelp: "Texts handed to the phone company",
    skipped: "Not sent",
    skippedHelp: "Texts decided against, each with its reason",
    failed: "Failed",
    failedHelp: "Tried, without success",
    pending: "Pending",
    pendingHelp: "Steps waiting for their time",
    unknown: "Outcome unknown",
    unknownHelp: (texts: number) =>
      `It cannot be told whether ${showCount(texts, "text", "texts")} went out. Nothing is sent twice; the credits are held until it is known.`,
    seeUnknown: (texts: number) => (texts === 1 ? "See which one" : "See which ones"),
    reasons: "Why texts were not sent",
    noReasons: "Nothing was held back today.",
  },
  credits: {
    title: "Credits",
    left: "free to spend",
    held: (credits: number) => `${showNumber(credits)} held ${uncapitalised(heldFor)}`,
    open: "Open the ledger",
  },
  links: {
    title: "Find out why",
    body: "Type a phone number in the log to see each text that a customer got, each that they did not get, and the reason.",
    action: "Open the log",
  },
};
