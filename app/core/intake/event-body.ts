import { z } from "zod";
import { HOW_TO_WRITE, readBirthday } from "../customers/birthday.ts";
import { readPhone } from "../customers/phone-number.ts";
import { problemsOf, type Problem } from "../problem.ts";
import { Temporal, type Instant } from "../time/time.ts";
import { EARLIEST, isInFuture, isTooEarly } from "./plausible-time.ts";

/** The zod error option of a field: missing, unknown keys or the wrong type. */
const errorOf = (message: string) => ({
  error: (issue: { code?: string; input?: unknown; keys?: readonly string[] }) =>
    issue.code === "unrecognized_keys"
      ? `has unknown fields: ${issue.keys?.join(", ")}`
      : issue.input === undefined
        ? "is missing"
        : message,
});

const shortText = (maxLength: number) =>
  z
    .string(errorOf("must be text"))
    .trim()
    .min(1, "must not be empty")
    .max(maxLength, `is longer than ${maxLength} characters`);
const numericId = (what: string) =>
  z
    .union([z.string(), z.number().int()], errorOf(`must be Shopify's id of a ${what}`))
    .transform((id) => String(id).replace(/^gid:\/\/shopify\/\w+\//, ""))
    .pipe(z.string().regex(/^\d{1,20}$/, `must be Shopify's id of a ${what}`));
const instant = z.string(errorOf("must be a time")).transform((text, issues) => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    issues.addIssue({ code: "custom", message: "must be a time with its offset, such as 2026-11-20T09:30:00Z" });
    return z.NEVER;
  }
});

const birthday = z.string(errorOf("must be text")).transform((text, issues) => {
  const read = readBirthday(text);
  if (!read) issues.addIssue({ code: "custom", message: `is no birthday: ${HOW_TO_WRITE}` });
  return read ?? z.NEVER;
});

const customerFields = {
  phone: shortText(40).optional(),
  email: z.email("must be an email address").max(254, "is longer than 254 characters").optional(),
  shopify_id: numericId("customer").optional(),
};
const isNamed = ({ phone, email, shopify_id: id }: { phone?: string; email?: string; shopify_id?: string }) =>
  Boolean(phone ?? email ?? id);
const NAMED = "must have phone, email or shopify_id";

const body = z.strictObject(
  {
    event: shortText(100),
    idempotency_key: shortText(200).optional(),
    customer: z
      .strictObject({ ...customerFields, birthday: birthday.optional() }, errorOf("must be an object"))
      .refine(isNamed, NAMED),
    data: z.record(z.string(), z.unknown(), errorOf("must be an object")).default({}),
    occurred_at: instant.optional(),
    wanted: z
      .array(
        z.strictObject(
          {
            variant_id: numericId("variant"),
            price: z
              .string()
              .regex(/^\d{1,12}(\.\d{1,4})?$/, "must be an amount such as 49.00")
              .optional(),
          },
          errorOf("must be an object"),
        ),
        errorOf("must be a list"),
      )
      .max(50, "is more than 50 variants")
      .default([]),
  },
  errorOf("must be an object"),
);

/** The parsed body of `POST /api/events`. */
export interface ApiEventBody {
  name: string;
  key: string;
  /** At least one of the three is set; `phone` is E.164. */
  customer: { phone: string | null; email: string | null; shopifyId: string | null };
  /** "MM-DD"; null when the body has none. */
  birthday: string | null;
  data: Record<string, unknown>;
  occurredAt: Instant | null;
  wanted: { variantId: string; price: string | null }[];
}

/**
 * Parses the body of `POST /api/events`.
 * @param given `headerKey` is the Idempotency-Key header, `countryCode` the shop's country for national phone numbers
 * @returns the event, or all problems with their field names
 */
export function readApiEventBody(
  json: unknown,
  { headerKey, countryCode, now }: { headerKey: string | null; countryCode: string | null; now: Instant },
): { event: ApiEventBody } | { problems: Problem[] } {
  const read = body.safeParse(json);
  const { problems: named, key, phone } = readSender(json, { headerKey, countryCode });
  const problems = [...problemsOf(read.error?.issues ?? []), ...named];
  const at = read.data?.occurred_at;
  if (at && isInFuture(at, now)) problems.push({ path: "occurred_at", message: "is in the future" });
  if (at && isTooEarly(at))
    problems.push({
      path: "occurred_at",
      message: `is before ${EARLIEST.toString()}; leave it out if it is not known`,
    });
  if (problems.length > 0 || !read.success || !key) return { problems };
  const { event, customer, data, wanted } = read.data;
  return {
    event: {
      name: event,
      key,
      customer: toQuery(customer, phone),
      birthday: customer.birthday ?? null,
      data,
      occurredAt: at ?? null,
      wanted: wanted.map(({ variant_id: variantId, price }) => ({ variantId, price: price ?? null })),
    },
  };
}

const toQuery = (
  { email, shopify_id: shopifyId }: { email?: string | undefined; shopify_id?: string | undefined },
  phone: string | null,
): ApiEventBody["customer"] => ({ phone, email: email ?? null, shopifyId: shopifyId ?? null });

/** Reads the idempotency key and the customer's phone number, which header and shop help to understand. */
function readSender(
  json: unknown,
  { headerKey, countryCode }: { headerKey: string | null; countryCode: string | null },
): { problems: Problem[]; key: string | undefined; phone: string | null } {
  const problems: Problem[] = [];
  const given =
    typeof json === "object" && json !== null
      ? (json as { idempotency_key?: unknown; customer?: { phone?: unknown } | null })
      : {};
  const key = typeof given.idempotency_key === "string" ? given.idempotency_key.trim() : headerKey?.trim();
  if (!key && given.idempotency_key === undefined)
    problems.push({ path: "idempotency_key", message: "is missing: send it here or as the Idempotency-Key header" });
  else if (headerKey && key !== headerKey.trim())
    problems.push({ path: "idempotency_key", message: "differs from the Idempotency-Key header" });
  else if (key && key.length > 200 && given.idempotency_key === undefined)
    problems.push({ path: "idempotency_key", message: "is longer than 200 characters" });
  const phoneText = given.customer?.phone;
  const phone = typeof phoneText === "string" && phoneText.trim() ? readPhone(phoneText, [countryCode]) : null;
  if (typeof phoneText === "string" && phoneText.trim() && !phone)
    problems.push({
      path: "customer.phone",
      message: "is no phone number; write it with its country's prefix, such as +12125550123",
    });
  return { problems, key, phone: phone?.e164 ?? null };
}

const startBody = z.strictObject(
  {
    automation: shortText(200),
    idempotency_key: shortText(200).optional(),
    customer: z.strictObject(customerFields, errorOf("must be an object")).refine(isNamed, NAMED),
  },
  errorOf("must be an object"),
);

/** The parsed body of `POST /api/automations/start`. */
export interface ApiStartBody extends Pick<ApiEventBody, "key" | "customer"> {
  /** The automation's id or name. */
  automation: string;
}

/** Parses the body of `POST /api/automations/start`; parameters and problems as in `readApiEventBody`. */
export function readApiStartBody(
  json: unknown,
  given: { headerKey: string | null; countryCode: string | null },
): { start: ApiStartBody } | { problems: Problem[] } {
  const read = startBody.safeParse(json);
  const { problems: named, key, phone } = readSender(json, given);
  const problems = [...problemsOf(read.error?.issues ?? []), ...named];
  if (problems.length > 0 || !read.success || !key) return { problems };
  return { start: { automation: read.data.automation, key, customer: toQuery(read.data.customer, phone) } };
}
