import { afterCall, closedBreaker, mayCall, type Breaker } from "#core/sending/circuit-breaker.ts";
import type { SendOutcome } from "#core/sending/outcome.ts";
import type { Clock } from "../clock.server.ts";
import type { Log } from "../log.server.ts";
import type { SmsProvider } from "./provider.server.ts";

/**
 * A provider that is left in peace while it does not answer. Each process finds that out by itself. Looking texts up
 * goes through always: it can do no harm.
 */
export function withBreaker(provider: SmsProvider, { clock, log }: { clock: Clock; log: Log }): SmsProvider {
  let breaker: Breaker = closedBreaker;
  const become = (next: Breaker) => {
    if (!breaker.restsUntil && next.restsUntil)
      log.error({ until: next.restsUntil.toString() }, "the phone company does not answer; no text is sent until then");
    if (breaker.restsUntil && !next.restsUntil) log.info("the phone company answers again");
    breaker = next;
  };
  return {
    send: async (text) => {
      const asked = mayCall(breaker, clock.now());
      become(asked.breaker);
      if (!asked.answer.call)
        return { kind: "paused", until: asked.answer.until, detail: "the phone company is not answering; we wait" };
      const outcome = await provider.send(text);
      become(afterCall(breaker, asked.answer.era, isAnswer(outcome), clock.now()));
      return outcome;
    },
    find: (search) => provider.find(search),
    check: async () =>
      breaker.restsUntil ? "it did not answer lately; no text is sent until it does" : provider.check(),
  };
}

/** A refusal is an answer, too. */
const isAnswer = ({ kind }: SendOutcome): boolean => kind !== "unknown" && kind !== "unreachable";
