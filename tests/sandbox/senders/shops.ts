import express from "express";
import twilioSdk from "twilio";
import type { Sandbox } from "../sandbox.ts";
import { serve } from "../serving.ts";
import { sdk } from "../twilio/sdk.ts";

export const parentSid = `AC${"0".repeat(32)}`;
export const ana = "+12125550123";

export interface Call {
  path: string;
  params: Record<string, string>;
  /** Whether the request carries the signature of a token. */
  signedBy(token: string): boolean;
}

/** An app that listens for Twilio's requests, and answers texts with "Heard you." */
export async function openApp() {
  const calls: Call[] = [];
  const app = express();
  app.post("*", express.urlencoded({ extended: false }), (request, response) => {
    const params = request.body as Record<string, string>;
    const signature = request.get("x-twilio-signature") ?? "";
    calls.push({
      path: request.originalUrl,
      params,
      signedBy: (token) => twilioSdk.validateRequest(token, signature, served.url + request.originalUrl, params),
    });
    const isText = request.path.startsWith("/inbound");
    response.type("text/xml").send(`<Response>${isText ? "<Message>Heard you.</Message>" : ""}</Response>`);
  });
  const served = await serve(app);
  return { ...served, calls };
}

export const clientOf = (world: Sandbox, sid: string, token: string) => sdk(`${world.url}/sandbox/twilio`, sid, token);
export const parentOf = (world: Sandbox) => clientOf(world, parentSid, "twilio-secret");

/** What carriers ask of a business. */
export const business = {
  businessName: "Larkspur Goods LLC",
  businessWebsite: "https://larkspur.example",
  notificationEmail: "compliance@shopbell.example",
  useCaseCategories: ["MARKETING", "DELIVERY_NOTIFICATIONS"],
  useCaseSummary: "Order updates and offers for customers who agreed at checkout",
  productionMessageSample: "Larkspur: your order is on its way. Reply STOP to opt out.",
  optInImageUrls: ["https://larkspur.example/opt-in.png"],
  optInType: "WEB_FORM" as const,
  messageVolume: "10,000",
  businessType: "PRIVATE_PROFIT" as const,
  businessRegistrationNumber: "12-3456789",
  businessRegistrationAuthority: "EIN" as const,
  businessRegistrationCountry: "US",
};

/** Opens a shop at Twilio by the real SDK: subaccount, toll-free number, service, pool and verification. */
export async function openShop(world: Sandbox, appUrl: string, name: string) {
  const parent = parentOf(world);
  const account = await parent.api.v2010.accounts.create({ friendlyName: name });
  const client = clientOf(world, account.sid, account.authToken);
  const [offer] = await parent.api.v2010
    .accounts(account.sid)
    .availablePhoneNumbers("US")
    .tollFree.list({ smsEnabled: true, limit: 1 });
  const number = await parent.api.v2010
    .accounts(account.sid)
    .incomingPhoneNumbers.create({ phoneNumber: offer?.phoneNumber ?? "", friendlyName: name });
  const service = await client.messaging.v1.services.create({
    friendlyName: name,
    inboundRequestUrl: `${appUrl}/inbound/${name}`,
  });
  await client.messaging.v1.services(service.sid).phoneNumbers.create({ phoneNumberSid: number.sid });
  const verification = await client.messaging.v1.tollfreeVerifications.create({
    ...business,
    tollfreePhoneNumberSid: number.sid,
    externalReferenceId: name,
  });
  return {
    account,
    client,
    number,
    service,
    verification,
    standing: () => client.messaging.v1.tollfreeVerifications(verification.sid).fetch(),
    send: (to = ana, body = `A text of ${name}`) =>
      client.messages.create({
        to,
        body,
        messagingServiceSid: service.sid,
        statusCallback: `${appUrl}/status?of=${name}`,
      }),
  };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
