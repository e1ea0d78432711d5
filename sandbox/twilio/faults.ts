/** The kinds of requests: a text, a read, or a change of another resource. */
type RequestKind = "send" | "read" | "write";

/** The requests that a fault affects: sends (the default), others, or all; of one account, or of all. */
type Meets = { on?: RequestKind | "all"; account?: string };

/**
 * A simulated failure of Twilio.
 * - `throttle`: 429; `reject`: refused with Twilio's error `code`
 * - `error`: 500; `hang`: no answer; `reset`: the connection breaks; `garbage`: 201 with half a body. After these the
 * app cannot know whether the text was sent: `accepted` sets whether it was (by default yes, but no for `error`),
 * `callbacks: false` suppresses its status callbacks.
 * - `undeliver`: accepted, then reported as undelivered or failed, with an error code such as 30003
 */
export type Fault = Meets &
  (
    | { kind: "throttle" }
    | { kind: "reject"; code: number }
    | { kind: "error" | "hang" | "reset" | "garbage"; accepted?: boolean; callbacks?: boolean }
    | { kind: "undeliver"; status: "undelivered" | "failed"; code: number }
  );

export interface FaultBox {
  set: (fault: Fault | null, times?: number) => void;
  current: () => { fault: Fault; left: number } | null;
  /** Consumes the fault for this request, if any. */
  take: (request: RequestKind, accountSid: string) => Fault | null;
}

export function faultBox(): FaultBox {
  let current: { fault: Fault; left: number } | null = null;
  return {
    set: (fault, times = Infinity) => {
      current = fault && times > 0 ? { fault, left: times } : null;
    },
    current: () => current,
    take: (request, accountSid) => {
      if (!current) return null;
      const { fault } = current;
      const on = fault.on ?? "send";
      if (on !== "all" && on !== request) return null;
      if (fault.account !== undefined && fault.account !== accountSid) return null;
      current.left -= 1;
      if (current.left <= 0) current = null;
      return fault;
    },
  };
}
