import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** A file of an archive; its content is made when its turn comes. */
export interface ZippedFile {
  /** Path in the archive. */
  path: string;
  content: () => AsyncIterable<string>;
}

/** Writes files into one zip archive, one after the other, and holds a chunk. Made as fast as it is read. */
export async function* zipFiles(files: readonly ZippedFile[], modified: Date): AsyncGenerator<Uint8Array, undefined> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  zip.on("error", (error: Error) => output.destroy(error));
  for (const { path, content } of files)
    zip.addReadStreamLazy(path, { mtime: modified }, (use) => use(null, Readable.from(content())));
  zip.end();
  try {
    for await (const chunk of output) yield chunk as Uint8Array;
  } finally {
    output.destroy();
  }
}
