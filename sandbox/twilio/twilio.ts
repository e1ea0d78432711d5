import { once } from "node:events";
import express, { type Request, type Response, type Router } from "express";
import type { Instant } from "#core/time/time.ts";
import { deliver } from "./delivery.ts";
import { faultBox, type Fault } from "./faults.ts";
import { inboundFields, routeInbound } from "./inbound.ts";
import { draft, resource, type TwilioMessage } from "./message.ts";
import { isStop, optOuts } from "./opt-outs.ts";
import type { PictureName } from "./pictures.ts";
import { refuse } from "./refusal.ts";
import { findAccount } from "./registry/accounts.ts";
import { numberAt } from "./registry/numbers.ts";
import { openRegistry, type Registry, type RegistryState } from "./registry/registry.ts";
import { readSend } from "./request.ts";
import { accountResources } from "./rest/accounts.ts";
import { accountOf, formOf, ofAccount, ofCaller } from "./rest/door.ts";
import { deactivationFiles, lookupResources } from "./rest/lookups.ts";
import { messageResources } from "./rest/messages.ts";
import { numberResources } from "./rest/numbers.ts";
import { serviceResources } from "./rest/services.ts";
import { verificationResources } from "./rest/verifications.ts";
import { carrierObjection, chooseSender, optOutKeys } from "./sender.ts";
import { postSigned } from "./signature.ts";
import { replies } from "./twiml.ts";

export interface TwilioState {
  messages: TwilioMessage[];
  optOuts: string[];
  /** Subaccounts, numbers, services and verifications; absent in the file of an earlier sandbox. */
  registry?: RegistryState;
}

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  now(): Instant;
  /** Called for each new text, in or out, and each status change. */
  onMessage?(message: TwilioMessage): void;
  /** Called for each change of accounts, numbers, services and verifications. */
  onChange?(): void;
  /** The statuses that are reported: every one, the default, or the last of a text. */
  reports?: "every" | "last" | undefined;
  /** The number of any messaging service of the parent account that was not made here. */
  serviceNumber?: string;
  /** The result of `state()` before a restart. */
  restore?: TwilioState;
}

interface Inbound {
  from: string;
  to: string;
  body: string;
  pictures?: readonly PictureName[];
  /** Of the parent's own number; other numbers have addresses of their own. */
  webhookUrl: string;
}

export interface Twilio {
  /** Serves Twilio's paths, such as `/2010-04-01/Accounts/...`; mount it where `TWILIO_API_BASE_URL` points. */
  router: Router;
  /** Subaccounts, numbers, services and verifications. */
  registry: Registry;
  /** Oldest first. */
  messages(): readonly TwilioMessage[];
  /** Sets a fault for the next `times` requests; without `times` until null clears it. */
  fail(fault: Fault | null, times?: number): void;
  fault(): { fault: Fault; left: number } | null;
  /**
   * Sends a text from a phone to the app as a signed POST, and delivers the replies of its TwiML. After STOP, Twilio
   * delivers one confirmation and then answers 21610 until START. A number of a subaccount has the address and the
   * token of that account; status 0 where no app hears of the text.
   */
  receive(input: Inbound): Promise<{ status: number; twiml: string }>;
  /** Resolves once every text has arrived and every callback was answered. */
  idle(): Promise<void>;
  state(): TwilioState;
  /** Aborts hanging requests. */
  close(): void;
}

/** The network's own answer to STOP on a toll-free number; the app's answer does not arrive. */
const NETWORK_STOP =
  'NETWORK MSG: You replied with the word "stop" which blocks all texts sent from this number. Text back "unstop" to ' +
  "receive messages again.";

/** Twilio's REST API and its carriers, in one process, on loopback only. */
export function createTwilio(options: TwilioOptions): Twilio {
  const { serviceNumber = "+18885550100" } = options;
  const messages: TwilioMessage[] = [...(options.restore?.messages ?? [])];
  const stopped = optOuts(options.restore?.optOuts);
  const now = () => options.now().toString();
  const registry = openRegistry(options, now, options.restore?.registry);
  const { parent } = registry;
  const faults = faultBox();
  const underway = new Set<Promise<void>>();
  const hanging = new Set<Response>();
  const accountSidOf = (message: TwilioMessage) => message.accountSid ?? parent.sid;

  function add(message: TwilioMessage): TwilioMessage {
    messages.push(message);
    options.onMessage?.(message);
    return message;
  }

  /** @param after delivery starts after this, such as the answer to the request */
  function carry(message: TwilioMessage, fault: Fault | null, after: Promise<unknown> = Promise.resolve()): void {
    const accountSid = accountSidOf(message);
    const way = after
      .then(() => {
        const objection = carrierObjection(registry, { ...message, accountSid });
        return deliver(message, objection ? { kind: "undeliver", ...objection } : fault, {
          accountSid,
          authToken: findAccount(registry, accountSid)?.authToken ?? parent.authToken,
          reports: options.reports ?? "every",
          now,
          moved: (moved) => options.onMessage?.(moved),
        });
      })
      .finally(() => underway.delete(way));
    underway.add(way);
  }

  /** Absent on messages of the parent, as in the files of earlier sandboxes. */
  const ofSubaccount = (accountSid: string) => (accountSid === parent.sid ? {} : { accountSid });

  function answerSend(request: Request, response: Response): void {
    const { sid: accountSid, status: accountStatus } = accountOf(response);
    const fault = faults.take("send", accountSid);
    if (fault?.kind === "throttle") return refuse(response, 20429);
    if (fault?.kind === "reject") return refuse(response, fault.code);
    if (accountStatus !== "active") return refuse(response, 20003);
    const send = readSend(formOf(request));
    if ("code" in send) return refuse(response, send.code);
    const choice = chooseSender(registry, send, {
      accountSid,
      serviceNumber,
      lastFrom: (serviceSid, to) =>
        messages.findLast((message) => message.messagingServiceSid === serviceSid && message.to === to)?.from,
    });
    if ("code" in choice) return refuse(response, choice.code);
    const { from, service } = choice;
    if (stopped.blocks(send.to, optOutKeys(registry, accountSid, from))) return refuse(response, 21610);

    const lost = fault !== null && "accepted" in fault ? fault.accepted === false : fault?.kind === "error";
    const status = send.messagingServiceSid === null ? "queued" : "accepted";
    const statusCallback = send.statusCallback ?? service?.fields.status_callback ?? null;
    const message = draft(
      { ...send, from, statusCallback, ...ofSubaccount(accountSid), direction: "outbound-api", status },
      options.now(),
    );
    const body = resource(accountSid, message);
    if (!lost) {
      add(message);
      // Callbacks follow the answer, if there is one.
      const unanswered = fault?.kind === "hang" || fault?.kind === "reset";
      carry(message, fault, unanswered ? undefined : once(response, "close"));
    }
    if (!spoil(fault, request, response)) response.status(201).json(body);
  }

  /** @returns whether the fault replaced the answer */
  function spoil(fault: Fault | null, request: Request, response: Response): boolean {
    if (fault?.kind === "error") refuse(response, 20500);
    else if (fault?.kind === "hang") hanging.add(response.once("close", () => hanging.delete(response)));
    else if (fault?.kind === "reset") request.socket.resetAndDestroy();
    else if (fault?.kind === "garbage") response.status(201).type("application/json").send('{"sid": "SM');
    else return false;
    return true;
  }

  /** Meets every request but texts with the fault: a change that loses its answer is made, unless `accepted` is false. */
  function meetFault(request: Request, response: Response, next: () => void): void {
    const isText = request.method === "POST" && request.path.endsWith("/Messages.json");
    const isRead = request.method === "GET";
    const fault = isText ? null : faults.take(isRead ? "read" : "write", accountOf(response).sid);
    if (fault?.kind === "throttle") return refuse(response, 20429);
    if (fault?.kind === "reject") return refuse(response, fault.code);
    const isMade = !isRead && fault !== null && "accepted" in fault ? fault.accepted : fault?.kind !== "error";
    if (fault === null || fault.kind === "undeliver") return next();
    if (isRead || !isMade) return void spoil(fault, request, response);
    const { json } = response;
    response.json = () => {
      response.json = json;
      spoil(fault, request, response);
      return response;
    };
    next();
  }

  const changed = () => options.onChange?.();
  const door = { registry, changed };
  const router = express.Router();
  router.use(express.text({ type: "application/x-www-form-urlencoded", limit: "64kb" }));
  router.use("/2010-04-01/Accounts.json", ofCaller(registry));
  router.use("/2010-04-01/Accounts/:account.json", ofAccount(registry));
  router.use("/2010-04-01/Accounts/:account/:resource", ofAccount(registry));
  router.use(["/v1", "/v2"], ofCaller(registry));
  router.use(["/2010-04-01/Accounts.json", "/2010-04-01/Accounts/:account", "/v1", "/v2"], meetFault);
  router.use(
    messageResources({
      send: answerSend,
      messagesOf: (accountSid) => messages.filter((message) => accountSidOf(message) === accountSid),
    }),
  );
  router.use(accountResources(door));
  router.use(numberResources(door));
  router.use(serviceResources(door));
  router.use(verificationResources(door));
  router.use(lookupResources(door));
  router.use(deactivationFiles(door));
  router.use(["/2010-04-01", "/v1", "/v2"], (_request, response) => refuse(response, 20404));

  async function receive({ from, to, body, pictures = [], webhookUrl: elsewhere }: Inbound) {
    const { account, messagingServiceSid, webhookUrl } = routeInbound(registry, to, elsewhere);
    const ownership = { ...ofSubaccount(account.sid), messagingServiceSid };
    const text = add(
      draft({ ...ownership, direction: "inbound", from, to, body, pictures, status: "received" }, options.now()),
    );
    const isTollFree = numberAt(registry, to)?.kind === "toll-free";
    stopped.hear(from, optOutKeys(registry, account.sid, to), body, isTollFree);
    const reply = (answer: string, more: Partial<TwilioMessage> = {}) =>
      draft(
        { ...ownership, direction: "outbound-reply", from: to, to: from, body: answer, status: "queued", ...more },
        options.now(),
      );
    const isNetworkStop = isTollFree && isStop(body);
    if (isNetworkStop) add(reply(NETWORK_STOP, { status: "delivered", sentAt: now() }));
    if (webhookUrl === null) return { status: 0, twiml: "" };
    const answer = await postSigned(account.authToken, webhookUrl, inboundFields(account.sid, text));
    const twiml = await answer.text();
    for (const each of answer.ok ? replies(twiml) : []) {
      if (isNetworkStop) add(reply(each, { status: "failed", errorCode: 21610 }));
      else carry(add(reply(each)), null);
    }
    return { status: answer.status, twiml };
  }

  return {
    router,
    registry,
    messages: () => messages,
    fail: faults.set,
    fault: faults.current,
    receive,
    idle: async () => {
      while (underway.size > 0) await Promise.all(underway);
    },
    state: () => ({ messages, optOuts: stopped.list(), registry: registry.state }),
    close: () => {
      for (const response of hanging) response.destroy();
    },
  };
}
