import express, { type Router } from "express";
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { Temporal } from "#core/time/time.ts";
import { refuse } from "../refusal.ts";
import { formOf, queryOf, type Door } from "./door.ts";

const GEO = "/v1/Messaging/GeoPermissions";
/** The host of the lists; as with Twilio's other hosts, the app replaces it by the sandbox's and keeps the path. */
const FILES = "https://com-twilio-us1-deactivations.s3.amazonaws.com";
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Carriers of the lines; mobile country and network codes belong to mobile lines alone. */
const carriers = {
  mobile: { carrier_name: "T-Mobile USA, Inc.", mobile_country_code: "310", mobile_network_code: "260" },
  landline: { carrier_name: "Verizon", mobile_country_code: null, mobile_network_code: null },
  fixedVoip: { carrier_name: "Comcast", mobile_country_code: null, mobile_network_code: null },
  nonFixedVoip: { carrier_name: "Bandwidth", mobile_country_code: null, mobile_network_code: null },
};

/** Line types, deactivated numbers and geo permissions. */
export function lookupResources({ registry, changed }: Door): Router {
  const { state } = registry;
  const router = express.Router();

  router.get("/v2/PhoneNumbers/:phone", (request, response) => {
    const { phone } = request.params;
    const parsed = parsePhoneNumberFromString(phone);
    if (!parsed) return refuse(response, 20404);
    const fields = (queryOf(request).get("Fields") ?? "").split(",");
    const type = state.lines[phone] ?? "mobile";
    response.json({
      calling_country_code: parsed.countryCallingCode,
      country_code: parsed.country ?? null,
      phone_number: parsed.number,
      national_format: parsed.formatNational(),
      valid: parsed.isPossible(),
      validation_errors: parsed.isPossible() ? [] : ["INVALID_BUT_POSSIBLE"],
      line_type_intelligence: fields.includes("line_type_intelligence")
        ? { type, ...carriers[type], error_code: null }
        : null,
      url: `https://lookups.twilio.com/v2/PhoneNumbers/${phone}`,
    });
  });

  router.get("/v1/Deactivations", (request, response) => {
    const date = queryOf(request).get("Date") ?? "";
    const today = Temporal.Instant.from(registry.now()).toZonedDateTimeISO("UTC").toPlainDate().toString();
    if (!DAY.test(date) || date > today) return refuse(response, 20001, "Date");
    const address = `${FILES}/deactivations/${date}.txt`;
    response.status(307).location(address).json({ redirect_to: address });
  });

  router.get(GEO, (request, response) => {
    const country = queryOf(request).get("CountryCode");
    const countries = country ? [country] : state.countriesOff;
    const permissions = countries.map((code) => ({
      country_code: code,
      type: "country",
      enabled: !state.countriesOff.includes(code),
      error_code: null,
      error_messages: [],
    }));
    response.json({ permissions });
  });
  router.patch(GEO, (request, response) => {
    const permissions = formOf(request)
      .getAll("Permissions")
      .map((each) => JSON.parse(each) as { country_code: string; enabled: boolean | string });
    for (const { country_code, enabled } of permissions) {
      state.countriesOff = state.countriesOff.filter((code) => code !== country_code);
      if (String(enabled) !== "true") state.countriesOff.push(country_code);
    }
    changed();
    response.json({ permissions: permissions.map((each) => ({ ...each, type: "country", error_code: null })) });
  });
  return router;
}

/** The list of the numbers deactivated on a day, one a line: signed addresses lead here, so it asks for no credentials. */
export function deactivationFiles({ registry }: Door): Router {
  return express.Router().get("/deactivations/:date.txt", (request, response) => {
    const phones = registry.state.deactivated.filter(({ date }) => date === request.params.date);
    response.type("text/plain").send(phones.map(({ phone }) => `${phone}\n`).join(""));
  });
}
