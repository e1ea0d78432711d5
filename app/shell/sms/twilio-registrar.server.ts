import type { Twilio } from "twilio";
import { isRecord } from "#core/plain-data.ts";
import type { RegistrationForm } from "#core/senders/registration.ts";
import { Temporal } from "#core/time/time.ts";
import { RegistrarError, type SenderRegistrar, type ShopAccount, type Verification } from "./registrar.server.ts";
import { connectTwilio, type TwilioEnv } from "./twilio-connection.server.ts";
import { readNumberList } from "./number-list.server.ts";

/** The name is in the service's pool already. */
const ALREADY_IN_SERVICE = new Set([21710, 21715]);
const NOT_FOUND = 404;

/** How many free numbers are asked for: another shop may buy the first one in between. */
const OFFERED = 5;

/** Twilio's side of setting senders up, through its library. */
export function createTwilioRegistrar(env: TwilioEnv): SenderRegistrar {
  const clientOf = connectTwilio(env);
  const parent = clientOf({ accountSid: env.TWILIO_ACCOUNT_SID, authToken: env.TWILIO_AUTH_TOKEN });
  return {
    ensureAccount: (name) =>
      classified(async () => {
        const found = await parent.api.v2010.accounts.list({ friendlyName: name, limit: 20 });
        const account =
          found.find(({ status, friendlyName }) => friendlyName === name && status !== "closed") ??
          (await parent.api.v2010.accounts.create({ friendlyName: name }));
        return { accountSid: account.sid, authToken: account.authToken };
      }),
    readAccount: (accountSid) =>
      classified(async () => {
        const { authToken, status } = await parent.api.v2010.accounts(accountSid).fetch();
        return { accountSid, authToken, status };
      }),
    setAccountStatus: (accountSid, status) =>
      classified(async () => void (await parent.api.v2010.accounts(accountSid).update({ status }))),
    ensureNumber: (account, { name, kind, country, urls, brought }) =>
      classified(async () => {
        const numbers = clientOf(account).incomingPhoneNumbers;
        const [held] = await numbers.list({ friendlyName: name, limit: 1 });
        if (held) return { number: held.phoneNumber, numberSid: held.sid };
        if (brought !== null) return moveNumber(parent, account, { phoneNumber: brought, name, smsUrl: urls.inbound });
        const offered = await freeNumbers(clientOf(account), kind, country);
        if (offered.length === 0)
          throw new RegistrarError("refused", null, `Twilio has no free number of that kind in ${country}`, null);
        for (const [at, phoneNumber] of offered.entries()) {
          try {
            const bought = await numbers.create({
              phoneNumber,
              friendlyName: name,
              smsUrl: urls.inbound,
              smsMethod: "POST",
            });
            return { number: bought.phoneNumber, numberSid: bought.sid };
          } catch (error) {
            // 21422: another customer of Twilio's has bought it meanwhile.
            if ((error as { code?: unknown }).code !== 21422 || at === offered.length - 1) throw error;
          }
        }
        throw new RegistrarError("busy", "21422", "all offered numbers were bought by others meanwhile", null);
      }),
    releaseNumber: (account, numberSid) =>
      classified(() => unlessGone(() => clientOf(account).incomingPhoneNumbers(numberSid).remove())),
    ensureService: (account, { name, urls, pool }) =>
      classified(async () => {
        const { services } = clientOf(account).messaging.v1;
        const held = (await services.list({ limit: 100 })).find(({ friendlyName }) => friendlyName === name);
        const { sid } =
          held ??
          (await services.create({
            friendlyName: name,
            inboundRequestUrl: urls.inbound,
            inboundMethod: "POST",
            useInboundWebhookOnNumber: false,
          }));
        try {
          if ("numberSid" in pool) await services(sid).phoneNumbers.create({ phoneNumberSid: pool.numberSid });
          else await services(sid).alphaSenders.create({ alphaSender: pool.senderName });
        } catch (error) {
          if (!ALREADY_IN_SERVICE.has((error as { code?: number }).code ?? 0)) throw error;
        }
        return sid;
      }),
    ensureVerification: (account, { numberSid, senderId, form }) =>
      classified(async () => {
        const { tollfreeVerifications } = clientOf(account).messaging.v1;
        const [held] = await tollfreeVerifications.list({ tollfreePhoneNumberSid: numberSid, limit: 1 });
        return toVerification(
          held ??
            (await tollfreeVerifications.create({
              ...toTwilioForm(form),
              tollfreePhoneNumberSid: numberSid,
              externalReferenceId: senderId,
            })),
        );
      }),
    readVerification: (account, sid) =>
      classified(async () => toVerification(await clientOf(account).messaging.v1.tollfreeVerifications(sid).fetch())),
    mendVerification: (account, sid, form) =>
      classified(async () =>
        toVerification(
          await clientOf(account)
            .messaging.v1.tollfreeVerifications(sid)
            .update({ ...toTwilioForm(form), editReason: "The business has corrected the registration." }),
        ),
      ),
    dropVerification: (account, sid) =>
      classified(() => unlessGone(() => clientOf(account).messaging.v1.tollfreeVerifications(sid).remove())),
    deactivatedOn: (day) => readDeactivations(parent, env, day),
    lineTypeOf: (phone) =>
      classified(async () => {
        const { lineTypeIntelligence } = await parent.lookups.v2
          .phoneNumbers(phone)
          .fetch({ fields: "line_type_intelligence" });
        const type: unknown = isRecord(lineTypeIntelligence) ? lineTypeIntelligence.type : null;
        return typeof type === "string" && type !== "" ? type : null;
      }),
  };
}

/** Moves a number of the parent account to a shop's account. */
async function moveNumber(
  parent: Twilio,
  { accountSid }: ShopAccount,
  { phoneNumber, name, smsUrl }: { phoneNumber: string; name: string; smsUrl: string },
) {
  const [held] = await parent.incomingPhoneNumbers.list({ phoneNumber, limit: 1 });
  if (!held)
    throw new RegistrarError(
      "refused",
      null,
      `the parent account has no number ${phoneNumber}; port it there first`,
      null,
    );
  const moved = await parent
    .incomingPhoneNumbers(held.sid)
    .update({ accountSid, friendlyName: name, smsUrl, smsMethod: "POST" });
  return { number: moved.phoneNumber, numberSid: moved.sid };
}

async function freeNumbers(client: Twilio, kind: string, country: string): Promise<string[]> {
  const offers = client.availablePhoneNumbers(country);
  const wanted = { smsEnabled: true, limit: OFFERED, pageSize: OFFERED };
  const found =
    kind === "toll_free"
      ? await offers.tollFree.list(wanted)
      : kind === "long_code" && (country === "US" || country === "CA")
        ? await offers.local.list(wanted)
        : await offers.mobile.list(wanted);
  return found.map(({ phoneNumber }) => phoneNumber);
}

async function* readDeactivations(parent: Twilio, env: TwilioEnv, day: string): AsyncIterable<string[]> {
  const answer: unknown = await classified(() =>
    // Twilio's date is a day; the library formats the date in UTC. Its types say that the answer is empty.
    parent.messaging.v1.deactivations().fetch({ date: new Date(`${day}T00:00:00Z`) }),
  );
  const address = isRecord(answer) ? (answer.redirect_to ?? answer.redirectTo) : null;
  if (typeof address !== "string") throw new RegistrarError("away", null, "Twilio named no list of that day", null);
  yield* readNumberList(address, env.TWILIO_API_BASE_URL);
}

const unlessGone = async (remove: () => Promise<unknown>): Promise<void> => {
  try {
    await remove();
  } catch (error) {
    if ((error as { status?: number }).status !== NOT_FOUND) throw error;
  }
};

/** Classifies a failed call once, where it arrives. */
async function classified<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RegistrarError) throw error;
    const { status, code, message = String(error) } = error as { status?: number; code?: unknown; message?: string };
    const kind =
      status === 429 ? "busy" : status !== undefined && status >= 400 && status < 500 ? "refused" : ("away" as const);
    throw new RegistrarError(kind, typeof code === "number" ? String(code) : null, message, error);
  }
}

interface ListedVerification {
  sid: string;
  status: string;
  rejectionReason: string | null;
  rejectionReasons: unknown;
  errorCode: number | null;
  editAllowed: boolean | null;
  editExpiration: Date | null;
}

const statusOf: Readonly<Record<string, Verification["status"]>> = {
  PENDING_REVIEW: "submitted",
  IN_REVIEW: "in_review",
  TWILIO_APPROVED: "approved",
  TWILIO_REJECTED: "refused",
};

function toVerification({
  sid,
  status,
  rejectionReason,
  rejectionReasons,
  errorCode,
  editAllowed,
  editExpiration,
}: ListedVerification): Verification {
  const known = statusOf[status];
  if (!known) throw new RegistrarError("away", null, `Twilio told of an unknown state: ${status}`, null);
  const listed = (Array.isArray(rejectionReasons) ? rejectionReasons : []).filter(isRecord).map(({ code, reason }) => ({
    code: typeof code === "number" || typeof code === "string" ? String(code) : null,
    reason: typeof reason === "string" ? reason : "",
  }));
  const single = rejectionReason ? [{ code: errorCode ? String(errorCode) : null, reason: rejectionReason }] : [];
  const isValidDate = editExpiration instanceof Date && !Number.isNaN(editExpiration.getTime());
  return {
    verificationSid: sid,
    status: known,
    refusals: known === "refused" ? (listed.length > 0 ? listed : single) : [],
    editUntil:
      known === "refused" && editAllowed && isValidDate
        ? Temporal.Instant.fromEpochMilliseconds(editExpiration.getTime())
        : null,
  };
}

/** The form in Twilio's words. */
const toTwilioForm = (form: RegistrationForm) => ({
  businessName: form.businessName,
  businessWebsite: form.website,
  notificationEmail: form.contactEmail,
  useCaseCategories: form.useCases,
  useCaseSummary: form.useCaseSummary,
  productionMessageSample: form.sampleMessage,
  optInImageUrls: form.optInImageUrls,
  optInType: form.optInType,
  messageVolume: form.monthlyVolume,
  businessType: form.businessType,
  businessStreetAddress: form.street,
  businessCity: form.city,
  businessStateProvinceRegion: form.region,
  businessPostalCode: form.postalCode,
  businessCountry: form.country,
  businessContactFirstName: form.contactFirstName,
  businessContactLastName: form.contactLastName,
  businessContactEmail: form.contactEmail,
  businessContactPhone: form.contactPhone,
  privacyPolicyUrl: form.privacyPolicyUrl,
  termsAndConditionsUrl: form.termsUrl,
  ...(form.street2 !== null && { businessStreetAddress2: form.street2 }),
  ...(form.doingBusinessAs !== null && { doingBusinessAs: form.doingBusinessAs }),
  ...(form.registrationNumber !== null && { businessRegistrationNumber: form.registrationNumber }),
  ...(form.registrationAuthority !== null && { businessRegistrationAuthority: form.registrationAuthority }),
  ...(form.registrationCountry !== null && { businessRegistrationCountry: form.registrationCountry }),
  ...(form.additionalInformation !== null && { additionalInformation: form.additionalInformation }),
});
