import { register } from "@shopify/web-pixels-extension";
import { tellViews } from "./tell-views.ts";

register(tellViews);
