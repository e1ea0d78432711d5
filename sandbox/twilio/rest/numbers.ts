import express, { type Request, type Response, type Router } from "express";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { findAccount } from "../registry/accounts.ts";
import { addNumber, releaseNumber } from "../registry/numbers.ts";
import { isOffered, matches, offersOf, type Offer, type OfferType } from "../registry/offers.ts";
import { rfc2822 } from "../dates.ts";
import { v2010Page } from "../listing.ts";
import { refuse } from "../refusal.ts";
import type { OwnNumber } from "../registry/registry.ts";
import { accountOf, callerOf, formOf, queryOf, type Door } from "./door.ts";

const ACCOUNT = "/2010-04-01/Accounts/:account";
const INCOMING = `${ACCOUNT}/IncomingPhoneNumbers`;
/** The paths that list and buy: all numbers, or those of a type. */
const LISTS = [`${INCOMING}.json`, ...["TollFree", "Local", "Mobile"].map((type) => `${INCOMING}/${type}.json`)];

const national = (phoneNumber: string): string =>
  parsePhoneNumberFromString(phoneNumber)?.formatNational() ?? phoneNumber;
const sends = (phoneNumber: string) => ({ voice: true, SMS: true, MMS: phoneNumber.startsWith("+1"), fax: false });

const viewOffer = ({ phoneNumber, country }: Offer) => ({
  phone_number: phoneNumber,
  friendly_name: national(phoneNumber),
  iso_country: country,
  address_requirements: "none",
  beta: false,
  capabilities: sends(phoneNumber),
  lata: null,
  locality: null,
  rate_center: null,
  latitude: null,
  longitude: null,
  region: null,
  postal_code: null,
});

const path = (accountSid: string, rest: string) => `/2010-04-01/Accounts/${accountSid}/${rest}`;

const view = (number: OwnNumber) => ({
  sid: number.sid,
  account_sid: number.accountSid,
  phone_number: number.phoneNumber,
  friendly_name: number.friendlyName,
  address_requirements: "none",
  address_sid: null,
  api_version: "2010-04-01",
  beta: false,
  bundle_sid: null,
  capabilities: {
    voice: true,
    sms: true,
    mms: number.phoneNumber.startsWith("+1"),
    fax: false,
  },
  date_created: rfc2822(number.createdAt),
  date_updated: rfc2822(number.updatedAt),
  origin: "twilio",
  sms_url: number.smsUrl ?? "",
  sms_method: "POST",
  sms_fallback_url: "",
  sms_fallback_method: "POST",
  status: "in-use",
  status_callback: number.statusCallback ?? "",
  status_callback_method: "POST",
  uri: path(number.accountSid, `IncomingPhoneNumbers/${number.sid}.json`),
});

const viewShortCode = ({ sid, accountSid, phoneNumber, friendlyName, smsUrl, createdAt, updatedAt }: OwnNumber) => ({
  sid,
  account_sid: accountSid,
  short_code: phoneNumber,
  friendly_name: friendlyName,
  api_version: "2010-04-01",
  date_created: rfc2822(createdAt),
  date_updated: rfc2822(updatedAt),
  sms_url: smsUrl ?? "",
  sms_method: "POST",
  uri: path(accountSid, `SMS/ShortCodes/${sid}.json`),
});

/** `AvailablePhoneNumbers`, `IncomingPhoneNumbers` and `SMS/ShortCodes` of an account. */
export function numberResources({ registry, changed }: Door): Router {
  const { state } = registry;
  const router = express.Router();

  const numbersOf = (response: Response, isShortCode: boolean) =>
    state.numbers.filter(
      ({ accountSid, kind }) => accountSid === accountOf(response).sid && (kind === "short code") === isShortCode,
    );
  const found = (request: Request, response: Response): OwnNumber | undefined =>
    numbersOf(response, false).find(({ sid }) => sid === request.params.sid);

  router.get(`${ACCOUNT}/AvailablePhoneNumbers/:country/:type.json`, (request, response) => {
    const { country, type } = request.params;
    const query = queryOf(request);
    const offers = offersOf(registry, country, type as OfferType);
    if (!offers) return refuse(response, 20404);
    const [contains, areaCode, mms] = [query.get("Contains"), query.get("AreaCode"), query.get("MmsEnabled")];
    const hits = offers.filter(
      ({ phoneNumber }) =>
        (!contains || matches(phoneNumber, contains)) &&
        (!areaCode || phoneNumber.startsWith(`+1${areaCode}`)) &&
        (mms !== "true" || sends(phoneNumber).MMS),
    );
    const { uri, available_phone_numbers } = v2010Page(
      "available_phone_numbers",
      hits,
      query,
      path(accountOf(response).sid, `AvailablePhoneNumbers/${country}/${type}.json`),
      viewOffer,
    );
    response.json({ available_phone_numbers, uri });
  });

  router.post(LISTS, (request, response) => {
    const form = formOf(request);
    const areaCode = form.get("AreaCode");
    const phoneNumber =
      form.get("PhoneNumber") ??
      (areaCode &&
        ["US", "CA"]
          .flatMap((country) => offersOf(registry, country, "Local") ?? [])
          .find((offer) => offer.phoneNumber.startsWith(`+1${areaCode}`))?.phoneNumber);
    if (!phoneNumber) return refuse(response, areaCode ? 21452 : 21421);
    if (!isOffered(registry, phoneNumber)) return refuse(response, 21422);
    const number = addNumber(registry, accountOf(response).sid, phoneNumber, {
      friendlyName: form.get("FriendlyName") ?? national(phoneNumber),
      smsUrl: form.get("SmsUrl") || null,
      statusCallback: form.get("StatusCallback") || null,
    });
    changed();
    response.status(201).json(view(number));
  });
  router.get(LISTS, (request, response) => {
    const query = queryOf(request);
    const [name, phone] = [query.get("FriendlyName"), query.get("PhoneNumber")];
    const hits = numbersOf(response, false).filter(
      ({ friendlyName, phoneNumber }) => (!name || friendlyName === name) && (!phone || matches(phoneNumber, phone)),
    );
    const address = path(accountOf(response).sid, "IncomingPhoneNumbers.json");
    response.json(v2010Page("incoming_phone_numbers", hits, query, address, view));
  });
  router.get(`${INCOMING}/:sid.json`, (request, response) => {
    const number = found(request, response);
    if (number) response.json(view(number));
    else refuse(response, 20404);
  });
  router.post(`${INCOMING}/:sid.json`, (request, response) => {
    const number = found(request, response);
    if (!number) return refuse(response, 20404);
    const form = formOf(request);
    const heir = form.get("AccountSid");
    // Only the parent moves a number to another account.
    if (heir !== null && (callerOf(response) !== registry.parent || !findAccount(registry, heir)))
      return refuse(response, 20404);
    number.accountSid = heir ?? number.accountSid;
    number.friendlyName = form.get("FriendlyName") ?? number.friendlyName;
    number.smsUrl = form.has("SmsUrl") ? form.get("SmsUrl") || null : number.smsUrl;
    number.statusCallback = form.has("StatusCallback") ? form.get("StatusCallback") || null : number.statusCallback;
    number.updatedAt = registry.now();
    changed();
    response.json(view(number));
  });
  router.delete(`${INCOMING}/:sid.json`, (request, response) => {
    const number = found(request, response);
    if (!number) return refuse(response, 20404);
    releaseNumber(registry, number);
    changed();
    response.status(204).end();
  });
  router.get(`${ACCOUNT}/SMS/ShortCodes.json`, (request, response) => {
    const address = path(accountOf(response).sid, "SMS/ShortCodes.json");
    response.json(v2010Page("short_codes", numbersOf(response, true), queryOf(request), address, viewShortCode));
  });
  return router;
}
