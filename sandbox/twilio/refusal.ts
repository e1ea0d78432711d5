import type { Response } from "express";

/** Twilio's responses by error code. */
const refusals: Record<number, { status: number; message: string }> = {
  20001: { status: 400, message: "Invalid date value" },
  20003: { status: 401, message: "Authenticate" },
  20404: { status: 404, message: "The requested resource was not found" },
  20429: { status: 429, message: "Too Many Requests" },
  20500: { status: 500, message: "An internal server error has occurred" },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21602: { status: 400, message: "Message body is required." },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21609: { status: 400, message: "The StatusCallback URL is not a valid URL." },
  21610: { status: 400, message: "Attempt to send to unsubscribed recipient" },
  21614: { status: 400, message: "'To' number is not a valid mobile number" },
  21617: { status: 400, message: "The concatenated message body exceeds the 1600 character limit" },
};

/** @param code a Twilio error code; unknown codes get status 400 */
export function refuse(response: Response, code: number): void {
  const { status, message } = refusals[code] ?? { status: 400, message: "The request was refused" };
  response.status(status).json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status });
}
