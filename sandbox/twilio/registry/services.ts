import { newSid, type Registry, type Service, type ServiceFields } from "./registry.ts";

const untouched: Omit<ServiceFields, "friendly_name"> = {
  inbound_request_url: null,
  inbound_method: "POST",
  fallback_url: null,
  fallback_method: "POST",
  status_callback: null,
  sticky_sender: true,
  mms_converter: true,
  smart_encoding: true,
  scan_message_content: "inherit",
  fallback_to_long_code: true,
  area_code_geomatch: true,
  synchronous_validation: false,
  validity_period: 36_000,
  usecase: "undeclared",
  use_inbound_webhook_on_number: false,
};

export function createService(
  registry: Registry,
  accountSid: string,
  fields: Partial<ServiceFields> & Pick<ServiceFields, "friendly_name">,
): Service {
  const at = registry.now();
  const service: Service = {
    sid: newSid("MG"),
    accountSid,
    fields: { ...untouched, ...fields },
    numberSids: [],
    alphaSenders: [],
    createdAt: at,
    updatedAt: at,
  };
  registry.state.services.push(service);
  return service;
}

/** An alphanumeric sender: up to 11 characters, not digits alone. */
export const isAlphaSender = (name: string): boolean => /^(?=.*[A-Za-z])[A-Za-z0-9 \-+_&]{1,11}$/.test(name);

export const serviceOfNumber = ({ state }: Registry, numberSid: string): Service | undefined =>
  state.services.find(({ numberSids }) => numberSids.includes(numberSid));

export const serviceOfAlphaSender = ({ state }: Registry, accountSid: string, name: string): Service | undefined =>
  state.services.find(
    (service) => service.accountSid === accountSid && service.alphaSenders.some((each) => each.name === name),
  );
