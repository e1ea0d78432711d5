import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { text } from "#text/en.ts";
import { toast } from "../browser/app-bridge.ts";
import { saveFile } from "../browser/save-file.ts";

type File = { ok: true; name: string; text: string } | { ok: false; message: string };

/** Fetches the automation's file with the session token, and saves it. */
export function useExport(automationId: string): () => void {
  const { load, data } = useFetcher<File>();
  useEffect(() => {
    if (!data) return;
    if (!data.ok) return toast(data.message, true);
    saveFile(data.name, data.text, "application/json");
    toast(text.automation.exported);
  }, [data]);
  return () => load(`/app/automations/${automationId}/file`);
}
