import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import { LIST_PART_BYTES } from "#core/customers/contact-import/plan.ts";
import { text } from "#text/en.ts";
import { useAction, type ActionResponse } from "../../browser/use-action.ts";

const words = text.contacts;
/** Times that a part is sent before the person is asked. */
const TRIES = 3;

interface Upload {
  file: File;
  importId: string;
  /** Parts that the server has. */
  sent: number;
}

/** Sends a part of a file. @throws with what to tell the person */
async function sendPart({ file, importId }: Upload, position: number): Promise<void> {
  const body = file.slice(position * LIST_PART_BYTES, (position + 1) * LIST_PART_BYTES);
  for (let tries = 1; ; tries++) {
    try {
      const response = await fetch(`/app/contacts/${importId}/parts/${position}`, {
        method: "POST",
        body,
        headers: { "Content-Type": "application/octet-stream" },
      });
      const answer = (await response.json()) as ActionResponse;
      if (answer.ok) return;
      throw new Error(answer.message);
    } catch (error) {
      if (tries >= TRIES) throw error;
    }
  }
}

/** Uploads a list in parts, and opens its page. What broke off goes on where it stopped. */
export function useUpload() {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<File | null>(null);
  const [upload, setUpload] = useState<Upload | null>(null);
  const [failed, setFailed] = useState(false);
  const send = async (begun: Upload) => {
    setFailed(false);
    let current = begun;
    try {
      while (current.sent * LIST_PART_BYTES < current.file.size) {
        await sendPart(current, current.sent);
        current = { ...current, sent: current.sent + 1 };
        setUpload(current);
      }
      navigate(`/app/contacts/${current.importId}`);
    } catch {
      setFailed(true);
    }
  };
  const { act, busy } = useAction<ActionResponse & { importId: string }>({
    action: "/app/contacts?index",
    onDone: ({ importId }) => {
      if (!chosen) return;
      const begun = { file: chosen, importId, sent: 0 };
      setUpload(begun);
      void send(begun);
    },
  });
  return {
    take: (file: File) => {
      setChosen(file);
      act({ fileName: file.name, fileBytes: file.size });
    },
    again: () => upload && void send(upload),
    failed: failed ? words.uploadFailed : null,
    /** Percent; null while nothing is uploaded. */
    percent: upload
      ? Math.min(100, Math.round((100 * upload.sent * LIST_PART_BYTES) / Math.max(1, upload.file.size)))
      : busy
        ? 0
        : null,
  };
}
