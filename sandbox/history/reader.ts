import { follow } from "../phone/follow.ts";
import { StoreRefusal } from "../store/find.ts";
import type { TwilioMessage } from "../twilio/message.ts";
import type { Past } from "./past.ts";
import type { Regular } from "./population.ts";
import { buyAgain, buyWhatWasLeft } from "./shopper.ts";

/** What people do with a kind of text: the share of them that click, buy, answer and opt out. */
interface Manner {
  kind: "cart" | "welcome" | "offer" | "campaign" | "review" | "order";
  /** Words of the library's text. */
  words: RegExp;
  clicks: number;
  buys: number;
  answers: number;
  leaves: number;
  replies: readonly [string, ...string[]];
}

const manners: readonly Manner[] = [
  {
    kind: "cart",
    words: /in your cart/,
    clicks: 0.6,
    buys: 0.4,
    answers: 0.03,
    leaves: 0.02,
    replies: ["Is the candle still in stock?", "Thanks, I had forgotten about it!"],
  },
  {
    kind: "welcome",
    words: /Welcome to|what our customers love most/,
    clicks: 0.3,
    buys: 0.12,
    answers: 0.05,
    leaves: 0.02,
    replies: [
      "Thank you! Do you ship to Hawaii?",
      "Hi! Happy to be here",
      "HELP",
      "Is there a discount for first orders?",
    ],
  },
  {
    kind: "campaign",
    words: /out of the kiln/,
    clicks: 0.55,
    buys: 0.3,
    answers: 0.03,
    leaves: 0.02,
    replies: ["A teapot?", "Ooh, tell me!"],
  },
  {
    kind: "campaign",
    words: /autumn mugs are here/,
    clicks: 0.2,
    buys: 0.25,
    answers: 0.01,
    leaves: 0.03,
    replies: ["Lovely"],
  },
  {
    kind: "campaign",
    words: /for quiet evenings|see what is new this week/,
    clicks: 0.5,
    buys: 0.6,
    answers: 0.02,
    leaves: 0.03,
    replies: ["Does the throw come in grey?"],
  },
  {
    kind: "offer",
    words: /we miss you|% off|what is new|What goes well with it/,
    clicks: 0.35,
    buys: 0.25,
    answers: 0.02,
    leaves: 0.07,
    replies: ["No thanks", "Do you have the tote in green?"],
  },
  {
    kind: "review",
    words: /how do you like your/,
    clicks: 0.3,
    buys: 0.05,
    answers: 0.1,
    leaves: 0.02,
    replies: [
      "Love it! It looks even better than in the pictures",
      "Five stars from me",
      "The mug arrived with a small chip. What can I do?",
    ],
  },
  {
    kind: "order",
    words: /is confirmed|is on its way|has been delivered|cancelled|money is on its way/,
    clicks: 0.3,
    buys: 0,
    answers: 0.03,
    leaves: 0.003,
    replies: [
      "When will it arrive?",
      "Can I still change the address?",
      "Got it, thank you",
      "Can you cancel the second mug please",
      "Perfect, thanks!",
    ],
  },
];

const OPT_OUTS = ["STOP", "Stop", "STOP", "unsubscribe", "Please stop texting me", "STOP"] as const;

/** Plans how a customer takes a text that has arrived. */
export function read(past: Past, regular: Regular, message: TwilioMessage): void {
  const manner = manners.find(({ words }) => words.test(message.body));
  if (!manner) return;
  const { chance } = regular;
  const soon = () => past.now().add({ seconds: chance.whole(40, 2_400) });
  if (chance.happens(manner.leaves)) {
    past.plan(soon(), () => say(past, regular, message, chance.pick(OPT_OUTS)));
    return;
  }
  if (chance.happens(manner.answers)) past.plan(soon(), () => say(past, regular, message, chance.pick(manner.replies)));
  if (!chance.happens(manner.clicks)) return;
  const link = linkIn(past.scene.options.appUrl, message.body);
  if (!link) return;
  const clicksAt = soon();
  past.plan(clicksAt, () => tap(past.scene, regular.phone ?? "", link));
  if (!chance.happens(manner.buys)) return;
  const code = /\b[A-Z]{3,6}-[A-Z0-9]{6,10}\b/.exec(message.body)?.[0];
  past.plan(clicksAt.add({ minutes: chance.whole(2, 25) }), () =>
    manner.kind === "cart" ? buyWhatWasLeft(past, regular) : buyAgain(past, regular, code),
  );
}

const linkIn = (appUrl: string, body: string): string | undefined =>
  body.match(/https?:\/\/\S+/g)?.find((link) => link.startsWith(`${appUrl}/l/`));

async function tap(scene: Past["scene"], phone: string, link: string): Promise<void> {
  await follow(scene, phone, link).catch((error: unknown) => {
    if (!(error instanceof StoreRefusal)) throw error;
  });
}

/** Answers a text. */
export async function say(
  { scene }: Past,
  { phone }: Regular,
  { from }: Pick<TwilioMessage, "from">,
  body: string,
): Promise<void> {
  if (phone === null) return;
  await scene.twilio.receive({ from: phone, to: from, body, webhookUrl: `${scene.options.appUrl}/twilio/inbound` });
}
