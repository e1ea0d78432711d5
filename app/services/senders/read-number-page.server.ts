import { showPhone } from "#core/customers/phone-number.ts";
import { maySubmit } from "#core/senders/registration.ts";
import type { AppContext } from "#shell/context.server.ts";
import { momentOf, type ShownMoment } from "#text/moment.ts";
import type { Shop } from "../team/require-staff.server.ts";
import { readSettingsView } from "../team/read-settings.server.ts";
import { readSenders, type SenderView } from "./read-senders.server.ts";

/** A shop's own sender, as the settings show it. */
interface ShownSender extends Pick<
  SenderView,
  "id" | "kind" | "status" | "country" | "number" | "registration" | "refusals" | "problem"
> {
  /** The number as people write it, or the name; null until the sender has one. */
  shown: string | null;
  /** Its registration may be filled in and sent. */
  open: boolean;
  editUntil: ShownMoment | null;
  submittedAt: ShownMoment | null;
  decidedAt: ShownMoment | null;
}

export interface NumberPage {
  /** The sender of the installation, which a shop without one of its own uses. */
  installation: { number: string | null; service: string | null };
  senders: ShownSender[];
  /** Where the shop is, an ISO code. */
  country: string | null;
}

/** What the shop texts from, and the state of its registration. */
export async function readNumberPage(context: AppContext, shop: Shop): Promise<NumberPage> {
  const now = context.clock.now();
  const moment = (at: Parameters<typeof momentOf>[0] | null) => at && momentOf(at, shop.timezone, now);
  const senders = await readSenders(context, shop.id);
  return {
    installation: readSettingsView(context, shop).sender,
    country: shop.countryCode,
    senders: senders
      .filter(({ status }) => status !== "released")
      .map(({ id, kind, status, country, number, registration, refusals, problem, ...at }) => ({
        id,
        kind,
        status,
        country,
        number,
        registration,
        refusals,
        problem,
        shown: number && kind !== "alphanumeric" ? showPhone(number) : number,
        open: kind === "toll_free" && maySubmit(status),
        editUntil: moment(at.editUntil),
        submittedAt: moment(at.submittedAt),
        decidedAt: moment(at.decidedAt),
      })),
  };
}
