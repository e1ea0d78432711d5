import { randomBytes } from "node:crypto";

export type AccountStatus = "active" | "suspended" | "closed";

export interface Account {
  sid: string;
  authToken: string;
  friendlyName: string;
  status: AccountStatus;
  /** The parent's SID; the parent's own for the parent. */
  ownerSid: string;
  createdAt: string;
  updatedAt: string;
}

export type NumberKind = "toll-free" | "local" | "mobile" | "short code";

/** A number of an account. */
export interface OwnNumber {
  /** `PN…`, or `SC…` for a short code. */
  sid: string;
  accountSid: string;
  /** E.164, or the digits of a short code. */
  phoneNumber: string;
  kind: NumberKind;
  country: string;
  friendlyName: string;
  smsUrl: string | null;
  statusCallback: string | null;
  /** A US local number belongs to an approved A2P campaign. */
  registered: boolean;
  createdAt: string;
  updatedAt: string;
}

/** The fields of a messaging service that a caller sets, as the REST API names them. */
export interface ServiceFields {
  friendly_name: string;
  inbound_request_url: string | null;
  inbound_method: string;
  fallback_url: string | null;
  fallback_method: string;
  status_callback: string | null;
  sticky_sender: boolean;
  mms_converter: boolean;
  smart_encoding: boolean;
  scan_message_content: string;
  fallback_to_long_code: boolean;
  area_code_geomatch: boolean;
  synchronous_validation: boolean;
  validity_period: number;
  usecase: string;
  use_inbound_webhook_on_number: boolean;
}

export interface AlphaSender {
  /** `AI…` */
  sid: string;
  name: string;
  createdAt: string;
}

export interface Service {
  sid: string;
  accountSid: string;
  fields: ServiceFields;
  /** Phone numbers and short codes of the pool. */
  numberSids: string[];
  alphaSenders: AlphaSender[];
  createdAt: string;
  updatedAt: string;
}

/** The form of a verification, by the REST API's field names. */
export type VerificationForm = Record<string, string | string[]>;

/** A toll-free verification. */
export interface Verification {
  sid: string;
  accountSid: string;
  numberSid: string;
  phoneNumber: string;
  form: VerificationForm;
  createdAt: string;
  /** When the review began that is now running or decided. */
  submittedAt: string;
  /** When the review ends by itself, with an approval. */
  dueAt: string;
  /** What a person decided on the sandbox's page. */
  decision: { at: string; refusedFor: number | null } | null;
}

/** The line types that the sandbox tells apart; Twilio has more. */
export const lineTypes = ["mobile", "landline", "fixedVoip", "nonFixedVoip"] as const;
type LineType = (typeof lineTypes)[number];

/** What Twilio knows beside its messages, as plain JSON, so that it survives a restart. */
export interface RegistryState {
  /** Subaccounts; the parent's SID and token come from the app's environment. */
  accounts: Account[];
  numbers: OwnNumber[];
  services: Service[];
  verifications: Verification[];
  /** Released numbers: texts to them reach no app. */
  released: string[];
  /** ISO codes of countries without geo permission. */
  countriesOff: string[];
  /** By phone number; every other number is mobile. */
  lines: Record<string, LineType>;
  /** Numbers that a carrier has deactivated, with the UTC day. */
  deactivated: { phone: string; date: string }[];
  /** How long a review of a verification takes. */
  reviewDays: number;
}

export interface Registry {
  state: RegistryState;
  parent: Account;
  /** ISO 8601 instant of the sandbox's clock. */
  now: () => string;
}

const REVIEW_DAYS = 3;

export function openRegistry(
  { accountSid, authToken }: { accountSid: string; authToken: string },
  now: () => string,
  restore: Partial<RegistryState> = {},
): Registry {
  const opened = now();
  return {
    now,
    parent: {
      sid: accountSid,
      authToken,
      friendlyName: "Sandbox",
      status: "active",
      ownerSid: accountSid,
      createdAt: opened,
      updatedAt: opened,
    },
    state: {
      accounts: [],
      numbers: [],
      services: [],
      verifications: [],
      released: [],
      countriesOff: [],
      lines: {},
      deactivated: [],
      reviewDays: REVIEW_DAYS,
      ...restore,
    },
  };
}

/** A SID of Twilio: two letters and 32 hexadecimal digits. */
export const newSid = (prefix: string): string => prefix + randomBytes(16).toString("hex");
