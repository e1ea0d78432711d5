import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Fields = Record<string, string | string[]>;
interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}
export interface TwilioCall {
  method: string;
  path: string;
  account: string;
  fields: Fields;
}

const sid = (prefix: string) => `${prefix}${randomBytes(16).toString("hex")}`;
const refused = (status: number, code: number, message: string): Answer => ({
  status,
  body: { status, code, message },
});

interface Account {
  sid: string;
  auth_token: string;
  friendly_name: string;
  status: string;
}
interface Held {
  sid: string;
  account: string;
  [field: string]: unknown;
}

/**
 * A Twilio for the set-up of senders over real HTTP: accounts, numbers, services and verifications, with the paths, the
 * fields and the credentials that Twilio's own asks for.
 */
export async function startTwilioStand(parent: { sid: string; token: string }) {
  const accounts = new Map<string, Account>([
    [parent.sid, { sid: parent.sid, auth_token: parent.token, friendly_name: "parent", status: "active" }],
  ]);
  const numbers: Held[] = [];
  const services: Held[] = [];
  const pools: Held[] = [];
  const verifications: Held[] = [];
  const calls: TwilioCall[] = [];
  const lineTypes = new Map<string, string>();
  let deactivated = "";
  let next = 100;
  /** Fails the calls that it matches; `after` lets the call take effect first. */
  let fault: ((call: TwilioCall) => "before" | "after" | Answer | null) | null = null;

  const listOf = (key: string, rows: readonly unknown[]): Answer => ({
    body: { [key]: rows, meta: { key, page: 0, page_size: 50 }, page: 0, page_size: 50 },
  });

  function answer({ method, path, account, fields }: TwilioCall): Answer {
    const own = (rows: Held[]) => rows.filter((row) => row.account === account);
    const at = (pattern: RegExp) => pattern.exec(path);
    if (path === "/2010-04-01/Accounts.json" && method === "GET")
      return listOf(
        "accounts",
        [...accounts.values()].filter(({ friendly_name }) => friendly_name === fields.FriendlyName),
      );
    if (path === "/2010-04-01/Accounts.json") {
      const made = {
        sid: sid("AC"),
        auth_token: randomBytes(16).toString("hex"),
        friendly_name: String(fields.FriendlyName),
        status: "active",
      };
      accounts.set(made.sid, made);
      return { status: 201, body: made };
    }
    const one = at(/^\/2010-04-01\/Accounts\/(AC\w+)\.json$/);
    if (one) {
      const found = accounts.get(one[1] ?? "");
      if (!found) return refused(404, 20404, "no such account");
      if (method === "POST") found.status = String(fields.Status);
      return { body: found };
    }
    const inAccount = at(/^\/2010-04-01\/Accounts\/(AC\w+)\/(.+)$/);
    const [, owner = "", rest = ""] = inAccount ?? [];
    if (inAccount && accounts.get(owner)?.status !== "active") return refused(401, 20005, "the account is not active");
    if (rest.startsWith("AvailablePhoneNumbers/"))
      return listOf("available_phone_numbers", [{ phone_number: `+18885550${next++}`, iso_country: "US" }]);
    if (rest === "IncomingPhoneNumbers.json" && method === "GET")
      return listOf(
        "incoming_phone_numbers",
        numbers.filter(
          (row) =>
            row.account === owner &&
            (!fields.FriendlyName || row.friendly_name === fields.FriendlyName) &&
            (!fields.PhoneNumber || row.phone_number === fields.PhoneNumber),
        ),
      );
    if (rest === "IncomingPhoneNumbers.json") {
      const bought = {
        sid: sid("PN"),
        account: owner,
        phone_number: fields.PhoneNumber,
        friendly_name: fields.FriendlyName,
        sms_url: fields.SmsUrl,
      };
      numbers.push(bought);
      return { status: 201, body: bought };
    }
    const number = /^IncomingPhoneNumbers\/(PN\w+)\.json$/.exec(rest);
    if (number) {
      const index = numbers.findIndex((row) => row.sid === number[1]);
      const held = numbers[index];
      if (!held) return refused(404, 20404, "no such number");
      if (method === "DELETE") {
        numbers.splice(index, 1);
        return { status: 204 };
      }
      if (fields.AccountSid) held.account = String(fields.AccountSid);
      if (fields.FriendlyName) held.friendly_name = fields.FriendlyName;
      return { body: held };
    }
    if (path === "/v1/Services" && method === "GET") return listOf("services", own(services));
    if (path === "/v1/Services") {
      const made = {
        sid: sid("MG"),
        account,
        friendly_name: fields.FriendlyName,
        inbound_request_url: fields.InboundRequestUrl,
      };
      services.push(made);
      return { status: 201, body: made };
    }
    const pool = at(/^\/v1\/Services\/(MG\w+)\/(PhoneNumbers|AlphaSenders)$/);
    if (pool) {
      const content = fields.PhoneNumberSid ?? fields.AlphaSender;
      if (pools.some((row) => row.service === pool[1] && row.content === content))
        return refused(409, 21710, "it is in this service already");
      pools.push({ sid: sid("PN"), account, service: pool[1], content });
      return { status: 201, body: { sid: content } };
    }
    if (path === "/v1/Tollfree/Verifications" && method === "GET")
      return listOf(
        "verifications",
        own(verifications).filter((row) => row.tollfree_phone_number_sid === fields.TollfreePhoneNumberSid),
      );
    if (path === "/v1/Tollfree/Verifications") {
      for (const required of ["BusinessName", "OptInImageUrls", "TollfreePhoneNumberSid", "MessageVolume"])
        if (!fields[required]) return refused(400, 21604, `${required} is missing`);
      const made = {
        sid: sid("HH"),
        account,
        status: "PENDING_REVIEW",
        tollfree_phone_number_sid: fields.TollfreePhoneNumberSid,
        business_name: fields.BusinessName,
        edits: 0,
      };
      verifications.push(made);
      return { status: 201, body: made };
    }
    const verification = at(/^\/v1\/Tollfree\/Verifications\/(HH\w+)$/);
    if (verification) {
      const index = own(verifications).findIndex((row) => row.sid === verification[1]);
      const held = own(verifications)[index];
      if (!held) return refused(404, 20404, "no such verification");
      if (method === "DELETE") {
        verifications.splice(verifications.indexOf(held), 1);
        return { status: 204 };
      }
      if (method === "POST")
        Object.assign(held, {
          status: "PENDING_REVIEW",
          business_name: fields.BusinessName,
          edits: Number(held.edits) + 1,
          rejection_reasons: [],
        });
      return { body: held };
    }
    if (path === "/v1/Deactivations")
      return {
        status: 307,
        body: { redirect_to: `https://deactivations.twilio.example/list?day=${String(fields.Date)}` },
      };
    const line = at(/^\/v2\/PhoneNumbers\/(.+)$/);
    if (line) {
      const type = lineTypes.get(decodeURIComponent(line[1] ?? ""));
      return { body: { phone_number: line[1], line_type_intelligence: type ? { type } : null } };
    }
    return refused(404, 20404, `${method} ${path} is not played`);
  }

  /** Twilio lets the parent reach v2010 of its subaccounts; other hosts want the account's own credentials. */
  function accountOf(request: IncomingMessage): string | null {
    const [user = "", token] = Buffer.from(request.headers.authorization?.split(" ")[1] ?? "", "base64")
      .toString()
      .split(":");
    return accounts.get(user)?.auth_token === token ? user : null;
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "", "http://twilio");
    const given = new URLSearchParams(request.method === "GET" ? url.search : Buffer.concat(chunks).toString());
    const fields: Fields = {};
    for (const key of new Set(given.keys())) {
      const values = given.getAll(key);
      fields[key] = values.length > 1 ? values : (values[0] ?? "");
    }
    const call = { method: request.method ?? "", path: url.pathname, account: accountOf(request) ?? "", fields };
    if (url.pathname === "/list") {
      response.end(deactivated);
      return;
    }
    calls.push(call);
    const wanted = fault?.(call) ?? null;
    if (wanted === "before") return void request.socket.destroy();
    const { status = 200, body }: Answer =
      typeof wanted === "object" && wanted !== null
        ? wanted
        : call.account === ""
          ? refused(401, 20003, "Authenticate")
          : answer(call);
    if (wanted === "after") return void request.socket.destroy();
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    void handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accounts,
    numbers,
    services,
    pools,
    verifications,
    calls,
    lineTypes,
    fail: (how: typeof fault) => (fault = how),
    /** The list of numbers that were given up, as Twilio serves it. */
    deactivate: (list: string) => (deactivated = list),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export type TwilioStand = Awaited<ReturnType<typeof startTwilioStand>>;
