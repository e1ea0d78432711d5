import twilio from "twilio";

/** TwiML reply to an inbound text; null for no reply. */
export function toTwiml(answer: string | null): string {
  const response = new twilio.twiml.MessagingResponse();
  if (answer) response.message(answer);
  return response.toString();
}
