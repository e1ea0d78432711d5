import { afterCall, afterWait, closedBreaker, mayCall, type Breaker } from "#core/sending/circuit-breaker.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Clock } from "../clock.server.ts";
import type { Log } from "../log.server.ts";
import type { SmsProvider } from "./provider.server.ts";

/** Adds a circuit breaker to sending, per process. Lookups bypass it, because they are safe to repeat. */
export function withBreaker(provider: SmsProvider, { clock, log }: { clock: Clock; log: Log }): SmsProvider {
  let breaker: Breaker = closedBreaker;
  const setBreaker = (next: Breaker) => {
    if (!breaker.restsUntil && next.restsUntil)
      log.error({ until: next.restsUntil.toString() }, "the phone company does not answer; no text is sent until then");
    if (breaker.restsUntil && !next.restsUntil) log.info("the phone company answers again");
    breaker = next;
  };
  return {
    send: async (text) => {
      const permission = mayCall(breaker, clock.now());
      setBreaker(permission.breaker);
      if (!permission.answer.call)
        return {
          kind: "paused",
          until: permission.answer.until,
          detail: "the phone company is not answering; we wait",
        };
      const outcome = await provider.send(text);
      const { era } = permission.answer;
      setBreaker(
        outcome.kind === "throttled"
          ? afterWait(breaker, era)
          : afterCall(breaker, era, isAnswer(outcome), clock.now()),
      );
      return outcome;
    },
    find: (search) => provider.find(search),
    list: (since) => provider.list(since),
    readMedia: (url) => provider.readMedia(url),
    check: async () =>
      breaker.restsUntil ? "it did not answer lately; no text is sent until it does" : provider.check(),
  };
}

/** A refusal counts as a response. */
const isAnswer = ({ kind }: SendOutcome): boolean => kind !== "unknown" && kind !== "unreachable";
