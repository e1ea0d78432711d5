import { once } from "node:events";
import express, { type Request, type Response, type Router } from "express";
import type { Instant } from "#core/time/time.ts";
import { deliver } from "./delivery.ts";
import { faultBox, type Fault } from "./faults.ts";
import { draft, resource, type TwilioMessage } from "./message.ts";
import { optOuts } from "./opt-outs.ts";
import { mediaSid, paint, PICTURE_TYPE, type PictureName } from "./pictures.ts";
import { refuse } from "./refusal.ts";
import { isAuthorised, readSend } from "./request.ts";
import { page } from "./search.ts";
import { postSigned } from "./signature.ts";
import { replies } from "./twiml.ts";

export interface TwilioState {
  messages: TwilioMessage[];
  optOuts: string[];
}

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  now(): Instant;
  /** Called for each new text, in or out, and each status change. */
  onMessage?(message: TwilioMessage): void;
  /** The statuses that are reported: every one, the default, or the last of a text. */
  reports?: "every" | "last" | undefined;
  /** The number of any messaging service. */
  serviceNumber?: string;
  /** The result of `state()` before a restart. */
  restore?: TwilioState;
}

interface Inbound {
  from: string;
  to: string;
  body: string;
  pictures?: readonly PictureName[];
  webhookUrl: string;
}

export interface Twilio {
  /** Serves `/2010-04-01/Accounts/...`; mount it where `TWILIO_API_BASE_URL` points. */
  router: Router;
  /** Oldest first. */
  messages(): readonly TwilioMessage[];
  /** Sets a fault for the next `times` requests; without `times` until null clears it. */
  fail(fault: Fault | null, times?: number): void;
  fault(): { fault: Fault; left: number } | null;
  /**
   * Sends a text from a phone to the app as a signed POST, and delivers the replies of its TwiML. After STOP, Twilio
   * delivers one confirmation and then answers 21610 until START.
   */
  receive(input: Inbound): Promise<{ status: number; twiml: string }>;
  /** Resolves once every text has arrived and every callback was answered. */
  idle(): Promise<void>;
  state(): TwilioState;
  /** Aborts hanging requests. */
  close(): void;
}

/** The fields that name the pictures of an inbound text. */
const mediaFields = (accountSid: string, { sid, pictures = [] }: TwilioMessage): Record<string, string> =>
  Object.fromEntries(
    pictures.flatMap((_name, position) => [
      [
        `MediaUrl${position}`,
        `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${mediaSid(sid, position)}`,
      ],
      [`MediaContentType${position}`, PICTURE_TYPE],
    ]),
  );

const formOf = (request: Request) => new URLSearchParams(typeof request.body === "string" ? request.body : "");
const queryOf = (request: Request) => new URL(request.url, "http://twilio").searchParams;

/** Twilio's REST API and its carriers, in one process, on loopback only. */
export function createTwilio(options: TwilioOptions): Twilio {
  const { accountSid, authToken, serviceNumber = "+18885550100" } = options;
  const messages: TwilioMessage[] = [...(options.restore?.messages ?? [])];
  const stopped = optOuts(options.restore?.optOuts);
  const faults = faultBox();
  const underway = new Set<Promise<void>>();
  const hanging = new Set<Response>();
  const carrier = {
    accountSid,
    authToken,
    reports: options.reports ?? "every",
    now: () => options.now().toString(),
    moved: (message: TwilioMessage) => options.onMessage?.(message),
  };

  function add(message: TwilioMessage): TwilioMessage {
    messages.push(message);
    options.onMessage?.(message);
    return message;
  }

  /** @param after delivery starts after this, such as the answer to the request */
  function carry(message: TwilioMessage, fault: Fault | null, after: Promise<unknown> = Promise.resolve()): void {
    const way = after.then(() => deliver(message, fault, carrier)).finally(() => underway.delete(way));
    underway.add(way);
  }

  function answerSend(request: Request, response: Response): void {
    const fault = faults.take("send");
    if (fault?.kind === "throttle") return refuse(response, 20429);
    if (fault?.kind === "reject") return refuse(response, fault.code);
    const send = readSend(formOf(request), serviceNumber);
    if ("code" in send) return refuse(response, send.code);
    if (stopped.blocks(send.to, send.from)) return refuse(response, 21610);

    const lost = fault !== null && "accepted" in fault ? fault.accepted === false : fault?.kind === "error";
    const status = send.messagingServiceSid === null ? "queued" : "accepted";
    const message = draft({ ...send, direction: "outbound-api", status }, options.now());
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

  function answerRead(request: Request, response: Response, read: () => void): void {
    const fault = faults.take("read");
    if (fault?.kind === "throttle") return refuse(response, 20429);
    if (fault?.kind === "reject") return refuse(response, fault.code);
    if (!spoil(fault, request, response)) read();
  }

  const router = express.Router();
  router.get("/2010-04-01/Accounts/:account.json", (request, response) => {
    if (!isAuthorised(request.headers.authorization, accountSid, authToken)) return refuse(response, 20003);
    if (request.params.account !== accountSid) return refuse(response, 20404);
    answerRead(request, response, () =>
      response.json({ sid: accountSid, status: "active", friendly_name: "Sandbox", type: "Trial" }),
    );
  });
  router.use(
    "/2010-04-01/Accounts/:account",
    express.text({ type: "application/x-www-form-urlencoded", limit: "64kb" }),
    (request, response, next) => {
      if (!isAuthorised(request.headers.authorization, accountSid, authToken)) return refuse(response, 20003);
      if (request.params.account !== accountSid) return refuse(response, 20404);
      next();
    },
  );
  router.post("/2010-04-01/Accounts/:account/Messages.json", answerSend);
  router.get("/2010-04-01/Accounts/:account/Messages.json", (request, response) =>
    answerRead(request, response, () => {
      const list = page(accountSid, messages, queryOf(request));
      if (list) response.json(list);
      else refuse(response, 20001);
    }),
  );
  router.get("/2010-04-01/Accounts/:account/Messages/:sid.json", (request, response) =>
    answerRead(request, response, () => {
      const message = messages.find(({ sid }) => sid === request.params.sid);
      if (message) response.json(resource(accountSid, message));
      else refuse(response, 20404);
    }),
  );
  router.get("/2010-04-01/Accounts/:account/Messages/:sid/Media/:media", (request, response) =>
    answerRead(request, response, () => {
      const { sid, media } = request.params;
      const message = messages.find((each) => each.sid === sid);
      const picture = message?.pictures?.find((_name, position) => mediaSid(message.sid, position) === media);
      if (picture) response.type(PICTURE_TYPE).send(paint(picture));
      else refuse(response, 20404);
    }),
  );
  router.use("/2010-04-01", (_request, response) => refuse(response, 20404));

  return {
    router,
    messages: () => messages,
    fail: faults.set,
    fault: faults.current,
    receive: async ({ from, to, body, pictures = [], webhookUrl }) => {
      const text = add(draft({ direction: "inbound", from, to, body, pictures, status: "received" }, options.now()));
      stopped.hear(from, to, body);
      const answer = await postSigned(authToken, webhookUrl, {
        AccountSid: accountSid,
        ApiVersion: "2010-04-01",
        Body: body,
        From: from,
        MessageSid: text.sid,
        NumMedia: String(pictures.length),
        ...mediaFields(accountSid, text),
        NumSegments: String(text.segments),
        SmsMessageSid: text.sid,
        SmsSid: text.sid,
        SmsStatus: "received",
        To: to,
      });
      const twiml = await answer.text();
      for (const reply of answer.ok ? replies(twiml) : []) {
        carry(
          add(draft({ direction: "outbound-reply", from: to, to: from, body: reply, status: "queued" }, options.now())),
          null,
        );
      }
      return { status: answer.status, twiml };
    },
    idle: async () => {
      while (underway.size > 0) await Promise.all(underway);
    },
    state: () => ({ messages, optOuts: stopped.list() }),
    close: () => {
      for (const response of hanging) response.destroy();
    },
  };
}
