import express, { type Request, type Response, type Router } from "express";
import { isTollFree } from "../registry/numbers.ts";
import { resubmitVerification, standingOf, submitVerification } from "../registry/verifications.ts";
import { iso8601 } from "../dates.ts";
import { v1Page } from "../listing.ts";
import { refuse } from "../refusal.ts";
import type { Registry, Verification, VerificationForm } from "../registry/registry.ts";
import { accountOf, formOf, queryOf, type Door } from "./door.ts";

const BASE = "/v1/Tollfree/Verifications";
const URL_BASE = `https://messaging.twilio.com${BASE}`;

/** The parameters of a verification, by the name of their field. */
const lists = ["UseCaseCategories", "OptInImageUrls", "OptInKeywords"];
const required = [
  "BusinessName",
  "BusinessWebsite",
  "NotificationEmail",
  "UseCaseCategories",
  "UseCaseSummary",
  "ProductionMessageSample",
  "OptInImageUrls",
  "OptInType",
  "MessageVolume",
  "TollfreePhoneNumberSid",
];
/** Since January 2026, of every business but sole proprietors. */
const requiredOfCompanies = [
  "BusinessType",
  "BusinessRegistrationNumber",
  "BusinessRegistrationAuthority",
  "BusinessRegistrationCountry",
];
const optional = [
  "BusinessStreetAddress",
  "BusinessStreetAddress2",
  "BusinessCity",
  "BusinessStateProvinceRegion",
  "BusinessPostalCode",
  "BusinessCountry",
  "BusinessContactFirstName",
  "BusinessContactLastName",
  "BusinessContactEmail",
  "BusinessContactPhone",
  "BusinessRegistrationPhoneNumber",
  "DoingBusinessAs",
  "OptInConfirmationMessage",
  "HelpMessageSample",
  "PrivacyPolicyUrl",
  "TermsAndConditionsUrl",
  "AgeGatedContent",
  "OptInKeywords",
  "AdditionalInformation",
  "ExternalReferenceId",
  "CustomerProfileSid",
  "VettingId",
  "VettingProvider",
];
const names = [...required, ...requiredOfCompanies, ...optional].filter((name) => name !== "TollfreePhoneNumberSid");

const words = (text: string) => new Set(text.split(" "));
/** The values that Twilio accepts. Source: Twilio's toll-free verification resource. */
const choices: Record<string, ReadonlySet<string>> = {
  UseCaseCategories: words(
    "TWO_FACTOR_AUTHENTICATION ACCOUNT_NOTIFICATIONS CUSTOMER_CARE CHARITY_NONPROFIT DELIVERY_NOTIFICATIONS " +
      "FRAUD_ALERT_MESSAGING EVENTS HIGHER_EDUCATION K12 MARKETING POLLING_AND_VOTING_NON_POLITICAL " +
      "POLITICAL_ELECTION_CAMPAIGNS PUBLIC_SERVICE_ANNOUNCEMENT SECURITY_ALERT",
  ),
  OptInType: words("VERBAL WEB_FORM PAPER_FORM VIA_TEXT MOBILE_QR_CODE IMPORT IMPORT_PLEASE_REPLACE"),
  MessageVolume: words("10 100 1,000 10,000 100,000 250,000 500,000 750,000 1,000,000 5,000,000 10,000,000+"),
  BusinessType: words("PRIVATE_PROFIT PUBLIC_PROFIT SOLE_PROPRIETOR NON_PROFIT GOVERNMENT"),
  BusinessRegistrationAuthority: words(
    "EIN CBN CRN PROVINCIAL_NUMBER VAT ACN ABN BRN SIREN SIRET NZBN USt-IdNr CIF NIF CNPJ UID NEQ OTHER",
  ),
};

const readForm = (form: URLSearchParams): VerificationForm =>
  Object.fromEntries(
    names
      .filter((name) => form.has(name))
      .map((name) => [name, lists.includes(name) ? form.getAll(name) : (form.get(name) ?? "")]),
  );

const isEmpty = (value: string | string[] | undefined) => value === undefined || value.length === 0 || value === "";

/** The parameter that lacks a value, if any. */
function missing(form: VerificationForm): string | undefined {
  const isSole = form.BusinessType === "SOLE_PROPRIETOR";
  const wanted = [...required, ...(isSole ? [] : requiredOfCompanies)];
  return wanted.filter((name) => name !== "TollfreePhoneNumberSid").find((name) => isEmpty(form[name]));
}

/** The parameter whose value Twilio does not know, if any. */
const unknownValue = (form: VerificationForm): string | undefined =>
  Object.keys(choices).find((name) => {
    const values = form[name];
    return values !== undefined && ![values].flat().every((value) => choices[name]?.has(value));
  });

/** "BusinessStreetAddress2" is "business_street_address2". */
const fieldOf = (name: string): string => name.replace(/(?<!^)([A-Z])/g, "_$1").toLowerCase();

const fieldsOf = (form: VerificationForm) => ({
  ...Object.fromEntries(names.map((name) => [fieldOf(name), form[name] ?? null])),
  age_gated_content: form.AgeGatedContent === undefined ? null : form.AgeGatedContent === "true",
});

function view(registry: Registry, verification: Verification) {
  const { sid, accountSid, numberSid, phoneNumber, form, createdAt } = verification;
  const { status, updatedAt, refusal, editAllowed, editExpiration } = standingOf(registry, verification);
  return {
    ...fieldsOf(form),
    sid,
    account_sid: accountSid,
    trust_product_sid: null,
    regulated_item_sid: null,
    tollfree_phone_number_sid: numberSid,
    tollfree_phone_number: phoneNumber,
    status,
    rejection_reason: refusal?.reason ?? null,
    rejection_reasons: refusal && [refusal],
    error_code: refusal?.code ?? null,
    edit_allowed: editAllowed,
    edit_expiration: editExpiration && iso8601(editExpiration),
    date_created: iso8601(createdAt),
    date_updated: iso8601(updatedAt),
    resource_links: {},
    url: `${URL_BASE}/${sid}`,
  };
}

/** `/v1/Tollfree/Verifications`. */
export function verificationResources({ registry, changed }: Door): Router {
  const { state } = registry;
  const router = express.Router();
  const show = (verification: Verification) => view(registry, verification);
  const mine = (request: Request, response: Response): Verification | undefined =>
    state.verifications.find(
      ({ sid, accountSid }) => sid === request.params.sid && accountSid === accountOf(response).sid,
    );

  router.post(BASE, (request, response) => {
    const form = formOf(request);
    const fields = readForm(form);
    const numberSid = form.get("TollfreePhoneNumberSid");
    const wrong = missing(fields) ?? (numberSid ? undefined : "TollfreePhoneNumberSid");
    if (wrong) return refuse(response, 20001, wrong);
    const { sid: accountSid } = accountOf(response);
    const number = state.numbers.find((each) => each.sid === numberSid && each.accountSid === accountSid);
    const isUnfit = !number || !isTollFree(number.phoneNumber);
    const unknown = unknownValue(fields) ?? (isUnfit ? "TollfreePhoneNumberSid" : undefined);
    if (unknown || !number) return refuse(response, 20001, unknown);
    if (state.verifications.some((each) => each.numberSid === number.sid)) return refuse(response, 20409);
    const verification = submitVerification(
      registry,
      { accountSid, numberSid: number.sid, phoneNumber: number.phoneNumber },
      fields,
    );
    changed();
    response.status(201).json(show(verification));
  });
  router.get(BASE, (request, response) => {
    const query = queryOf(request);
    const { sid } = accountOf(response);
    const isWide = query.get("IncludeSubAccounts") === "true" && sid === registry.parent.sid;
    const [number, status, reference] = ["TollfreePhoneNumberSid", "Status", "ExternalReferenceId"].map((name) =>
      query.get(name),
    );
    const hits = state.verifications.filter(
      (each) =>
        (isWide || each.accountSid === sid) &&
        (!number || each.numberSid === number) &&
        (!status || standingOf(registry, each).status === status) &&
        (!reference || each.form.ExternalReferenceId === reference),
    );
    response.json(v1Page("verifications", hits, query, URL_BASE, show));
  });
  router.get(`${BASE}/:sid`, (request, response) => {
    const verification = mine(request, response);
    if (verification) response.json(show(verification));
    else refuse(response, 20404);
  });
  router.post(`${BASE}/:sid`, (request, response) => {
    const verification = mine(request, response);
    if (!verification) return refuse(response, 20404);
    const { status, editAllowed } = standingOf(registry, verification);
    if (status !== "TWILIO_REJECTED" || !editAllowed) return refuse(response, 20409);
    const fields = readForm(formOf(request));
    const wrong = missing({ ...verification.form, ...fields }) ?? unknownValue(fields);
    if (wrong) return refuse(response, 20001, wrong);
    resubmitVerification(registry, verification, fields);
    changed();
    response.json(show(verification));
  });
  router.delete(`${BASE}/:sid`, (request, response) => {
    const verification = mine(request, response);
    if (!verification) return refuse(response, 20404);
    state.verifications.splice(state.verifications.indexOf(verification), 1);
    changed();
    response.status(204).end();
  });
  return router;
}
