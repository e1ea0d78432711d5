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
  const fail = (error: Error) => output.destroy(error);
  zip.on("error", fail);
  for (const { path, content } of files)
    // The archive does not listen for errors of its sources: it would wait for the rest for ever.
    zip.addReadStreamLazy(path, { mtime: modified }, (use) => use(null, Readable.from(content()).on("error", fail)));
  zip.end();
  try {
    for await (const chunk of output) yield chunk as Uint8Array;
  } finally {
    output.destroy();
  }
}
