import type { Request, RequestHandler, Response } from "express";
import { authenticate, findAccount } from "../registry/accounts.ts";
import { refuse } from "../refusal.ts";
import type { Account, Registry } from "../registry/registry.ts";

/** What the resources of the REST API share. */
export interface Door {
  registry: Registry;
  /** Marks the registry as changed. */
  changed: () => void;
}

export const formOf = (request: Request): URLSearchParams =>
  new URLSearchParams(typeof request.body === "string" ? request.body : "");
export const queryOf = (request: Request): URLSearchParams => new URL(request.url, "http://twilio").searchParams;

/** The account that a request is about. */
export const accountOf = (response: Response): Account => (response.locals as { account: Account }).account;
/** The account whose credentials a request carries. */
export const callerOf = (response: Response): Account => (response.locals as { caller: Account }).caller;

/** Of paths with an account: its own credentials, or the parent's. */
export const ofAccount =
  (registry: Registry): RequestHandler<{ account: string }> =>
  (request, response, next) => {
    const caller = authenticate(registry, request.headers.authorization);
    if (!caller) return refuse(response, 20003);
    const account = findAccount(registry, request.params.account);
    if (!account) return refuse(response, 20404);
    if (caller !== account && caller !== registry.parent) return refuse(response, 20003);
    Object.assign(response.locals, { account, caller });
    next();
  };

/** Of paths without an account: the account is that of the credentials, even for the parent. */
export const ofCaller =
  (registry: Registry): RequestHandler =>
  (request, response, next) => {
    const caller = authenticate(registry, request.headers.authorization);
    if (!caller) return refuse(response, 20003);
    Object.assign(response.locals, { account: caller, caller });
    next();
  };
