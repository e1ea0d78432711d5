import { isIP } from "node:net";
import { formWordingOf, readOptInForm, type FormProblem, type FormWording } from "#core/consent/opt-in-form.ts";
import { storeWordingOf } from "#core/consent/disclosure.ts";
import { storable } from "#core/storable-text.ts";
import { nameInTexts, readSettings } from "#core/team/settings.ts";
import type { AppContext } from "#shell/context.server.ts";
import { bodyLimitOf } from "#shell/http/body-limits.server.ts";
import { BodyTooLarge, readBody } from "#shell/http/bounded-body.server.ts";
import { createRateLimit } from "#shell/http/rate-limit.server.ts";
import { isAnyOn } from "#shell/repositories/automations/automation-list.server.ts";
import { findShop, type ShopRow } from "#shell/repositories/team/shops.server.ts";
import { recordConsent } from "./parts/record-consent.server.ts";

/** Attempts from one address: ten at once, then one a minute. */
const takeAddressToken = createRateLimit({ capacity: 10, perSecond: 1 / 60 });
/** Attempts for one number: three at once, then one in twenty minutes. */
const takeNumberToken = createRateLimit({ capacity: 3, perSecond: 1 / 1_200 });

/** The form as a page of the storefront shows it. */
interface ShownForm {
  /** The shop's name in texts. */
  shop: string;
  countryCode: string | null;
  wording: FormWording;
  /** Path of the form on the storefront. */
  action: string;
}

export type OptInFormPage = { status: 200; form: ShownForm } | { status: 401 | 404; reason: "not_signed" | "closed" };

export type OptInFormAnswer =
  /** The same for each valid number: it does not tell strangers who gets texts and who has stopped them. */
  | { status: 200; asked: { phone: string } }
  | { status: 409; reason: "wording_changed"; form: ShownForm }
  | {
      status: 422;
      reason: "invalid";
      problems: FormProblem[];
      form: ShownForm;
      typed: { phone: string; country: string };
    }
  | { status: 429; reason: "too_many"; retryAfter: number }
  | { status: 400 | 401 | 404 | 413; reason: "unreadable" | "not_signed" | "closed" };

/** Reads the form for a request that Shopify's app proxy has signed. */
export async function readOptInFormPage(context: AppContext, request: Request): Promise<OptInFormPage> {
  const signed = signedQuery(context, request);
  if (!signed) return { status: 401, reason: "not_signed" };
  const form = await shownForm(context, signed);
  return form ? { status: 200, form: form.shown } : { status: 404, reason: "closed" };
}

/**
 * Receives the storefront's opt-in form through Shopify's app proxy: checks the signature, the rate limits and the
 * fields, and records an opt-in that waits for a YES by text. The automation "Double opt-in" asks for it.
 */
export async function receiveOptInForm(context: AppContext, request: Request): Promise<OptInFormAnswer> {
  const signed = signedQuery(context, request);
  if (!signed) return { status: 401, reason: "not_signed" };
  const ip = visitorAddress(request);
  if (!ip) return { status: 400, reason: "unreadable" };
  const busy = takeAddressToken(context, ip);
  if (busy !== null) return { status: 429, reason: "too_many", retryAfter: busy };
  const open = await shownForm(context, signed);
  if (!open) return { status: 404, reason: "closed" };
  const { shop, shown } = open;
  const posted = await readFields(request);
  if ("refused" in posted) return { status: posted.refused, reason: "unreadable" };
  const { fields } = posted;
  const read = readOptInForm(fields, shop.countryCode);
  if ("problems" in read) {
    const { phone = "", country = "" } = fields;
    return { status: 422, reason: "invalid", problems: read.problems, form: shown, typed: { phone, country } };
  }
  const { phone, version, page, timezone } = read.form;
  // The proof names what the visitor read, which is not what the form says by now.
  if (version !== shown.wording.version) return { status: 409, reason: "wording_changed", form: shown };
  const often = takeNumberToken(context, `${shop.id} ${context.secrets.hashAddress(phone)}`);
  if (often !== null) return { status: 429, reason: "too_many", retryAfter: often };
  const recorded = await recordConsent(
    context,
    shop.id,
    {
      phone,
      state: "subscribed",
      how: "form",
      words: shown.wording.words,
      wordsVersion: version,
      page: page ?? `https://${shop.domain}${shown.action}`,
      ip,
      userAgent: request.headers.get("user-agent")?.slice(0, 500) || "not told",
      timezone: timezone ?? shop.timezone,
    },
    { confirmsByText: true },
  );
  if (!recorded.ok && recorded.reason === "invalid")
    throw new Error(
      `an opt-in of the form lacks its proof: ${recorded.problems.map(({ message }) => message).join(", ")}`,
    );
  return { status: 200, asked: { phone } };
}

/** The query of a request that Shopify signed lately; null for another. */
function signedQuery({ shopify, clock }: AppContext, { url }: Request): URLSearchParams | null {
  const query = new URL(url).searchParams;
  return shopify.isProxySigned(query, clock.now()) ? query : null;
}

async function shownForm(
  context: AppContext,
  query: URLSearchParams,
): Promise<{ shop: ShopRow; shown: ShownForm } | null> {
  const shop = await findShop(context.db.pool, query.get("shop") ?? "");
  if (!shop || shop.uninstalledAt) return null;
  const name = nameInTexts(shop);
  const wording = formWordingOf(
    storeWordingOf(readSettings(shop.settings).disclosure, name),
    await isAnyOn(context.db.pool, shop.id, "opt_in_requested"),
  );
  if (!wording) return null;
  const action = `${query.get("path_prefix") ?? ""}/opt-in`;
  return { shop, shown: { shop: name, countryCode: shop.countryCode, wording, action } };
}

/** Shopify puts the visitor's address first. */
function visitorAddress({ headers }: Request): string | null {
  const first = headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
  return isIP(first) === 0 ? null : first;
}

async function readFields(request: Request): Promise<{ fields: Record<string, string> } | { refused: 400 | 413 }> {
  try {
    const body = await readBody(request, bodyLimitOf(new URL(request.url).pathname));
    return {
      fields: storable(Object.fromEntries(new URLSearchParams(body.toString("utf8")))) as Record<string, string>,
    };
  } catch (error) {
    return { refused: error instanceof BodyTooLarge ? 413 : 400 };
  }
}
