import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { OptInFormPage, OptInFormResult } from "#components/consent/OptInFormPage.tsx";
import { servedCountries } from "#core/credits/prices.ts";
import {
  readOptInFormPage,
  receiveOptInForm,
  type OptInFormAnswer,
} from "#services/consent/receive-opt-in-form.server.ts";
import { text } from "#text/en.ts";

const words = text.optInForm;

/** The opt-in form of a storefront, which Shopify's app proxy forwards here: `<store>/apps/shopbell/opt-in`. */
export async function loader({ request, context: { app } }: LoaderFunctionArgs) {
  const read = await readOptInFormPage(app, request);
  if (read.status !== 200) return refusal(read.status);
  return htmlResponse(200, <OptInFormPage form={read.form} countries={countries} />);
}

/** Answers the theme block's script with JSON, and a form posted without scripts with a page. */
export async function action({ request, context: { app } }: ActionFunctionArgs) {
  if (request.method !== "POST") return new Response("use POST", { status: 405, headers: { Allow: "GET, POST" } });
  const answer = await receiveOptInForm(app, request);
  return request.headers.get("accept")?.includes("application/json") ? jsonResponse(answer) : pageResponse(answer);
}

/** What a visitor can put right comes with 200, as the app's own forms answer: a browser reports other statuses as faults. */
function jsonResponse(answer: OptInFormAnswer): Response {
  if (answer.status === 200) return Response.json({ ok: true, phone: answer.asked.phone });
  const { reason } = answer;
  if (answer.status === 422)
    return Response.json({
      ok: false,
      reason,
      problems: answer.problems.map(({ field, objection }) => ({
        field,
        code: objection,
        message: words.objections[objection],
      })),
    });
  if (answer.status === 409)
    return Response.json({ ok: false, reason, message: words.wordingChanged, wording: answer.form.wording });
  const refused = { ok: false, reason, message: messageOf(answer) };
  const headers = answer.status === 429 ? { "Retry-After": String(answer.retryAfter) } : undefined;
  return Response.json(refused, { status: answer.status, headers });
}

function pageResponse(answer: OptInFormAnswer): Response {
  if (answer.status === 200) return htmlResponse(200, <OptInFormResult title={words.asked} body={words.askedBody} />);
  if (answer.status === 409)
    return htmlResponse(409, <OptInFormPage form={answer.form} countries={countries} notice={words.wordingChanged} />);
  if (answer.status === 422) {
    const problems = Object.fromEntries(
      answer.problems.map(({ field, objection }) => [field, words.objections[objection]]),
    );
    return htmlResponse(
      422,
      <OptInFormPage form={answer.form} countries={countries} typed={answer.typed} problems={problems} />,
    );
  }
  if (answer.status !== 429) return refusal(answer.status);
  const response = htmlResponse(429, <OptInFormResult title={words.tooMany(answer.retryAfter)} />);
  response.headers.set("Retry-After", String(answer.retryAfter));
  return response;
}

function messageOf(answer: OptInFormAnswer): string | undefined {
  if (answer.status === 429) return words.tooMany(answer.retryAfter);
  return answer.status === 404 ? words.closed : undefined;
}

/** A store that takes no sign-ups says so; a request without Shopify's signature learns nothing. */
const refusal = (status: 400 | 401 | 404 | 413): Response =>
  status === 404
    ? htmlResponse(404, <OptInFormResult title={words.closed} />)
    : new Response(null, { status, headers: { "Cache-Control": "no-store" } });

const htmlResponse = (status: number, page: ReactElement): Response =>
  new Response(`<!doctype html>${renderToStaticMarkup(page)}`, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" },
  });

const names = new Intl.DisplayNames("en", { type: "region" });
const countries = servedCountries()
  .map((code) => ({ code, name: names.of(code) ?? code }))
  .sort((a, b) => a.name.localeCompare(b.name));
