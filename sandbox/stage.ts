import { openCatcher } from "./hooks/catcher.ts";
import { openMailbox } from "./mailbox/mailbox.ts";
import { tradeBefore } from "./history/trade-before.ts";
import { createMemory, recall, type WorldState } from "./memory.ts";
import type { Scene } from "./scene.ts";
import { openStore } from "./store/opening.ts";
import { createTwilio } from "./twilio/twilio.ts";
import { openPostOffice } from "./webhooks/post-office.ts";
import type { WorldOptions } from "./world-options.ts";

/** The longest wait for the consequences of an action; a fault may keep the app hanging. */
const PATIENCE_MS = 10_000;

/** Opens the stored sandbox, or a new one. */
export async function stage(options: WorldOptions): Promise<{ scene: Scene; close: () => Promise<void> }> {
  const { clock } = options;
  const now = () => clock.now();
  const remembered = await recall(options.stateFile);
  // The file of an earlier sandbox may lack newer fields of the store.
  const store = { ...openStore(options.shopDomain, clock.now()), ...remembered?.store };
  if (!remembered && options.hasTraded) tradeBefore(store, clock.now());
  const tokens = remembered?.tokens ?? { removed: false, tokens: {} };
  let version = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  const changed = () => {
    version += 1;
    memory.save();
  };
  const twilio = createTwilio({
    accountSid: options.twilio.accountSid,
    authToken: options.twilio.authToken,
    serviceNumber: options.twilio.fromNumber,
    now,
    onMessage: changed,
    onChange: changed,
    reports: options.reports,
    restore: remembered?.twilio,
  });
  const postOffice = openPostOffice({ ...options, now, onDelivery: changed, restore: remembered?.deliveries });
  const isoNow = () => clock.now().toString();
  const mailbox = openMailbox({ server: options.mailServer, now: isoNow, onMail: changed, restore: remembered?.mails });
  const catcher = openCatcher({ now: isoNow, onCall: changed, restore: remembered?.calls });
  const snapshot = (): Omit<WorldState, "form"> => ({
    clockAhead: clock.aheadBy(),
    store,
    tokens,
    twilio: twilio.state(),
    deliveries: [...postOffice.deliveries()],
    mails: [...mailbox.mails()],
    calls: [...catcher.calls()],
  });
  const memory = createMemory(options.stateFile, snapshot);
  const stopListening = clock.onJump(changed);

  /** Waits until app and Twilio are both idle: callbacks may cause new work. */
  async function settled(): Promise<void> {
    let seen;
    do {
      seen = version;
      await postOffice.idle();
      await options.idle();
      await twilio.idle();
    } while (seen !== version);
  }

  async function live<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      const result = await work();
      changed();
      await within(PATIENCE_MS, settled());
      return result;
    } finally {
      waiting -= 1;
      changed();
    }
  }

  const scene: Scene = {
    options,
    store,
    tokens,
    twilio,
    postOffice,
    mailbox,
    catcher,
    now: isoNow,
    send: (events) => postOffice.send(events),
    turn: (work) => {
      waiting += 1;
      changed();
      const turn = last.then(() => live(work));
      last = turn.catch(() => {});
      return turn;
    },
    changed,
    state: snapshot,
    version: () => version,
    busy: () => waiting > 0,
  };

  return {
    scene,
    close: async () => {
      stopListening();
      twilio.close();
      await memory.flush();
    },
  };
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  await Promise.race([work, patience]).finally(() => clearTimeout(timer));
}
