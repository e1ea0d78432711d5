import { isUnusuallySilent, usualOf } from "#core/operations/webhook-silence.ts";
import { storeTopics } from "#core/intake/topic-list.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { receivedByTopic } from "#shell/repositories/intake/received-topics.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "#services/team/require-staff.server.ts";

const WEEKS = [1, 2, 3, 4];

/** What came in under one topic, beside what is usual. */
export interface ReceivedTopicCount {
  topic: string;
  last: ShownMoment | null;
  lastDay: number;
  /** The mean of the same weekday in the four weeks before, as far as the shop was here then; null where it was not. */
  usual: number | null;
  silent: boolean;
}

/**
 * What the store told in the last 24 hours, against what it usually tells on such a day: those unusually silent
 * first, then by how much came.
 */
export async function countReceivedTopics({ db, clock }: AppContext, shop: Shop): Promise<ReceivedTopicCount[]> {
  const now = clock.now();
  const before = WEEKS.map((weeks) => now.subtract({ hours: 24 * 7 * weeks })).filter(
    (end) => Temporal.Instant.compare(end.subtract({ hours: 24 }), shop.installedAt) >= 0,
  );
  const rows = await receivedByTopic(db.pool, shop.id, storeTopics, [now, ...before]);
  return rows
    .map(({ topic, lastAt, days: [lastDay = 0, ...days] }) => {
      const usual = usualOf(days);
      return {
        topic,
        last: lastAt && momentOf(lastAt, shop.timezone, now),
        lastDay,
        usual,
        silent: isUnusuallySilent(lastDay, usual),
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
