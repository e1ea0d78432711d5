import { randomBytes, timingSafeEqual } from "node:crypto";
import { releaseNumber } from "./numbers.ts";
import { newSid, type Account, type AccountStatus, type Registry } from "./registry.ts";

export const findAccount = ({ parent, state }: Registry, sid: string): Account | undefined =>
  sid === parent.sid ? parent : state.accounts.find((account) => account.sid === sid);

export function openAccount(registry: Registry, friendlyName: string | null): Account {
  const at = registry.now();
  const account: Account = {
    sid: newSid("AC"),
    authToken: randomBytes(16).toString("hex"),
    friendlyName: friendlyName || `SubAccount Created at ${at}`,
    status: "active",
    ownerSid: registry.parent.sid,
    createdAt: at,
    updatedAt: at,
  };
  registry.state.accounts.push(account);
  return account;
}

/** Suspends, reactivates or closes a subaccount. Closing releases its numbers, and cannot be undone. */
export function setAccountStatus(registry: Registry, account: Account, status: AccountStatus): void {
  account.status = status;
  account.updatedAt = registry.now();
  if (status !== "closed") return;
  for (const number of registry.state.numbers.filter(({ accountSid }) => accountSid === account.sid))
    releaseNumber(registry, number);
}

/** The account of an `Authorization` header; null for wrong credentials and for accounts that are not active. */
export function authenticate(registry: Registry, header: string | undefined): Account | null {
  const [scheme, encoded] = (header ?? "").split(" ");
  if (scheme !== "Basic" || !encoded) return null;
  const [sid = "", ...token] = Buffer.from(encoded, "base64").toString().split(":");
  const account = findAccount(registry, sid);
  if (!account || account.status !== "active") return null;
  const [given, wanted] = [Buffer.from(token.join(":")), Buffer.from(account.authToken)];
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? account : null;
}
