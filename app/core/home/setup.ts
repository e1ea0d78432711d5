const setupParts = ["sender", "consent", "automation", "credits", "test"] as const;
export type SetupPart = (typeof setupParts)[number];

/** What of the set-up a merchant confirms by keeping it as it is. */
export const confirmable = ["sender", "consent"] as const satisfies readonly SetupPart[];
export type ConfirmablePart = (typeof confirmable)[number];

export interface SetupFacts {
  /** As the merchant has confirmed them; null where they have not looked yet. */
  senderName: string | null;
  disclosure: object | null;
  automationOn: boolean;
  /** Credits ever came in. */
  hadCredits: boolean;
  /** A text to the merchant's own number went out. */
  testSent: boolean;
}

export interface SetupStep {
  part: SetupPart;
  done: boolean;
}

/** The first steps of a merchant in the order that each builds on, ticked off by what stands. */
export function setupOf({ senderName, disclosure, automationOn, hadCredits, testSent }: SetupFacts): SetupStep[] {
  const done: Record<SetupPart, boolean> = { sender: senderName !== null, consent: disclosure !== null, automation: automationOn, credits: hadCredits, test: testSent };
  return setupParts.map((part) => ({ part, done: done[part] }));
}
