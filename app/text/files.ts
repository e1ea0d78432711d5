import type { MediaKind, MessageFile } from "#core/inbox/media.ts";
import { showCount } from "./number.ts";

const names: Record<MediaKind, [one: string, many: string]> = {
  picture: ["Picture", "Pictures"],
  video: ["Video", "Videos"],
  audio: ["Recording", "Recordings"],
  file: ["File", "Files"],
};

export const nameFile = (kind: MediaKind): string => names[kind][0];

/** The files of a text, in a few words: "Picture", "3 files". */
export function nameFiles(files: readonly Pick<MessageFile, "kind">[]): string {
  const [first] = files;
  if (!first) return "";
  const kind = files.every((file) => file.kind === first.kind) ? first.kind : "file";
  const [one, many] = names[kind];
  return files.length === 1 ? one : showCount(files.length, one.toLowerCase(), many.toLowerCase());
}
