import express, { type Router } from "express";
import { openAccount, setAccountStatus } from "../registry/accounts.ts";
import { rfc2822 } from "../dates.ts";
import { v2010Page } from "../listing.ts";
import { refuse } from "../refusal.ts";
import type { Account, AccountStatus, Registry } from "../registry/registry.ts";
import { accountOf, callerOf, formOf, queryOf, type Door } from "./door.ts";

const BASE = "/2010-04-01/Accounts";
const LARGEST = 1000;
const statuses: readonly string[] = ["active", "suspended", "closed"] satisfies AccountStatus[];

const view = ({ sid, authToken, friendlyName, status, ownerSid, createdAt, updatedAt }: Account) => ({
  sid,
  auth_token: authToken,
  friendly_name: friendlyName,
  status,
  type: sid === ownerSid ? "Trial" : "Full",
  owner_account_sid: ownerSid,
  date_created: rfc2822(createdAt),
  date_updated: rfc2822(updatedAt),
  subresource_uris: {},
  uri: `${BASE}/${sid}.json`,
});

const subaccounts = ({ state }: Registry) => state.accounts.filter(({ status }) => status !== "closed").length;

/** `/Accounts.json` and `/Accounts/{AC}.json`: opens, lists, suspends, reactivates and closes subaccounts. */
export function accountResources({ registry, changed }: Door): Router {
  const router = express.Router();
  router.post(`${BASE}.json`, (request, response) => {
    if (callerOf(response) !== registry.parent) return refuse(response, 20003);
    if (subaccounts(registry) >= LARGEST) return refuse(response, 21480);
    const account = openAccount(registry, formOf(request).get("FriendlyName"));
    changed();
    response.status(201).json(view(account));
  });
  router.get(`${BASE}.json`, (request, response) => {
    const query = queryOf(request);
    const [name, status] = [query.get("FriendlyName"), query.get("Status")];
    const caller = callerOf(response);
    const all = caller === registry.parent ? [...registry.state.accounts.toReversed(), caller] : [caller];
    const hits = all.filter(
      (account) => (!name || account.friendlyName === name) && (!status || account.status === status),
    );
    response.json(v2010Page("accounts", hits, query, `${BASE}.json`, view));
  });
  router.get(`${BASE}/:account.json`, (_request, response) => response.json(view(accountOf(response))));
  router.post(`${BASE}/:account.json`, (request, response) => {
    const account = accountOf(response);
    const form = formOf(request);
    const [status, name] = [form.get("Status"), form.get("FriendlyName")];
    if (status !== null) {
      if (callerOf(response) !== registry.parent) return refuse(response, 20003);
      const isFinal = account === registry.parent || account.status === "closed";
      if (isFinal || !statuses.includes(status)) return refuse(response, 20001, "Status");
      setAccountStatus(registry, account, status as AccountStatus);
    }
    if (name) account.friendlyName = name;
    changed();
    response.json(view(account));
  });
  return router;
}
