import { serviceOfNumber } from "../twilio/registry/services.ts";
import { standingOf } from "../twilio/registry/verifications.ts";
import type { Account, OwnNumber, Registry, Verification } from "../twilio/registry/registry.ts";

const verificationOf = (registry: Registry, verification: Verification) => ({
  sid: verification.sid,
  account: verification.accountSid,
  phoneNumber: verification.phoneNumber,
  form: verification.form,
  submittedAt: verification.submittedAt,
  dueAt: verification.dueAt,
  ...standingOf(registry, verification),
});

const numberOf = (registry: Registry, { sid, phoneNumber, kind, country, registered, friendlyName }: OwnNumber) => ({
  sid,
  phoneNumber,
  kind,
  country,
  registered,
  friendlyName,
  service: serviceOfNumber(registry, sid)?.fields.friendly_name ?? null,
});

const accountOf = (registry: Registry, { sid, friendlyName, status, createdAt }: Account) => ({
  sid,
  isParent: sid === registry.parent.sid,
  friendlyName,
  status,
  createdAt,
  numbers: registry.state.numbers
    .filter(({ accountSid }) => accountSid === sid)
    .map((number) => numberOf(registry, number)),
  services: registry.state.services
    .filter(({ accountSid }) => accountSid === sid)
    .map((service) => ({
      sid: service.sid,
      friendlyName: service.fields.friendly_name,
      inboundRequestUrl: service.fields.inbound_request_url,
      alphaSenders: service.alphaSenders.map(({ name }) => name),
    })),
  verifications: registry.state.verifications
    .filter(({ accountSid }) => accountSid === sid)
    .map((verification) => verificationOf(registry, verification)),
});

/** Twilio's accounts with what they own, without their tokens. */
export const sendersOf = (registry: Registry) => ({
  accounts: [registry.parent, ...registry.state.accounts].map((account) => accountOf(registry, account)),
  reviewDays: registry.state.reviewDays,
  countriesOff: registry.state.countriesOff,
  lines: registry.state.lines,
  deactivated: registry.state.deactivated,
});

export type AccountView = ReturnType<typeof accountOf>;
export type VerificationView = ReturnType<typeof verificationOf>;
