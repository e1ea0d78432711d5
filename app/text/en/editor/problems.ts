import type { FormField } from "#core/automations/fields.ts";

const CHOOSE = "Choose one from the list.";
const WRITE = "This is still empty. Write something here.";

/** What keeps an automation from being published, for the person who is to put it right. */
export const problems = {
  /** A setting that nobody has filled in, by what it is filled in with. */
  empty: {
    text: WRITE,
    multiline: WRITE,
    template: "This is still empty. Write what it says.",
    number: "This is still empty. Write a number.",
    toggle: CHOOSE,
    choice: CHOOSE,
    duration: "Say how long: write a number.",
    time: "Choose a time of day, such as 10:00 in the morning.",
    weekdays: "Choose the days.",
    zone: CHOOSE,
    list: "This is still empty. Type one and press Enter.",
    field: CHOOSE,
    segment: "Choose a segment from the list.",
    automation: "Choose an automation from the list.",
    cron: "Say when: choose the days and the time.",
    record: WRITE,
    condition: "Add a condition.",
  } satisfies Record<FormField["kind"], string>,
  chooseSome: "Choose at least one.",
  gone: "What was chosen here is no longer there. Choose another from the list.",
  ownName: "Write the rest of its name, such as customer.fields.renewal.",
  /** One value of several. */
  ofOne: (value: string, fault: string) => `“${value}” ${fault}.`,
  unknownField: (name: string) =>
    `Nothing is known as “${name}” here. Choose something else to ask about, or remove this condition.`,
  unknownName: (name: string) => `Nothing is known as “${name}” here. Choose something else from the list.`,
  ask: "Choose what to ask about.",
  compare: "Choose how to compare it.",
  value: "Write what to compare it with.",
  onError: "Say how often to try again, from 1 to 10 times, and how long to wait before that.",
  reentry: "Choose whether the same customer may enter again.",
  kind: "Choose what its texts are.",
  exit: "Choose an event from the list.",
  sendAgain:
    "Only texts that tell buyers of what they bought may be sent again. Choose to leave it, or " +
    "make its texts transactional.",
  whole: "Choose one way to set it, and fill in what that asks for.",
};
