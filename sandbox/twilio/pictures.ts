import { createHash } from "node:crypto";
import { deflateSync, crc32 } from "node:zlib";

const SIZE = 96;
type Colour = readonly [red: number, green: number, blue: number];
type Drawing = (x: number, y: number) => Colour;

const within = (x: number, y: number, [cx, cy, radius]: readonly [number, number, number]): boolean =>
  (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2;

/** The pictures that the phone can send, each as the colour of every point. */
const drawings = {
  flower: (x, y) => {
    if (within(x, y, [48, 40, 9])) return [240, 190, 60];
    const petals = [0, 1, 2, 3, 4, 5].map((n) => (n * Math.PI) / 3);
    if (petals.some((angle) => within(x, y, [48 + 19 * Math.cos(angle), 40 + 19 * Math.sin(angle), 12])))
      return [205, 70, 120];
    return Math.abs(x - 48) < 3 && y > 40 ? [60, 130, 70] : [232, 240, 250];
  },
  parcel: (x, y) => {
    const isBox = x > 16 && x < 80 && y > 28 && y < 80;
    if (isBox && (Math.abs(x - 48) < 5 || Math.abs(y - 50) < 3)) return [120, 80, 40];
    return isBox ? [205, 160, 105] : [245, 240, 230];
  },
} satisfies Record<string, Drawing>;

export type PictureName = keyof typeof drawings;
export const pictureNames = Object.keys(drawings) as [PictureName, ...PictureName[]];
export const PICTURE_TYPE = "image/png";

/** The SID of a picture of a message at Twilio. */
export const mediaSid = (messageSid: string, position: number): string =>
  `ME${createHash("md5").update(`${messageSid} ${position}`).digest("hex")}`;

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** Paints a picture as PNG. Source: the PNG specification, 3rd edition. */
export function paint(name: PictureName): Buffer {
  const draw: Drawing = drawings[name];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIZE, 0);
  header.writeUInt32BE(SIZE, 4);
  // 8 bits per channel, red, green and blue.
  header.set([8, 2], 8);
  const rows = Array.from({ length: SIZE }, (_, y) => [
    0,
    ...Array.from({ length: SIZE }, (_n, x) => draw(x, y)).flat(),
  ]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
