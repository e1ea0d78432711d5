const setupParts = ["sender", "consent", "automation", "credits", "test", "on"] as const;
export type SetupPart = (typeof setupParts)[number];

/** What of the set-up a merchant confirms by keeping it as it is. */
export const confirmable = ["sender", "consent"] as const satisfies readonly SetupPart[];
export type ConfirmablePart = (typeof confirmable)[number];

export interface SetupFacts {
  /** As the merchant has confirmed them; null where they have not looked yet. */
  senderName: string | null;
  disclosure: object | null;
  /** One of the merchant's own is there, be it a draft. */
  hasAutomation: boolean;
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

/**
 * The first steps of a merchant in the order that each builds on, ticked off by what stands: texts are tried out
 * before customers get any.
 */
export function setupOf({
  senderName,
  disclosure,
  hasAutomation,
  automationOn,
  hadCredits,
  testSent,
}: SetupFacts): SetupStep[] {
  const done: Record<SetupPart, boolean> = {
    sender: senderName !== null,
    consent: disclosure !== null,
    automation: hasAutomation,
    credits: hadCredits,
    test: testSent,
    on: automationOn,
  };
  return setupParts.map((part) => ({ part, done: done[part] }));
}
