import { Link } from "@remix-run/react";
import { text } from "#text/en.ts";

const pages = [
  "automations",
  "campaigns",
  "results",
  "activity",
  "scheduled",
  "customers",
  "segments",
  "inbox",
  "tasks",
  "notices",
  "credits",
  "settings",
  "health",
] as const;

/** The navigation menu, which App Bridge renders in the store admin. */
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
