import { type PageOf, pageOf, type PagePosition, rowBeyond, writeTimeCursor } from "#core/paging.ts";
import { showPhone } from "#core/customers/phone-number.ts";
import type { TaskStatus } from "#core/statuses.ts";
import { Temporal } from "#core/time/time.ts";
import type { AppContext } from "#shell/context.server.ts";
import { countUnread, listNotifications } from "#shell/repositories/team/notifications.server.ts";
import { listTaskComments } from "#shell/repositories/team/task-comments.server.ts";
import {
  countTasks,
  findTask,
  listTasksOf,
  type TaskCounts,
  type TaskView,
  type TaskRow,
} from "#shell/repositories/team/tasks.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import { listAssignees, type Assignee } from "./parts/assignees.server.ts";
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
  /** The staff member who created it by hand; the name is null if they have left. */
  createdBy: { name: string | null } | null;
  /** The staff member it is assigned to. */
  assignee: Assignee | null;
  comments: number;
}

/** A task with its comments, and the staff members it can be assigned to. */
export interface TaskPage {
  task: TaskLine;
  comments: { id: string; body: string; author: string | null; at: ShownMoment }[];
  assignees: Assignee[];
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

/**
 * Numbers of open tasks: all, those of a staff member, and those that are overdue.
 * @param userId Shopify's id of the staff member; null for none
 */
export const countOpenTasks = (
  { db, clock }: AppContext,
  shop: Pick<Shop, "id">,
  userId: string | null = null,
): Promise<TaskCounts> => countTasks(db.pool, shop.id, { userId, now: clock.now() });

/** Number of unread notifications. */
export const countUnreadNotifications = ({ db }: AppContext, shop: Pick<Shop, "id">): Promise<number> =>
  countUnread(db.pool, shop.id);

/** One page of a shop's tasks: open ones by due time, closed ones latest first. */
export async function readTasks(
  { db, clock }: AppContext,
  shop: Shop,
  { view, userId, ...position }: PagePosition & { view: TaskView; userId: string },
): Promise<PageOf<TaskLine>> {
  const now = clock.now();
  const found = await listTasksOf(db.pool, {
    shopId: shop.id,
    view,
    userId,
    now,
    limit: PAGE_SIZE + 1,
    beyond: rowBeyond(position),
  });
  const page = pageOf(found, PAGE_SIZE, position, (row) => writeTimeCursor({ at: row.place, id: row.id }));
  return { ...page, rows: page.rows.map((row) => toLine(row, shop.timezone, now)) };
}

/** A staff member can be given only so many words to read. */
const MAX_COMMENTS = 200;

/**
 * A task with its newest comments, oldest first.
 * @returns null if the shop has no such task
 */
export async function readTask(
  { db, clock }: Pick<AppContext, "db" | "clock">,
  shop: Shop,
  id: string,
): Promise<TaskPage | null> {
  const now = clock.now();
  const row = await findTask(db.pool, shop.id, id);
  if (!row) return null;
  const comments = await listTaskComments(db.pool, shop.id, row.id, MAX_COMMENTS);
  return {
    task: toLine(row, shop.timezone, now),
    comments: comments.map(({ id: commentId, body, author, createdAt }) => ({
      id: commentId,
      body,
      author,
      at: momentOf(createdAt, shop.timezone, now),
    })),
    assignees: await listTaskAssignees({ db }, shop),
  };
}

/** The staff members that a task can be assigned to. */
export const listTaskAssignees = (context: Pick<AppContext, "db">, shop: Pick<Shop, "id">): Promise<Assignee[]> =>
  listAssignees(context, shop.id, "tasks.manage");

function toLine(row: TaskRow, timezone: string, now: Temporal.Instant): TaskLine {
  const { id, title, note, status, dueAt, doneAt, customerId, customerName, customerPhone, automation, logId } = row;
  const { isByHand, creator, assigneeId, assignee, comments } = row;
  const toMoment = (at: Temporal.Instant | null) => at && momentOf(at, timezone, now);
  return {
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
    createdBy: isByHand ? { name: creator } : null,
    assignee: assigneeId === null ? null : { userId: assigneeId, name: assignee ?? "" },
    comments,
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
