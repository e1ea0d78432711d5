const setupParts = ["sender", "number", "consent", "automation", "credits", "test", "on"] as const;
export type SetupPart = (typeof setupParts)[number];

/** Set-up steps that the merchant completes by confirming the current value. */
export const confirmable = ["sender", "consent"] as const satisfies readonly SetupPart[];
export type ConfirmablePart = (typeof confirmable)[number];

export interface SetupFacts {
  /** Null until the merchant confirms them. */
  senderName: string | null;
  disclosure: object | null;
  /**
   * Whether the shop's own number is registered, or with the carriers; null where the shop texts from the installation's
   * number, and has nothing to do.
   */
  hasNumber: boolean | null;
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

/**
 * The set-up steps in order, with what is done; steps that are not needed are left out. The test text comes before any
 * text to customers.
 */
export function setupOf({
  senderName,
  hasNumber,
  disclosure,
  hasAutomation,
  automationOn,
  hadCredits,
  testSent,
}: SetupFacts): SetupStep[] {
  const done: Record<SetupPart, boolean | null> = {
    sender: senderName !== null,
    number: hasNumber,
    consent: disclosure !== null,
    automation: hasAutomation,
    credits: hadCredits,
    test: testSent,
    on: automationOn,
  };
  return setupParts.flatMap((part) => {
    const isDone = done[part];
    return isDone === null ? [] : [{ part, done: isDone }];
  });
}
