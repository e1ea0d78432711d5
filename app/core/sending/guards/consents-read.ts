import { LOOK_AGAIN } from "../recovered-texts.ts";
import { pass, type GuardAnswer, type StepFacts } from "./define.ts";

/** After a restore, marketing waits until Shopify was asked who has agreed or opted out since the copy. */
export const consentsRead = {
  name: "consents_read",
  applies: ({ kind, shop: { consentsAreRead } }: StepFacts): boolean => kind === "marketing" && !consentsAreRead,
  check: ({ now, shop: { consentsAreRead } }: StepFacts): GuardAnswer =>
    consentsAreRead
      ? pass({ consents_were_read: true })
      : {
          answer: "defer",
          reason: "restore_unread",
          until: now.add(LOOK_AGAIN),
          saw: { consents_were_read: false },
        },
};
