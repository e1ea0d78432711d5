const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/** URLs in text, without trailing punctuation. */
const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;

function line(text: string): string {
  const links = [...text.matchAll(LINK)];
  const pieces = links.map(({ 0: link, index }, at) => {
    const before = links[at - 1];
    const from = before ? before.index + before[0].length : 0;
    return `${escape(text.slice(from, index))}<a href="${escape(link)}">${escape(link)}</a>`;
  });
  const last = links.at(-1);
  return pieces.join("") + escape(text.slice(last ? last.index + last[0].length : 0));
}

/** Converts text to HTML: paragraphs at empty lines, links, and everything else escaped. */
export function toPlainHtml(text: string): string {
  const paragraphs = text
    .replaceAll("\r\n", "\n")
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split("\n").map(line).join("<br>\n")}</p>`);
  return `<!doctype html>\n<html><body style="font:16px/1.5 sans-serif">\n${paragraphs.join("\n")}\n</body></html>\n`;
}
