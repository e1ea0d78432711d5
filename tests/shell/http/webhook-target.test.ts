import { describe, expect, it } from "vitest";
import { isPublicAddress } from "#shell/http/public-address.server.ts";
import { readTarget } from "#shell/http/webhook-target.server.ts";

const read = (text: string, allowLoopback = false) => {
  const target = readTarget(text, allowLoopback);
  return target instanceof URL ? "called" : target.kind === "refused" ? target.code : target.kind;
};

describe("an address that a merchant names", () => {
  it.each([
    "https://example.com/hook?a=1",
    "https://example.com:8443/",
    "https://93.184.216.34/",
    "https://[2606:4700:4700::1111]/",
    "https://xn--bcher-kva.example/",
  ])("is called: %s", (url) => {
    expect(read(url)).toBe("called");
  });

  it.each([
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "172.31.255.255"],
    ["private", "192.168.1.1"],
    ["loopback", "127.0.0.1"],
    ["loopback, elsewhere in its block", "127.8.8.8"],
    ["link-local, the clouds' metadata", "169.254.169.254"],
    ["a carrier's", "100.64.0.1"],
    ["a carrier's, one cloud's metadata", "100.100.100.200"],
    ["this network", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["protocol assignments", "192.0.0.8"],
    ["documentation", "192.0.2.1"],
    ["documentation", "198.51.100.1"],
    ["documentation", "203.0.113.1"],
    ["benchmarks", "198.18.0.1"],
    ["6to4 relays", "192.88.99.1"],
    ["octal", "0177.0.0.1"],
    ["octal", "0300.0250.0001.0001"],
    ["hexadecimal", "0x7f.0.0.1"],
    ["hexadecimal in one", "0x7f000001"],
    ["decimal in one", "2130706433"],
    ["fewer parts", "127.1"],
    ["mixed forms", "0xa9.0376.0xa9fe"],
    ["percent-encoded", "%31%32%37.0.0.1"],
    ["full-width digits", "１２７.０.０.１"],
    ["a dot at the end", "127.0.0.1."],
    ["IPv6 loopback", "[::1]"],
    ["IPv6 unspecified", "[::]"],
    ["mapped", "[::ffff:127.0.0.1]"],
    ["mapped, in hexadecimal", "[::ffff:a9fe:a9fe]"],
    ["mapped, a public one", "[::ffff:93.184.216.34]"],
    ["compatible", "[::127.0.0.1]"],
    ["translated", "[::ffff:0:10.0.0.1]"],
    ["NAT64", "[64:ff9b::10.0.0.1]"],
    ["NAT64, a network's own", "[64:ff9b:1::a00:1]"],
    ["6to4", "[2002:7f00:1::]"],
    ["Teredo", "[2001:0:53aa:64c::1]"],
    ["unique local", "[fc00::1]"],
    ["unique local", "[fd12:3456:789a::1]"],
    ["link-local", "[fe80::1]"],
    ["site-local", "[fec0::1]"],
    ["multicast", "[ff02::1]"],
    ["documentation", "[2001:db8::1]"],
    ["discard", "[100::1]"],
    ["nothing given out yet", "[4000::1]"],
  ])("is not called: %s, %s", (_what, host) => {
    expect(read(`https://${host}/`)).toBe("address_not_allowed");
  });

  it.each([
    ["http", "http://example.com/"],
    ["another protocol", "ftp://example.com/"],
    ["a file", "file:///etc/passwd"],
    ["a user name", "https://ana@example.com/"],
    ["a user name that looks like a host", "https://example.com@127.0.0.1/"],
    ["a password", "https://:secret@example.com/"],
    ["a database's port", "https://example.com:5432/"],
    ["http's port", "https://example.com:80/"],
    ["no address", "example.com/hook"],
    ["nothing", ""],
  ])("is not called: %s", (_what, url) => {
    expect(read(url)).toBe("address_not_allowed");
  });

  it("of this machine is called where stand-ins run on it, by http too, on any port", () => {
    for (const url of ["http://127.0.0.1:3000/sandbox/hooks/in", "http://localhost:4000/", "http://[::1]:4000/"]) {
      expect(read(url, true)).toBe("called");
      expect(read(url)).toBe("address_not_allowed");
    }
    for (const url of [
      "http://example.com/",
      "https://10.0.0.1/",
      "http://169.254.169.254/",
      "https://example.com:5432/",
      "ftp://127.0.0.1/",
    ])
      expect(read(url, true)).toBe("address_not_allowed");
  });
});

it("what is no address at all is not public", () => {
  for (const text of ["", "example.com", "1.2.3.4.5", "fe80::1%eth0"]) expect(isPublicAddress(text)).toBe(false);
});
