import express, { type Request, type Response, type Router } from "express";
import { createService, isAlphaSender, serviceOfNumber } from "../registry/services.ts";
import { iso8601 } from "../dates.ts";
import { v1Page } from "../listing.ts";
import { refuse } from "../refusal.ts";
import { newSid, type AlphaSender, type OwnNumber, type Service, type ServiceFields } from "../registry/registry.ts";
import { accountOf, formOf, queryOf, type Door } from "./door.ts";

const BASE = "/v1/Services";
const SERVICE = `${BASE}/:service`;
const ORIGIN = "https://messaging.twilio.com";
const LONGEST_NAME = 64;

const isTrue = (value: string) => value === "true";
const orNull = (value: string) => value || null;
const same = (value: string) => value;

/** How the parameters of a request become the fields of a service. */
const readers: Record<string, [keyof ServiceFields, (value: string) => string | number | boolean | null]> = {
  FriendlyName: ["friendly_name", same],
  InboundRequestUrl: ["inbound_request_url", orNull],
  InboundMethod: ["inbound_method", same],
  FallbackUrl: ["fallback_url", orNull],
  FallbackMethod: ["fallback_method", same],
  StatusCallback: ["status_callback", orNull],
  StickySender: ["sticky_sender", isTrue],
  MmsConverter: ["mms_converter", isTrue],
  SmartEncoding: ["smart_encoding", isTrue],
  ScanMessageContent: ["scan_message_content", same],
  FallbackToLongCode: ["fallback_to_long_code", isTrue],
  AreaCodeGeomatch: ["area_code_geomatch", isTrue],
  SynchronousValidation: ["synchronous_validation", isTrue],
  ValidityPeriod: ["validity_period", Number],
  Usecase: ["usecase", same],
  UseInboundWebhookOnNumber: ["use_inbound_webhook_on_number", isTrue],
};

const readFields = (form: URLSearchParams): Partial<ServiceFields> =>
  Object.fromEntries(
    Object.entries(readers).flatMap(([name, [field, read]]) => {
      const value = form.get(name);
      return value === null ? [] : [[field, read(value)]];
    }),
  );

/** The parameter that is wrong, if any. */
function wrongField({ friendly_name: name, validity_period: validity }: Partial<ServiceFields>): string | null {
  if (name !== undefined && (name === "" || name.length > LONGEST_NAME)) return "FriendlyName";
  if (validity !== undefined && !(validity >= 1 && validity <= 36_000)) return "ValidityPeriod";
  return null;
}

const urlOf = ({ sid }: Service) => `${ORIGIN}${BASE}/${sid}`;
const view = (service: Service) => ({
  sid: service.sid,
  account_sid: service.accountSid,
  ...service.fields,
  us_app_to_person_registered: false,
  date_created: iso8601(service.createdAt),
  date_updated: iso8601(service.updatedAt),
  url: urlOf(service),
  links: {
    phone_numbers: `${urlOf(service)}/PhoneNumbers`,
    short_codes: `${urlOf(service)}/ShortCodes`,
    alpha_senders: `${urlOf(service)}/AlphaSenders`,
  },
});

const viewAlphaSender =
  (service: Service) =>
  ({ sid, name, createdAt }: AlphaSender) => ({
    sid,
    account_sid: service.accountSid,
    service_sid: service.sid,
    alpha_sender: name,
    capabilities: ["SMS"],
    date_created: iso8601(createdAt),
    date_updated: iso8601(createdAt),
    url: `${urlOf(service)}/AlphaSenders/${sid}`,
  });

const viewPooled =
  (service: Service) =>
  ({ sid, phoneNumber, kind, country, updatedAt }: OwnNumber) => ({
    sid,
    account_sid: service.accountSid,
    service_sid: service.sid,
    [kind === "short code" ? "short_code" : "phone_number"]: phoneNumber,
    country_code: country,
    capabilities: country === "US" || country === "CA" ? ["SMS", "MMS"] : ["SMS"],
    date_created: iso8601(updatedAt),
    date_updated: iso8601(updatedAt),
    url: `${urlOf(service)}/${kind === "short code" ? "ShortCodes" : "PhoneNumbers"}/${sid}`,
  });

/** `/v1/Services`: messaging services and their pools of numbers, short codes and alphanumeric senders. */
export function serviceResources({ registry, changed }: Door): Router {
  const { state } = registry;
  const router = express.Router();
  const mine = (response: Response) =>
    state.services.filter(({ accountSid }) => accountSid === accountOf(response).sid);

  /** Calls `work` with the service of the path, or refuses. */
  const withService =
    (work: (service: Service, request: Request, response: Response) => void) =>
    (request: Request, response: Response): void => {
      const service = mine(response).find(({ sid }) => sid === request.params.service);
      if (service) work(service, request, response);
      else refuse(response, 20404);
    };

  router.post(BASE, (request, response) => {
    const fields = readFields(formOf(request));
    const { friendly_name } = fields;
    const wrong = wrongField(fields);
    if (friendly_name === undefined || wrong) return refuse(response, 20001, wrong ?? "FriendlyName");
    const service = createService(registry, accountOf(response).sid, { ...fields, friendly_name });
    changed();
    response.status(201).json(view(service));
  });
  router.get(BASE, (request, response) =>
    response.json(v1Page("services", mine(response), queryOf(request), ORIGIN + BASE, view)),
  );
  router.get(
    SERVICE,
    withService((service, _request, response) => response.json(view(service))),
  );
  router.post(
    SERVICE,
    withService((service, request, response) => {
      const fields = readFields(formOf(request));
      const wrong = wrongField(fields);
      if (wrong) return refuse(response, 20001, wrong);
      Object.assign(service.fields, fields);
      service.updatedAt = registry.now();
      changed();
      response.json(view(service));
    }),
  );
  router.delete(
    SERVICE,
    withService((service, _request, response) => {
      state.services.splice(state.services.indexOf(service), 1);
      changed();
      response.status(204).end();
    }),
  );

  for (const pool of [
    { path: "PhoneNumbers", key: "phone_numbers", parameter: "PhoneNumberSid", isShortCode: false },
    { path: "ShortCodes", key: "short_codes", parameter: "ShortCodeSid", isShortCode: true },
  ]) {
    const pooled = (service: Service) =>
      state.numbers.filter(
        ({ sid, kind }) => service.numberSids.includes(sid) && (kind === "short code") === pool.isShortCode,
      );
    router.post(
      `${SERVICE}/${pool.path}`,
      withService((service, request, response) => {
        const sid = formOf(request).get(pool.parameter);
        if (!sid) return refuse(response, 20001, pool.parameter);
        const number = state.numbers.find((each) => each.sid === sid && each.accountSid === service.accountSid);
        if (!number || (number.kind === "short code") !== pool.isShortCode) return refuse(response, 20404);
        const holder = serviceOfNumber(registry, sid);
        if (holder) return refuse(response, holder === service ? 21710 : 21712);
        service.numberSids.push(sid);
        changed();
        response.status(201).json(viewPooled(service)(number));
      }),
    );
    router.get(
      `${SERVICE}/${pool.path}`,
      withService((service, request, response) =>
        response.json(
          v1Page(pool.key, pooled(service), queryOf(request), `${urlOf(service)}/${pool.path}`, viewPooled(service)),
        ),
      ),
    );
    router.get(
      `${SERVICE}/${pool.path}/:sid`,
      withService((service, request, response) => {
        const number = pooled(service).find(({ sid }) => sid === request.params.sid);
        if (number) response.json(viewPooled(service)(number));
        else refuse(response, 20404);
      }),
    );
    router.delete(
      `${SERVICE}/${pool.path}/:sid`,
      withService((service, request, response) => {
        const at = service.numberSids.indexOf(request.params.sid ?? "");
        if (at < 0) return refuse(response, 20404);
        service.numberSids.splice(at, 1);
        changed();
        response.status(204).end();
      }),
    );
  }

  router.post(
    `${SERVICE}/AlphaSenders`,
    withService((service, request, response) => {
      const name = formOf(request).get("AlphaSender") ?? "";
      if (!isAlphaSender(name)) return refuse(response, 21709);
      if (service.alphaSenders.some((each) => each.name === name)) return refuse(response, 21710);
      const sender = { sid: newSid("AI"), name, createdAt: registry.now() };
      service.alphaSenders.push(sender);
      changed();
      response.status(201).json(viewAlphaSender(service)(sender));
    }),
  );
  router.get(
    `${SERVICE}/AlphaSenders`,
    withService((service, request, response) =>
      response.json(
        v1Page(
          "alpha_senders",
          service.alphaSenders,
          queryOf(request),
          `${urlOf(service)}/AlphaSenders`,
          viewAlphaSender(service),
        ),
      ),
    ),
  );
  router.get(
    `${SERVICE}/AlphaSenders/:sid`,
    withService((service, request, response) => {
      const sender = service.alphaSenders.find(({ sid }) => sid === request.params.sid);
      if (sender) response.json(viewAlphaSender(service)(sender));
      else refuse(response, 20404);
    }),
  );
  router.delete(
    `${SERVICE}/AlphaSenders/:sid`,
    withService((service, request, response) => {
      const at = service.alphaSenders.findIndex(({ sid }) => sid === request.params.sid);
      if (at < 0) return refuse(response, 20404);
      service.alphaSenders.splice(at, 1);
      changed();
      response.status(204).end();
    }),
  );
  return router;
}
