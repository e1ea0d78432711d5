/** An IANA zone by its city: "America/New_York" as "New York". */
export const sayZone = (zone: string): string => zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
