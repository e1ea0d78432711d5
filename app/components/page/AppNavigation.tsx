import { Link } from "@remix-run/react";
import { text } from "#text/en.ts";

const pages = [
  "automations",
  "activity",
  "scheduled",
  "customers",
  "inbox",
  "tasks",
  "credits",
  "settings",
  "health",
] as const;

/** The app's entries in the store admin's own menu; App Bridge moves them there. */
export function AppNavigation() {
  return (
    <ui-nav-menu>
      <Link to="/app" rel="home">
        {text.nav.home}
      </Link>
      {pages.map((page) => (
        <Link key={page} to={`/app/${page}`}>
          {text.nav[page]}
        </Link>
      ))}
    </ui-nav-menu>
  );
}
