import twilio from "twilio";

/** The answer to a text that came in, as TwiML; null answers nothing. */
export function toTwiml(answer: string | null): string {
  const response = new twilio.twiml.MessagingResponse();
  if (answer) response.message(answer);
  return response.toString();
}
