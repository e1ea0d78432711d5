/** Which requests a fault meets: those that send a text (the default), those that read, or all. */
type Meets = { on?: "send" | "read" | "all" };

/**
 * What goes wrong at Twilio.
 * - `throttle`: 429; `reject`: refused with Twilio's error `code`
 * - `error`: 500; `hang`: no answer ever; `reset`: the connection breaks; `garbage`: 201 with half a body.
 *   Of these nobody can tell from the answer whether the text went out: `accepted` says whether it did
 *   (by default yes, but for `error` no), `callbacks: false` keeps Twilio from telling later.
 * - `undeliver`: taken, then reported by callback as undelivered or failed, with an error code such as 30003
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
  /** The fault that this request meets, counted down. */
  take: (request: "send" | "read") => Fault | null;
}

export function faultBox(): FaultBox {
  let current: { fault: Fault; left: number } | null = null;
  return {
    set: (fault, times = Infinity) => {
      current = fault && times > 0 ? { fault, left: times } : null;
    },
    current: () => current,
    take: (request) => {
      if (!current) return null;
      const { fault } = current;
      const on = fault.on ?? "send";
      if (on !== "all" && on !== request) return null;
      current.left -= 1;
      if (current.left <= 0) current = null;
      return fault;
    },
  };
}
