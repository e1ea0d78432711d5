import type { FormField } from "#core/automations/fields.ts";

const CHOOSE = "Choose one from the list.";
const WRITE = "This is still empty. Write something here.";

/** Problems that block publishing, each with its fix. */
export const problems = {
  /** An empty setting, by the kind of its field. */
  empty: {
    text: WRITE,
    multiline: WRITE,
    template: "This is still empty. Write what it says.",
    translations: "Write the text, or remove the language.",
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
    catalog: "Choose one from your store.",
    condition: "Add a condition.",
  } satisfies Record<FormField["kind"], string>,
  chooseSome: "Choose at least one.",
  gone: "The chosen item was deleted. Choose another from the list.",
  ownName: "Write the rest of its name, such as customer.fields.renewal.",
  /** One value of a list. */
  ofOne: (value: string, problem: string) => `“${value}” ${problem}.`,
  unknownField: (name: string) => `Unknown property “${name}”. Choose another, or remove this condition.`,
  unknownName: (name: string) => `“${name}” is not known here. Choose another from the list.`,
  ask: "Choose a property.",
  compare: "Choose an operator.",
  value: "Enter a value.",
  onError: "Say how often to try again, from 1 to 10 times, and how long to wait before that.",
  reentry: "Choose whether the same customer may enter again.",
  kind: "Choose a message type.",
  exit: "Choose an event from the list.",
  sendAgain:
    "Only transactional texts may be sent twice. Choose “Don't resend”, or set the message type to transactional.",
  whole: "Choose one option, and fill in its fields.",
};
