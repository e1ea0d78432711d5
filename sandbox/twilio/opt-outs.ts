const STOP = /^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)$/i;
const START = /^(start|yes|unstop)$/i;

/** Twilio's own opt-outs: a sender cannot text a number that has sent it STOP, until START. */
export interface OptOuts {
  hear(customer: string, sender: string, body: string): void;
  blocks(customer: string, sender: string): boolean;
  list(): string[];
}

export function optOuts(known: readonly string[] = []): OptOuts {
  const pairs = new Set(known);
  const pair = (customer: string, sender: string) => `${customer}>${sender}`;
  return {
    hear: (customer, sender, body) => {
      if (STOP.test(body.trim())) pairs.add(pair(customer, sender));
      if (START.test(body.trim())) pairs.delete(pair(customer, sender));
    },
    blocks: (customer, sender) => pairs.has(pair(customer, sender)),
    list: () => [...pairs],
  };
}
