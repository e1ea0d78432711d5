import { GraphQLError } from "graphql";
import { newId } from "../../store/ids.ts";
import type { StoreState } from "../../store/state.ts";
import { gid } from "../views/gid.ts";
import { refuse, type MutationContext } from "./mutation-context.ts";

interface PixelInput {
  settings: Record<string, unknown>;
}

const GONE = "The web pixel could not be found";

/** The app's web pixel. Shopify answers with an error where there is none. */
export function pixelOf({ webPixel }: StoreState) {
  if (!webPixel) throw new GraphQLError(GONE, { extensions: { code: "RESOURCE_NOT_FOUND" } });
  return webPixel;
}

/** Mutations of the app's web pixel: an app has one at most. */
export const pixelMutations = (desk: MutationContext) => ({
  webPixelCreate: ({ webPixel: { settings } }: { webPixel: PixelInput }) => {
    if (desk.store.webPixel) return refuse("webPixel", ["webPixel"], "The web pixel has already been taken", "TAKEN");
    desk.store.webPixel = { id: gid("WebPixel", newId(desk.store)), settings };
    desk.changed();
    return { webPixel: desk.store.webPixel, userErrors: [] };
  },
  webPixelUpdate: ({ id, webPixel: { settings } }: { id: string; webPixel: PixelInput }) => {
    if (desk.store.webPixel?.id !== id) return refuse("webPixel", ["id"], GONE, "NOT_FOUND");
    desk.store.webPixel = { id, settings };
    desk.changed();
    return { webPixel: desk.store.webPixel, userErrors: [] };
  },
  webPixelDelete: ({ id }: { id: string }) => {
    if (desk.store.webPixel?.id !== id) return refuse("deletedWebPixelId", ["id"], GONE, "NOT_FOUND");
    desk.store.webPixel = null;
    desk.changed();
    return { deletedWebPixelId: id, userErrors: [] };
  },
});
