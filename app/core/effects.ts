/** All that a step may ask of the outside world. Adding one is a new capability, not a new action. */
export type Effect = { type: "send_sms"; body: string };
