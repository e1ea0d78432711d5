import type { Response } from "express";

/** Twilio's responses by error code. */
const refusals: Record<number, { status: number; message: string }> = {
  20001: { status: 400, message: "Invalid date value" },
  20003: { status: 401, message: "Authenticate" },
  20404: { status: 404, message: "The requested resource was not found" },
  20409: { status: 409, message: "The resource cannot be created or changed in its current state" },
  20429: { status: 429, message: "Too Many Requests" },
  20500: { status: 500, message: "An internal server error has occurred" },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21212: { status: 400, message: "Invalid 'From' Number" },
  21408: { status: 400, message: "Permission to send an SMS has not been enabled for the region" },
  21421: { status: 400, message: "PhoneNumber is invalid" },
  21422: { status: 400, message: "PhoneNumber is not available" },
  21452: { status: 400, message: "No phone numbers found in area code" },
  21480: { status: 400, message: "The maximum number of subaccounts is reached" },
  21602: { status: 400, message: "Message body is required." },
  21603: { status: 400, message: "A 'From' phone number is required." },
  21604: { status: 400, message: "A 'To' phone number is required." },
  21606: { status: 400, message: "The 'From' phone number is not a valid, message-capable number of this account" },
  21609: { status: 400, message: "The StatusCallback URL is not a valid URL." },
  21610: { status: 400, message: "Attempt to send to unsubscribed recipient" },
  21612: {
    status: 400,
    message: "Message cannot be sent with the current combination of 'To' and/or 'From' parameters",
  },
  21614: { status: 400, message: "'To' number is not a valid mobile number" },
  21617: { status: 400, message: "The concatenated message body exceeds the 1600 character limit" },
  21660: { status: 400, message: "Mismatch between the 'From' number and the account" },
  21701: { status: 400, message: "The Messaging Service does not exist" },
  21703: { status: 400, message: "The Messaging Service does not have a phone number available to send a message" },
  21704: { status: 400, message: "The Messaging Service contains no phone numbers" },
  21709: { status: 400, message: "The Alpha Sender ID is invalid" },
  21710: { status: 409, message: "The sender is already in the Messaging Service" },
  21712: { status: 409, message: "The sender is associated with another Messaging Service" },
};

/**
 * @param code a Twilio error code; unknown codes get status 400
 * @param parameter the parameter of an invalid request
 */
export function refuse(response: Response, code: number, parameter?: string): void {
  const { status, message } = refusals[code] ?? { status: 400, message: "The request was refused" };
  response.status(status).json({
    code,
    message: parameter === undefined ? message : `Invalid or missing parameter: ${parameter}`,
    more_info: `https://www.twilio.com/docs/errors/${code}`,
    status,
  });
}
