import type { LogStatus, MessageStatus } from "#core/statuses.ts";
import { formatOutcomeStatus } from "./decisions.ts";
import { formatDelivery } from "./delivery.ts";
import { text } from "./en.ts";
import { formatReason } from "./reasons.ts";
import { statusText } from "./statuses.ts";

interface ExportedRow {
  id: string;
  /** ISO time in the shop's time zone, with offset. */
  at: string;
  customerName: string;
  phone: string | null;
  erased: boolean;
  automationName: string | null;
  action: string;
  doing: string;
  status: LogStatus | null;
  reason: string | null;
  endedBy: string | null;
  delivery: MessageStatus | null;
  errorCode: string | null;
  to: string | null;
  body: string | null;
  segments: number | null;
  credits: number;
  messageId: string | null;
  providerId: string | null;
}

type Cell = string | number | null;

const words = text.activity;

/** The columns of the exported log, with heading and cell. Cells of erased customers are empty. */
const columns: readonly (readonly [heading: string, cell: (row: ExportedRow) => Cell])[] = [
  [words.time, ({ at }) => at],
  [words.customer, ({ customerName, erased }) => (erased ? words.erased : customerName)],
  [text.entry.phone, ({ phone, erased }) => (erased ? null : phone)],
  [words.automation, ({ automationName }) => automationName],
  [words.action, ({ doing }) => doing],
  [
    words.status,
    ({ action, status, delivery }) =>
      status ? formatOutcomeStatus(action, status, delivery) : statusText.message.unknown,
  ],
  [words.why, ({ reason, endedBy }) => endedBy ?? (reason ? formatReason(reason).label : null)],
  [text.entry.delivery, ({ delivery, errorCode }) => (delivery ? formatDelivery(delivery, errorCode) : null)],
  [text.entry.to, ({ to, erased }) => (erased ? null : to)],
  [text.entry.message, ({ body, erased }) => (erased ? null : body)],
  [text.entry.size, ({ segments }) => segments],
  [words.credits, ({ credits }) => credits],
  [text.entry.errorCode, ({ errorCode }) => errorCode],
  [words.export.entry, ({ id }) => id],
  [words.export.message, ({ messageId }) => messageId],
  [text.entry.providerId, ({ providerId }) => providerId],
];

export const exportHeadings: readonly string[] = columns.map(([heading]) => heading);
export const exportCells = (row: ExportedRow): Cell[] => columns.map(([, cell]) => cell(row));
