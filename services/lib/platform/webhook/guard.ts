/**
 * Where a webhook may go: https to public addresses; with leave also to this machine, there http as well.
 * Invariant: the address that is connected to is the one that was judged, so no name can change its mind in between.
 */
import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IANA special-purpose address registries: nothing of a public receiver stands there. */
const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
/** Of IPv6 only global unicast is public, and of that not the blocks that carry an IPv4 address or documentation. */
const GLOBAL = new BlockList();
GLOBAL.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv6');

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

export function addressAllowed(address: string, allowLoopback: boolean): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (LOOPBACK.check(address, family)) return allowLoopback;
  if (NOT_PUBLIC.check(address, family)) return false;
  return family === 'ipv4' || GLOBAL.check(address, family);
}

/** Null: nothing is sent there. */
export function readWebhookUrl(text: string, allowLoopback: boolean): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const host = hostOf(url);
  const literal = isIP(host) !== 0;
  if (literal && !addressAllowed(host, allowLoopback)) return null;
  const loopback = literal
    ? LOOPBACK.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
    : host === 'localhost' || host.endsWith('.localhost');
  if (loopback && !allowLoopback) return null;
  if (url.protocol !== 'https:' && !(loopback && url.protocol === 'http:')) return null;
  return url.username === '' && url.password === '' ? url : null;
}

export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/** For `lookup` of a connection: one address that is allowed, or none at all where one of a name's is not. */
export function guardedLookup(allowLoopback: boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) {
        callback(error ?? new Error('no address'), '', 4);
      } else if (!addresses.every(({ address }) => addressAllowed(address, allowLoopback))) {
        callback(new AddressRefused('not a public address'), '', 4);
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}
