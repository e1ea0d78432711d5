export const trouble = {
  title: "Something went wrong",
  body: "The page could not be shown. Nothing was lost. Try again in a moment.",
  unreached: "Shopbell did not answer. What you wrote is still here: try again in a moment.",
  retry: "Try again",
  missingTitle: "There is nothing here",
  missingBody: "The page may have moved, or what it showed was removed.",
  home: "Go to Home",
};

export const nav = {
  home: "Home",
  automations: "Automations",
  campaigns: "Campaigns",
  results: "Results",
  activity: "Activity",
  scheduled: "Scheduled",
  customers: "Customers",
  segments: "Segments",
  inbox: "Inbox",
  tasks: "Tasks",
  notices: "Notices",
  credits: "Credits",
  settings: "Settings",
  health: "Status",
};

export const paging = {
  newer: "Newer",
  older: "Older",
};

export const chart = {
  day: "Day",
};

export const save = "Save";
export const discard = "Discard";
export const cancel = "Cancel";
export const saved = "Saved";
export const loading = "Loading";
