import { parsePhoneNumberFromString } from "libphonenumber-js";
import { newSid, type NumberKind, type OwnNumber, type Registry } from "./registry.ts";

const TOLL_FREE = /^\+1(800|833|844|855|866|877|888)\d{7}$/;
const NORTH_AMERICA = ["US", "CA"];

export const isNorthAmerican = (country: string | undefined): boolean => NORTH_AMERICA.includes(country ?? "");

/** A country code shared by countries stands for the largest: a number with +44 that fits several is British. */
export function countryOf(phone: string): string | undefined {
  const parsed = parsePhoneNumberFromString(phone);
  return parsed?.country ?? parsed?.getPossibleCountries()[0];
}

export const isTollFree = (phoneNumber: string): boolean => TOLL_FREE.test(phoneNumber);

function kindOf(phoneNumber: string): NumberKind {
  if (!phoneNumber.startsWith("+")) return "short code";
  if (isTollFree(phoneNumber)) return "toll-free";
  return isNorthAmerican(countryOf(phoneNumber)) || /^\+44(?!7)/.test(phoneNumber) ? "local" : "mobile";
}

/** Gives an account a number: bought from the offers, or brought along. */
export function addNumber(
  registry: Registry,
  accountSid: string,
  phoneNumber: string,
  given: Partial<Pick<OwnNumber, "friendlyName" | "smsUrl" | "statusCallback" | "registered">> = {},
): OwnNumber {
  const at = registry.now();
  const kind = kindOf(phoneNumber);
  const number: OwnNumber = {
    sid: newSid(kind === "short code" ? "SC" : "PN"),
    accountSid,
    phoneNumber,
    kind,
    country: countryOf(phoneNumber) ?? "US",
    friendlyName: phoneNumber,
    smsUrl: null,
    statusCallback: null,
    registered: false,
    createdAt: at,
    updatedAt: at,
    ...given,
  };
  const { state } = registry;
  state.released = state.released.filter((each) => each !== phoneNumber);
  state.numbers.push(number);
  return number;
}

/** Takes a number from its account, its service and its verification. */
export function releaseNumber({ state }: Registry, { sid, phoneNumber }: OwnNumber): void {
  state.numbers = state.numbers.filter((number) => number.sid !== sid);
  for (const service of state.services) service.numberSids = service.numberSids.filter((each) => each !== sid);
  state.verifications = state.verifications.filter(({ numberSid }) => numberSid !== sid);
  state.released.push(phoneNumber);
}

export const numberAt = ({ state }: Registry, phoneNumber: string): OwnNumber | undefined =>
  state.numbers.find((number) => number.phoneNumber === phoneNumber);
