const setupParts = ["sender", "consent", "automation", "credits", "test", "on"] as const;
export type SetupPart = (typeof setupParts)[number];

/** Set-up steps that the merchant completes by confirming the current value. */
export const confirmable = ["sender", "consent"] as const satisfies readonly SetupPart[];
export type ConfirmablePart = (typeof confirmable)[number];

export interface SetupFacts {
  /** Null until the merchant confirms them. */
  senderName: string | null;
  disclosure: object | null;
  /** The merchant has an automation, possibly a draft. */
  hasAutomation: boolean;
  automationOn: boolean;
  /** The shop has ever had credits. */
  hadCredits: boolean;
  /** A test text was sent. */
  testSent: boolean;
}

export interface SetupStep {
  part: SetupPart;
  done: boolean;
}

/** The set-up steps in order, with what is done. The test text comes before any text to customers. */
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
