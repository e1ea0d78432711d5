import { reasons, type Reason } from "#core/activity/reasons.ts";
import type { CampaignRecipientStatus, CampaignStatus } from "#core/statuses.ts";
import type { ShownCaused } from "../caused.ts";
import { showCount, showNumber } from "../number.ts";
import { sayVerdict } from "./holdouts.ts";

const statuses: Record<CampaignStatus, string> = {
  draft: "Draft",
  scheduled: "Scheduled",
  sending: "Sending",
  paused: "Paused",
  sent: "Sent",
  failed: "Failed",
  cancelled: "Cancelled",
};

const recipientStatuses: Record<CampaignRecipientStatus, string> = {
  pending: "Waiting for their time",
  queued: "Next in line",
  sent: "Sent",
  skipped: "Skipped",
  failed: "Rejected",
  held_out: "Holdout",
  left_out: "Could not be texted",
  missed: "Too late",
  cancelled: "Cancelled",
};

/** The label of a stored reason. */
const reason = (stored: string): string => (Object.hasOwn(reasons, stored) ? reasons[stored as Reason].label : stored);

/** Why a campaign is paused. */
function pausedReason(stored: string): string {
  switch (stored) {
    case "by_hand":
      return "Your team paused it.";
    case "insufficient_credits":
      return "Your credits are used up. Buy credits, then resume the campaign: nobody is left out and nobody is texted twice.";
    case "spend_cap":
      return "Your spend cap is reached. Raise it under Settings or wait for the next day, then resume the campaign.";
    case "discount_failed":
      return (
        "Shopify made no discount codes. No text went out without one. The " +
        "activity says what it answered. Correct the cause, then resume the campaign."
      );
    case "restored":
      return (
        "A back-up was restored while it was going on. Some texts may have gone " +
        "out since the copy: resume it only if you are sure that they have not."
      );
    default:
      return `The carriers refuse its texts: ${stored}. Correct the cause, then resume the campaign for the others.`;
  }
}

/** What a campaign caused, in a sentence. */
function caused(shown: ShownCaused): string {
  const { value, low, high, verdict, isOver } = shown;
  const said = sayVerdict(shown, {
    tooFew: "Too few people were held out to say what the campaign caused.",
    range: `It caused ${value}, between ${low} and ${high} (95%).`,
    nothing: "it may have caused nothing.",
    worse: "Those who got nothing bought more.",
  });
  const isShown = verdict !== "too_few" && verdict !== "unequal";
  return isShown && !isOver ? `${said} Orders still count until five days after the start.` : said;
}

/** What Shopify makes at least, of what it takes: 1,000 a second. */
const CODES_A_MINUTE = 10_000;

/** Campaigns: one text to the members of segments, once. */
export const campaigns = {
  title: "Campaigns",
  create: "Create campaign",
  newTitle: "New campaign",
  editTitle: "Edit campaign",
  statuses,
  recipientStatuses,
  reason,
  pausedReason,
  caused,
  causedTitle: "What it caused",
  causedHelp: (heldOut: number, adjusted: boolean) =>
    `Compared with ${showCount(heldOut, "customer", "customers")} who got nothing, by what all of them bought within five days` +
    (adjusted ? ", adjusted by what they bought before." : "."),
  empty: {
    title: "Send your first campaign",
    body:
      "A campaign is one text to everyone in a segment, at a time that " +
      "you choose. Only customers who agreed to marketing texts get it.",
  },
  columns: { name: "Campaign", status: "Status", time: "Time", sent: "Sent" },
  sentOf: (sent: number, of: number) => (of === 0 ? "–" : `${showNumber(sent)} of ${showNumber(of)}`),
  resource: { singular: "campaign", plural: "campaigns" },
  changed: (at: string) => `Changed ${at}`,
  trial: {
    which: "Text",
    wording: (letter: string, language: string, several: boolean) =>
      [several ? `Wording ${letter}` : language ? "" : "The text", language].filter(Boolean).join(", "),
    as: "As this customer reads it",
    unwritten: "Write the text first.",
  },
  discount: {
    title: "Discount code",
    give: "Give each recipient a code of their own",
    help:
      "Write {{ discount.code }} where the code belongs. Shopify makes the codes ahead of the texts, 250 at " +
      "a time, as codes of one discount; each can be used once. No text goes out before its code exists.",
  },
  form: {
    name: "Name",
    nameHelp: "Customers do not see it.",
    audience: "Who gets it",
    includes: "Members of these segments",
    excludes: "But not members of these",
    members: (name: string, count: number) => `${name} (${showNumber(count)})`,
    noSegments: "There is no segment yet. Create one first: it says who gets the text.",
    toSegments: "Go to segments",
    words: "What it says",
    wording: (letter: string) => `Wording ${letter}`,
    text: "Text",
    picture: "Picture (optional)",
    pictureHelp:
      "The link of a JPG, PNG or GIF in Shopify’s files. It goes out " +
      "as an MMS, in the US and Canada; others get the words alone.",
    share: "Share",
    shareHelp: "Of what all shares add up to.",
    addWording: "Add another wording",
    removeWording: (letter: string) => `Remove wording ${letter}`,
    test: "Try the wordings on a part first, then send the better one to the rest",
    testPercent: "Part that tries them",
    testHours: "Wait after the last of them",
    testMeasure: "The better one has more",
    measures: { clicks: "people who clicked", orders: "people who ordered" },
    percent: "%",
    hours: "hours",
    holdout: "Holdout",
    holdoutHelp:
      "This part of those who can be texted gets nothing, so that you see what the campaign caused. 0 for none.",
    time: "When",
    now: "As soon as you press Send",
    at: "At a time of the store",
    local: "At each customer’s local time",
    date: "Date",
    clock: "Time",
    ifPast: "Where that hour has passed already",
    ifPastChoices: { now: "Send at once", tomorrow: "Send the next day", skip: "Leave out" },
    more: "Limits",
    notAfter: "Not later than",
    notAfterHelp: "After its time. A text that waits longer, for quiet hours or after an outage, is left out.",
    quietHours: "A text whose time falls into quiet hours",
    quietChoices: { wait: "waits until they end", skip: "is left out" },
    perHour: "Texts an hour at most",
    perHourHelp: "Leave empty to send as fast as the carriers take them.",
  },
  shopifySegment: {
    making: (name: string) => `Adding the segment “${name}” from Shopify`,
    again: "Try again",
    gone: "This store has no such segment in Shopify. Choose another one.",
    unanswered: "Shopify does not answer, so its segment could not be found. Reload the page, or choose another one.",
    to_make: "This segment of Shopify is not in Shopbell yet, and your role may not add it.",
  },
  save: "Save draft",
  saved: "Draft saved",
  schedule: "Schedule",
  sendNow: "Send",
  scheduled: "Campaign scheduled",
  started: "Campaign started",
  scheduleTitle: (name: string) => `Send “${name}”?`,
  forecast: {
    title: "Forecast",
    none: "Choose a segment to see who can be texted.",
    sendable: (count: number) => `${showCount(count, "customer", "customers")} can be texted`,
    of: (count: number) => `of ${showCount(count, "member", "members")}`,
    left: "Left out",
    credits: "Cost at most",
    creditCount: (count: number) => showCount(count, "credit", "credits"),
    balance: "Your balance",
    tooFew: "Your credits do not suffice. The campaign pauses when they are used up, and goes on when you resume it.",
    duration: "Takes about",
    minutes: (count: number) =>
      count < 1
        ? "less than a minute"
        : count < 120
          ? showCount(Math.round(count), "minute", "minutes")
          : showCount(Math.round(count / 60), "hour", "hours"),
    codes: (count: number) =>
      `${showCount(count, "discount code is", "discount codes are")} made first, which takes ${
        count <= 1_000 ? "some seconds" : `about ${showCount(Math.ceil(count / CODES_A_MINUTE), "minute", "minutes")}`
      }.`,
    heldOut: (count: number) => `${showCount(count, "customer", "customers")} of them are held out`,
  },
  edit: "Edit",
  pause: "Pause",
  paused: "Campaign paused",
  resume: "Resume",
  resumed: "Campaign resumed",
  unschedule: "Take off the schedule",
  unscheduled: "The campaign is a draft again",
  cancel: "Cancel campaign",
  cancelled: "Campaign cancelled",
  cancelTitle: (name: string) => `Cancel “${name}”?`,
  cancelBody: "No further text goes out, and the campaign cannot be resumed. Texts that were sent stay sent.",
  delete: "Delete draft",
  deleted: "Draft deleted",
  deleteTitle: (name: string) => `Delete the draft “${name}”?`,
  deleteBody: "This cannot be undone.",
  report: {
    progress: "Progress",
    progressOf: (done: number, of: number) => `${showNumber(done)} of ${showNumber(of)} done`,
    preparing: "The recipients are being fixed.",
    codes: (made: number, of: number) =>
      `${showNumber(made)} of ${showNumber(of)} discount codes are made. Each text goes out once Shopify has its code.`,
    codesProblem: (detail: string) => `Shopify takes no codes for now, and is asked again within a minute: ${detail}`,
    waitsForCode: "Waiting for its discount code",
    pausedTitle: "The campaign is paused",
    failedTitle: "The campaign could not be sent",
    startsAt: "Starts",
    startedAt: "Started",
    endedAt: "Ended",
    audience: "To",
    excluded: "Not to",
    results: "Results",
    text: "What it says",
    wording: "Wording",
    sent: "Sent",
    delivered: "Delivered",
    clicked: "Clicked",
    ordered: "Ordered",
    redeemed: "Used their code",
    revenue: "Revenue",
    optOuts: "Opted out",
    credits: "Credits",
    winner: (name: string) => `“${name}” won the test`,
    because: {
      ahead: "More of its recipients acted, and chance alone seldom makes such a difference.",
      likely: "More of its recipients acted, but the difference may be chance.",
      tie: "No wording was ahead, so the first one went to the rest.",
    },
    waitsForWinner: (count: number) => `${showCount(count, "customer waits", "customers wait")} for the better wording`,
    without: "Who got no text, and why",
    everyone: "Everybody got the text.",
    putOff: (count: number, why: string, until: string) =>
      `${showCount(count, "text waits", "texts wait")} until ${until}: ${why}`,
    recipients: "Recipients",
    all: "All",
    customer: "Customer",
    state: "State",
    noRecipients: "No recipient is in this state.",
    activity: "See every decision in Activity",
  },
};
