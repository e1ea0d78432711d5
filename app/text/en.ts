import { access } from "./en/access.ts";
import { activity } from "./en/activity.ts";
import { archive } from "./en/settings/archive.ts";
import { alertMail } from "./en/alert-mail.ts";
import { automation } from "./en/automation.ts";
import { automations } from "./en/automations.ts";
import { campaigns } from "./en/campaigns.ts";
import { conditions } from "./en/conditions.ts";
import { contacts } from "./en/customers/contacts.ts";
import { credits } from "./en/credits.ts";
import { customers } from "./en/customers.ts";
import { editor } from "./en/editor.ts";
import { entry } from "./en/activity/entry.ts";
import { health } from "./en/health.ts";
import * as frame from "./en/frame.ts";
import { history } from "./en/history.ts";
import { holdouts } from "./en/holdouts.ts";
import { home } from "./en/home.ts";
import { imports } from "./en/customers/imports.ts";
import { inbox } from "./en/inbox.ts";
import { library } from "./en/library.ts";
import { links } from "./en/links.ts";
import { message } from "./en/editor/message.ts";
import { notices } from "./en/notices.ts";
import { optInForm } from "./en/settings/opt-in-form.ts";
import * as outside from "./en/outside.ts";
import { privacy } from "./en/settings/privacy.ts";
import { publish } from "./en/editor/publish.ts";
import { results } from "./en/results.ts";
import { scheduled } from "./en/scheduled.ts";
import { segments } from "./en/segments.ts";
import { senders } from "./en/settings/senders.ts";
import { settings } from "./en/settings.ts";
import { tasks } from "./en/tasks.ts";
import { topUp } from "./en/credits/top-up.ts";
import { trial } from "./en/simulation.ts";

/** All words of the pages, by area. Another language is another such object. */
export const text = {
  appName: "Shopbell",
  pageTitle: (page: string) => `${page} · Shopbell`,
  ...frame,
  ...outside,
  access,
  activity,
  alertMail,
  archive,
  automation,
  automations,
  campaigns,
  conditions,
  contacts,
  credits,
  customers,
  editor,
  entry,
  health,
  history,
  holdouts,
  home,
  imports,
  inbox,
  library,
  links,
  message,
  notices,
  privacy,
  optInForm,
  publish,
  results,
  scheduled,
  segments,
  senders,
  settings,
  tasks,
  topUp,
  trial,
};
