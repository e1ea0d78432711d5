/** The city of an IANA time zone: "America/New_York" as "New York". */
export const formatZone = (zone: string): string => zone.split("/").at(-1)?.replaceAll("_", " ") ?? zone;
