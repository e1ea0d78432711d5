import { type PageOf, pageOf, type PagePosition, rowBeyond, writeTimeCursor } from "#core/paging.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { TaskStatus } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countUnread, listNotifications } from "#shell/repositories/team/notifications.server.ts";
import { countTasks, listTasksOf, type TaskView } from "#shell/repositories/team/tasks.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "./require-staff.server.ts";

const PAGE_SIZE = 50;

export interface TaskLine {
  id: string;
  title: string;
  note: string;
  status: TaskStatus;
  due: ShownMoment | null;
  overdue: boolean;
  /** When it was completed or cancelled. */
  ended: ShownMoment | null;
  customer: { id: string; name: string } | null;
  /** The automation that created the task, and the log entry that explains it. */
  asked: { automation: string; logId: string | null } | null;
}

export interface NotificationLine {
  id: string;
  kind: string;
  title: string;
  body: string;
  at: ShownMoment;
  read: boolean;
  logId: string | null;
  automationId: string | null;
}

/** Number of open tasks, and of those that are overdue. */
export const countOpenTasks = (
  { db, clock }: AppContext,
  shop: Pick<Shop, "id">,
): Promise<{ open: number; overdue: number }> => countTasks(db.pool, shop.id, clock.now());

/** Number of unread notifications. */
export const countUnreadNotifications = ({ db }: AppContext, shop: Pick<Shop, "id">): Promise<number> =>
  countUnread(db.pool, shop.id);

/** One page of a shop's tasks: open ones by due time, closed ones latest first. */
export async function readTasks(
  { db, clock }: AppContext,
  shop: Shop,
  view: TaskView,
  position: PagePosition,
): Promise<PageOf<TaskLine>> {
  const now = clock.now();
  const found = await listTasksOf(db.pool, {
    shopId: shop.id,
    view,
    now,
    limit: PAGE_SIZE + 1,
    beyond: rowBeyond(position),
  });
  const page = pageOf(found, PAGE_SIZE, position, (row) => writeTimeCursor({ at: row.place, id: row.id }));
  const toMoment = (at: Temporal.Instant | null) => at && momentOf(at, shop.timezone, now);
  return {
    ...page,
    rows: page.rows.map(
      ({ id, title, note, status, dueAt, doneAt, customerId, customerName, customerPhone, automation, logId }) => ({
        id,
        title,
        note,
        status,
        due: toMoment(dueAt),
        overdue: status === "open" && dueAt !== null && Temporal.Instant.compare(dueAt, now) <= 0,
        ended: toMoment(doneAt),
        customer: customerId
          ? { id: customerId, name: customerName ?? (customerPhone ? showPhone(customerPhone) : "") }
          : null,
        asked: automation ? { automation, logId } : null,
      }),
    ),
  };
}

/** One page of the shop's notifications, newest first. */
export async function readNotifications(
  { db, clock }: AppContext,
  shop: Shop,
  position: PagePosition,
): Promise<PageOf<NotificationLine>> {
  const now = clock.now();
  const found = await listNotifications(db.pool, {
    shopId: shop.id,
    limit: PAGE_SIZE + 1,
    beyond: rowBeyond(position),
  });
  const page = pageOf(found, PAGE_SIZE, position, (row) => writeTimeCursor({ at: row.createdAt, id: row.id }));
  return {
    ...page,
    rows: page.rows.map(({ createdAt, readAt, ...row }) => ({
      ...row,
      at: momentOf(createdAt, shop.timezone, now),
      read: readAt !== null,
    })),
  };
}
