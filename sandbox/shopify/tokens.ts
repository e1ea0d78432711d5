import { randomBytes } from "node:crypto";

/** Access tokens of the store, and whether they are valid. */
export interface TokenState {
  /** The merchant uninstalled the app, and has not installed it again. */
  removed: boolean;
  tokens: Record<string, "valid" | "revoked">;
  /** How often the app has renewed a token. */
  renewals?: number;
  /** The tokens that end with the first use of an access token, which renewed them. */
  endedBy?: Record<string, string[]>;
}

const AN_HOUR = 3_600;
const NINETY_DAYS = 7_776_000;
const TOKENS_KEPT = 100;

const random = () => randomBytes(16).toString("hex");

export interface Grant {
  access_token: string;
  scope: string;
  expires_in: number;
  refresh_token: string;
  refresh_token_expires_in: number;
}

/** Issues an expiring offline token. The first request after an uninstall installs the app. */
export function grant(state: TokenState, scope: string): Grant {
  const answer = {
    access_token: `shpat_${random()}`,
    scope,
    expires_in: AN_HOUR,
    refresh_token: `shprt_${random()}`,
    refresh_token_expires_in: NINETY_DAYS,
  };
  state.removed = false;
  state.tokens[answer.access_token] = "valid";
  state.tokens[answer.refresh_token] = "valid";
  for (const old of Object.keys(state.tokens).slice(0, -TOKENS_KEPT)) delete state.tokens[old];
  return answer;
}

/** Renews by a refresh token. It stays valid until the new access token is used, so that a lost answer can be asked for again. */
export function renew(state: TokenState, scope: string, refreshToken: string): Grant {
  const answer = grant(state, scope);
  state.renewals = (state.renewals ?? 0) + 1;
  (state.endedBy ??= {})[answer.access_token] = [refreshToken];
  for (const old of Object.keys(state.endedBy).slice(0, -TOKENS_KEPT)) delete state.endedBy[old];
  return answer;
}

/**
 * Accepts unknown tokens, which another kind of installation may have brought. An uninstall revokes every token seen
 * so far.
 */
export function opens(state: TokenState, token: string | undefined): boolean {
  if (!token || state.removed) return false;
  state.tokens[token] ??= "valid";
  for (const ended of state.endedBy?.[token] ?? []) state.tokens[ended] = "revoked";
  return state.tokens[token] === "valid";
}

export function revokeAll(state: TokenState): void {
  state.removed = true;
  for (const token of Object.keys(state.tokens)) state.tokens[token] = "revoked";
}
