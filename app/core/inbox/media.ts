/** Images that every browser shows, and that can hold no script. */
const SHOWN: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/** The MIME type without parameters, in lower case: "image/jpeg". */
const bareType = (contentType: string): string => (contentType.split(";")[0] ?? "").trim().toLowerCase();

/** The type under which a page may show a file; null for a file to download. */
export const shownTypeOf = (contentType: string): string | null => {
  const type = bareType(contentType);
  return SHOWN.has(type) ? type : null;
};

export type MediaKind = "picture" | "video" | "audio" | "file";
const kinds: Readonly<Record<string, MediaKind>> = { image: "picture", video: "video", audio: "audio" };

const mediaKindOf = (contentType: string): MediaKind => kinds[bareType(contentType).split("/")[0] ?? ""] ?? "file";

/** A file of a text, for a page. */
export interface MessageFile {
  messageId: string;
  /** 0, 1, 2 ... within the text. */
  position: number;
  kind: MediaKind;
  /** Whether the page shows it; else it offers a download. */
  isShown: boolean;
}

/** @param contentTypes MIME types in order; null for a text without files */
export const filesOf = (messageId: string, contentTypes: readonly string[] | null): MessageFile[] =>
  (contentTypes ?? []).map((contentType, position) => ({
    messageId,
    position,
    kind: mediaKindOf(contentType),
    isShown: shownTypeOf(contentType) !== null,
  }));
