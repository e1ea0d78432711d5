import express, { type Router } from "express";
import { z } from "zod";
import { Temporal } from "#core/time/time.ts";
import { click } from "../click.ts";
import { NotInStoreError, StoreRefusal } from "../store/find.ts";
import { findAccount } from "../twilio/registry/accounts.ts";
import { addNumber, numberAt } from "../twilio/registry/numbers.ts";
import { decideVerification, delayVerification, refusalReasons, standingOf } from "../twilio/registry/verifications.ts";
import { lineTypes, type Verification } from "../twilio/registry/registry.ts";
import type { Scene } from "../scene.ts";
import { sendersOf } from "./senders.ts";

const verification = z.object({ sid: z.string() });
const refusal = verification.extend({
  code: z.coerce.number().refine((code) => code in refusalReasons, { message: "is no reason of a refusal" }),
});
const delay = verification.extend({ days: z.coerce.number().int().min(1).max(365).default(3) });
const review = z.object({ days: z.coerce.number().int().min(0).max(365) });
const brought = z.object({
  account: z.string(),
  phoneNumber: z.string().regex(/^(\+\d{7,15}|\d{5,6})$/, "write the number as +15551234567, or a short code's digits"),
});
const phone = z.object({ phone: z.e164() });
const line = phone.extend({ type: z.enum(lineTypes) });
const deactivation = phone.extend({ date: z.iso.date().optional() });
const country = z.object({
  country: z
    .string()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, "write the country's two letters, such as DE"),
  allowed: z.union([z.boolean(), z.stringbool()]),
});

/**
 * Under /sandbox/api/twilio: `GET /senders` all subaccounts with their numbers, services and verifications.
 * - `POST /verifications/:sid/approve`, `/refuse` {code}, `/delay` {days}: decides a review, or lets it take longer
 * - `POST /review` {days}: how long the next reviews take
 * - `POST /numbers` {account, phoneNumber}: a number or short code that is brought along to a subaccount
 * - `POST /numbers/campaign` {phone}: puts a US local number into an approved A2P campaign
 * - `POST /lines` {phone, type}: the line type of a customer's number
 * - `POST /deactivations` {phone, date?}: a carrier deactivates a number, today or on another day
 * - `POST /countries` {country, allowed}: the geo permission of a country
 */
export function sendersApi(scene: Scene): Router {
  const { registry } = scene.twilio;
  const { state } = registry;
  const router = express.Router();

  /** Of a verification that is under review. */
  function underReview(sid: string): Verification {
    const found = state.verifications.find((each) => each.sid === sid);
    if (!found) throw new NotInStoreError(`there is no verification ${sid}`);
    if (standingOf(registry, found).status.startsWith("TWILIO_"))
      throw new StoreRefusal(`the verification of ${found.phoneNumber} is decided already`);
    return found;
  }

  router.get("/senders", (_request, response) => void response.json(sendersOf(registry)));
  router.post(
    "/verifications/:sid/approve",
    click(scene, verification, ({ sid }) => decideVerification(registry, underReview(sid), null)),
  );
  router.post(
    "/verifications/:sid/refuse",
    click(scene, refusal, ({ sid, code }) => decideVerification(registry, underReview(sid), code)),
  );
  router.post(
    "/verifications/:sid/delay",
    click(scene, delay, ({ sid, days }) => delayVerification(underReview(sid), days)),
  );
  router.post(
    "/review",
    click(scene, review, ({ days }) => void (state.reviewDays = days)),
  );
  router.post(
    "/numbers",
    click(scene, brought, ({ account: sid, phoneNumber }) => {
      const account = findAccount(registry, sid);
      if (!account || account.status === "closed") throw new NotInStoreError(`there is no open account ${sid}`);
      if (numberAt(registry, phoneNumber)) throw new StoreRefusal(`${phoneNumber} belongs to an account already`);
      const number = addNumber(registry, sid, phoneNumber, { registered: true });
      return { sid: number.sid };
    }),
  );
  router.post(
    "/numbers/campaign",
    click(scene, phone, (input) => {
      const number = numberAt(registry, input.phone);
      if (!number) throw new NotInStoreError(`no account has ${input.phone}`);
      number.registered = true;
    }),
  );
  router.post(
    "/lines",
    click(scene, line, (input) => void (state.lines[input.phone] = input.type)),
  );
  router.post(
    "/deactivations",
    click(scene, deactivation, (input) => {
      const today = Temporal.Instant.from(scene.now()).toZonedDateTimeISO("UTC").toPlainDate().toString();
      state.deactivated.push({ phone: input.phone, date: input.date ?? today });
    }),
  );
  router.post(
    "/countries",
    click(scene, country, (input) => {
      state.countriesOff = state.countriesOff.filter((code) => code !== input.country);
      if (!input.allowed) state.countriesOff.push(input.country);
    }),
  );
  return router;
}
