import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import yauzl from "yauzl";

const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

/** The files of an archive with their contents as text, by path. @throws where it is damaged */
export async function unzip(path: string): Promise<Map<string, string>> {
  const zip = await open(path, { lazyEntries: true, autoClose: true });
  const openFile = promisify<yauzl.Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip));
  const files = new Map<string, string>();
  return new Promise((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", () => resolve(files));
    zip.on("entry", (entry: yauzl.Entry) => {
      openFile(entry)
        .then(text)
        .then((content) => {
          files.set(entry.fileName, content);
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.readEntry();
  });
}
