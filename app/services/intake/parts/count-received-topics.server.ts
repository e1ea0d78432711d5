import { isUnusuallySilent, usualOf } from "#core/operations/webhook-silence.ts";
import { storeTopics } from "#core/intake/topic-list.ts";
import { triggerOf, triggerTypes } from "#core/triggers/index.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { receivedByTopic } from "#shell/repositories/intake/received-topics.server.ts";
import { activeTriggers } from "#shell/repositories/automations/automation-list.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const BASELINE_WEEKS = [1, 2, 3, 4];

/** The deliveries of one webhook topic, and the usual number. */
export interface ReceivedTopicCount {
  topic: string;
  last: ShownMoment | null;
  /** Deliveries in the last 24 hours. */
  lastDay: number;
  /** The mean of the same weekday in the last four weeks since the installation; null without such a week. */
  usual: number | null;
  /** Whether `lastDay` is far below `usual`. */
  silent: boolean;
  /** Whether the trigger of an active automation needs it. */
  needed: boolean;
}

const isTrigger = (type: string): boolean => (triggerTypes as readonly string[]).includes(type);

/**
 * Counts the webhooks of the last 24 hours by topic and compares them with the usual number. Silent topics come
 * first, then the topics with the most deliveries.
 */
export async function countReceivedTopics({ db, clock }: AppContext, shop: Shop): Promise<ReceivedTopicCount[]> {
  const now = clock.now();
  const baselineEnds = BASELINE_WEEKS.map((weeks) => now.subtract({ hours: 24 * 7 * weeks })).filter(
    (end) => Temporal.Instant.compare(end.subtract({ hours: 24 }), shop.installedAt) >= 0,
  );
  const needed = new Set(
    (await activeTriggers(db.pool, shop.id)).flatMap((type) => (isTrigger(type) ? triggerOf(type).topics : [])),
  );
  const rows = await receivedByTopic(db.pool, shop.id, storeTopics, [now, ...baselineEnds]);
  return rows
    .map(({ topic, lastAt, days: [lastDay = 0, ...days] }) => {
      const usual = usualOf(days);
      return {
        topic,
        last: lastAt && momentOf(lastAt, shop.timezone, now),
        lastDay,
        usual,
        silent: isUnusuallySilent(lastDay, usual),
        needed: needed.has(topic),
      };
    })
    .sort(
      (a, b) =>
        Number(b.silent) - Number(a.silent) ||
        b.lastDay - a.lastDay ||
        (b.usual ?? 0) - (a.usual ?? 0) ||
        Number(b.last !== null) - Number(a.last !== null) ||
        a.topic.localeCompare(b.topic),
    );
}
