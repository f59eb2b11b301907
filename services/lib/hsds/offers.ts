/**
 * Finds the services of a file, each with its organization and places, in any form that HSDS 3 goes about in: one object,
 * a list, a page of an API, or tables whose rows name each other. Invariant: nothing is read twice over its limit,
 * whatever refers to what. HSDS 3.0 (serialization; API reference, Page).
 */
import { MOST_ITEMS, Node } from './node.ts';
import type { Reports } from './reports.ts';

export interface Offer {
  readonly service: Node;
  readonly organization: Node | null;
  readonly places: readonly Node[];
  readonly locations: readonly Node[];
  /** Rows of a table that belong to this object, beside those that stand inside it. */
  readonly within: (owner: Node, member: string) => readonly Node[];
}

export interface ImportError {
  readonly pointer: string;
  readonly code: 'type' | 'required' | 'maxItems';
}

export type Offers =
  | { readonly ok: true; readonly offers: readonly Offer[] }
  | { readonly ok: false; readonly errors: readonly ImportError[] };

/** A participant has some tens of contact points; a file of more is a mistake. */
export const MOST_SERVICES = 1_000;
const MOST_ROWS = 10_000;
const TABLES =
  'organizations services service_at_locations locations addresses phones schedules languages service_areas contacts attributes organization_identifiers'.split(
    ' ',
  );

type Within = Offer['within'];

export function offersIn(value: unknown, reports: Reports): Offers {
  const failed = (pointer: string, code: ImportError['code']): Offers => ({
    ok: false,
    errors: [{ pointer, code }],
  });
  // A list is read as the page that it is the content of.
  const list = Array.isArray(value);
  const root = Node.of(list ? { '': value } : value, '', reports);
  if (root === null) return failed('', 'type');
  const paged = list ? '' : 'contents';
  const items = root.value(paged);
  if (items === undefined) return root.has('id') ? fromItems([root], NO_ROWS) : fromTables(root);
  if (!Array.isArray(items)) return failed('/contents', 'type');
  const pointer = list ? '' : '/contents';
  if (items.length > MOST_SERVICES) return failed(pointer, 'maxItems');
  return fromItems(
    items.flatMap((item: unknown, index) => {
      const node = Node.of(item, `${pointer}/${index}`, reports);
      if (node === null) reports.drop(`${pointer}/${index}`, 'format');
      return node ?? [];
    }),
    NO_ROWS,
  );
}

const NO_ROWS: Tables = { rows: () => [], byId: () => null };

interface Tables {
  /** Rows of the table `member` that name this object. */
  readonly rows: (owner: Node, kind: Kind, member: string) => readonly Node[];
  readonly byId: (table: string, id: unknown) => Node | null;
}
type Kind = 'organization' | 'service' | 'service_at_location' | 'location';

function fromTables(root: Node): Offers {
  const present = TABLES.filter((name) => root.value(name) !== undefined);
  if (!present.includes('services') && !present.includes('organizations'))
    return { ok: false, errors: [{ pointer: '/services', code: 'required' }] };
  for (const name of present) {
    const rows = root.value(name);
    if (!Array.isArray(rows)) return { ok: false, errors: [{ pointer: `/${name}`, code: 'type' }] };
    if (rows.length > (name === 'services' ? MOST_SERVICES : MOST_ROWS))
      return { ok: false, errors: [{ pointer: `/${name}`, code: 'maxItems' }] };
  }
  const owned = new Map<string, Node[]>();
  const byId = new Map<string, Node>();
  for (const name of present)
    for (const row of root.children(name, MOST_ROWS)) {
      const id = row.value('id');
      if (typeof id === 'string' && !byId.has(`${name} ${id}`)) byId.set(`${name} ${id}`, row);
      for (const kind of ['organization', 'service', 'service_at_location', 'location'] as const) {
        const owner = row.value(`${kind}_id`);
        if (typeof owner === 'string') append(owned, `${name} ${kind} ${owner}`, row);
      }
      const link = row.value('link_id');
      if (name === 'attributes' && typeof link === 'string') append(owned, `attributes any ${link}`, row);
    }
  const tables: Tables = {
    rows: (owner, kind, member) => {
      const id = owner.value('id');
      if (typeof id !== 'string') return [];
      const rows = owned.get(`${member} ${member === 'attributes' ? 'any' : kind} ${id}`) ?? [];
      if (rows.length > MOST_ITEMS) owner.drop(member, 'too-many');
      return rows.slice(0, MOST_ITEMS);
    },
    byId: (table, id) => (typeof id === 'string' ? (byId.get(`${table} ${id}`) ?? null) : null),
  };
  return fromItems(
    [...root.children('organizations', MOST_ROWS), ...root.children('services', MOST_SERVICES)],
    tables,
    new Set(root.children('services', MOST_SERVICES)),
  );
}

function append(map: Map<string, Node[]>, key: string, node: Node): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [node]);
  else held.push(node);
}

const SERVICE_SIGNS = ['status', 'organization', 'organization_id', 'service_at_locations'] as const;
const isService = (node: Node): boolean =>
  !node.has('services') && SERVICE_SIGNS.some((member) => node.has(member));

function fromItems(items: readonly Node[], tables: Tables, services = new Set<Node>()): Offers {
  const offers: Offer[] = [];
  for (const item of items) {
    if (services.has(item) || isService(item)) {
      const organization =
        item.child('organization') ?? tables.byId('organizations', item.value('organization_id'));
      offers.push(offerOf(item, organization, tables));
      continue;
    }
    const listed = item.value('services');
    if (Array.isArray(listed) && listed.length > MOST_SERVICES)
      return { ok: false, errors: [{ pointer: `${item.pointer}/services`, code: 'maxItems' }] };
    const given = item.children('services', MOST_SERVICES);
    for (const service of given) offers.push(offerOf(service, item, tables));
    if (given.length === 0 && tables.rows(item, 'organization', 'services').length === 0)
      item.drop(null, 'no-service');
    if (offers.length > MOST_SERVICES)
      return { ok: false, errors: [{ pointer: item.pointer, code: 'maxItems' }] };
  }
  return { ok: true, offers };
}

function offerOf(service: Node, organization: Node | null, tables: Tables): Offer {
  const places = [
    ...service.children('service_at_locations'),
    ...tables.rows(service, 'service', 'service_at_locations'),
  ];
  const kinds = new Map<Node, Kind>([[service, 'service']]);
  for (const place of places) kinds.set(place, 'service_at_location');
  if (organization !== null) kinds.set(organization, 'organization');
  const own = new Set(
    places.flatMap(
      (place) => place.child('location') ?? tables.byId('locations', place.value('location_id')) ?? [],
    ),
  );
  const locations =
    own.size > 0 || organization === null
      ? [...own]
      : [...organization.children('locations'), ...tables.rows(organization, 'organization', 'locations')];
  for (const location of locations) kinds.set(location, 'location');
  const within: Within = (owner, member) => {
    const kind = kinds.get(owner);
    return [...owner.children(member), ...(kind === undefined ? [] : tables.rows(owner, kind, member))];
  };
  return { service, organization, places, locations, within };
}
