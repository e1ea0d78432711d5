import { readRoutes, type Route } from "./staff/door.ts";

/** A route and an address that leads to it. */
export interface Addressed {
  route: Route;
  path: string;
}

/** Every route of the app with an address; a new file in the folder joins by itself. */
export const addressedRoutes = async (): Promise<Addressed[]> =>
  (await readRoutes()).map((route) => ({ route, path: pathOf(route.name) }));

/** The address of a route's file by Remix's flat routes; what an address names is "1". */
export function pathOf(name: string): string {
  const segments = name
    .split(/\.(?![^[]*\])/)
    .filter((segment) => segment !== "_index")
    .map((segment) => segment.replace(/_$/, "").replace(/^\$.*/, "1").replaceAll(/[[\]]/g, ""));
  return `/${segments.join("/")}`;
}
