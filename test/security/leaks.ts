/**
 * Everything that one network shows or keeps outside a sealed ring, as named texts: files, figures, rows, bus values,
 * decoded envelopes. Invariant: every table of every database and every column is read, bytea as bytes too.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Network } from '../../scripts/lib/demo/network.ts';
import { onDatabase } from '../support/network.ts';

export interface Place {
  readonly name: string;
  readonly text: string;
}

export async function exposedPlaces(network: Network): Promise<readonly Place[]> {
  const ids = Object.keys(network.demo.participants);
  const metrics = ids.map(async (id) => {
    const response = await fetch(`${network.participant(id).url}/metrics`);
    return [{ name: `metrics of ${id}`, text: await response.text() }];
  });
  const databases = ids.map((id) => rowsOf(network.participant(id).adminDatabaseUrl, id));
  const bus = network.demo.bus.kind === 'embedded' ? [rowsOf(network.demo.bus.adminUrl, 'bus')] : [];
  return [...files(network.dir), ...(await Promise.all([...metrics, ...databases, ...bus])).flat()];
}

/** Logs, standard output and error, configuration: all that lies in the folder, but the server's own data. */
function files(dir: string): readonly Place[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !path.relative(dir, entry.parentPath).startsWith('postgres'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(dir, file), text: readFileSync(file, 'latin1') }));
}

async function rowsOf(url: string, name: string): Promise<readonly Place[]> {
  const tables = await onDatabase<{ table: string; bytes: string[] }>(
    url,
    `select format('%I.%I', c.table_schema, c.table_name) as table,
       coalesce(array_agg(quote_ident(c.column_name)) filter (where c.data_type = 'bytea'), '{}') as bytes
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
     group by c.table_schema, c.table_name`,
  );
  const places: Place[] = [];
  for (const { table, bytes } of tables) {
    const columns = ['t::text as row', ...bytes.map((column) => `t.${column}`)].join(', ');
    const rows = await onDatabase<Record<string, string | Buffer | null>>(
      url,
      `select ${columns} from ${table} t`,
    );
    const text = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? readable(value) : (value ?? '')))
      .join('\n');
    places.push({ name: `${name} ${table}`, text });
  }
  return places;
}

/** The bytes, and what stands in base64url within them: a signed envelope is no seal. */
function readable(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const envelope = /"envelope":"([^"]+)"/.exec(text)?.[1] ?? '';
  return [text, ...envelope.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'))].join(
    '\n',
  );
}
