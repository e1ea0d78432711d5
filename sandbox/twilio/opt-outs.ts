const STOP = /^(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout)$/i;
const START = /^(start|yes|unstop)$/i;

export const isStop = (body: string): boolean => STOP.test(body.trim());
/** On toll-free numbers, the network undoes a STOP for these alone. */
const TOLL_FREE_START = /^(start|unstop)$/i;

/**
 * Twilio's own opt-outs: a sender cannot text a number that has sent it STOP, until START. A sender is a number, or a
 * messaging service with all its numbers.
 */
export interface OptOuts {
  hear(customer: string, senders: readonly string[], body: string, isTollFree: boolean): void;
  blocks(customer: string, senders: readonly string[]): boolean;
  list(): string[];
}

export function optOuts(known: readonly string[] = []): OptOuts {
  const pairs = new Set(known);
  const pair = (customer: string, sender: string) => `${customer}>${sender}`;
  return {
    hear: (customer, senders, body, isTollFree) => {
      const word = body.trim();
      const isBack = (isTollFree ? TOLL_FREE_START : START).test(word);
      for (const sender of senders) {
        if (isStop(word)) pairs.add(pair(customer, sender));
        if (isBack) pairs.delete(pair(customer, sender));
      }
    },
    blocks: (customer, senders) => senders.some((sender) => pairs.has(pair(customer, sender))),
    list: () => [...pairs],
  };
}
