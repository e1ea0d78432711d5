import { Link } from "@remix-run/react";
import { text } from "#text/en.ts";

/** The app's entries in the store admin's own menu; App Bridge moves them there. */
export function AppNavigation() {
  return (
    <ui-nav-menu>
      <Link to="/app" rel="home">
        {text.nav.home}
      </Link>
      <Link to="/app/automations">{text.nav.automations}</Link>
      <Link to="/app/activity">{text.nav.activity}</Link>
      <Link to="/app/credits">{text.nav.credits}</Link>
    </ui-nav-menu>
  );
}
