// `npm run figures`: monitoring figures of one participant, from the metadata in its database.
// Invariant: reads and never writes; needs the database and no key; the same figures as GET /v1/monitoring-figures.
// contract.md 1; domain.md 9; decision 0025.
import { PARTICIPANT_PATTERN } from '../services/gateway/http/parameters.ts';
import { figuresFile, figuresView, monitoringFigures } from '../services/gateway/views/figures.ts';
import type { Config } from '../services/lib/platform/config.ts';
import { DbError, openPool } from '../services/lib/platform/db/index.ts';
import { privacyProblem, readLine } from '../services/lib/platform/files/index.ts';
import { ExitError } from '../services/lib/platform/lifecycle/index.ts';
import {
  definitionOf,
  measures,
  isoDuration,
  readPeriod,
  type Figures,
  type Measure,
} from '../services/lib/statistics/index.ts';
import { readLimitTable, readNames } from '../services/participant/files.ts';
import { CliError, runCli, type CliContext, type CliResult, type CommandLine } from './lib/cli.ts';
import { configOf, wrongUse } from './lib/configuration.ts';

const COMMAND: CommandLine = {
  name: 'figures',
  summary:
    'Monitoring figures of one participant: times, limits, reasons, feedback, each with its definition.',
  help: [
    '--config FILE  configuration of the participant',
    '--month M      calendar month in UTC, such as 2026-11; default: the last full one',
    '--from T       with --to: a period of your own, days (2026-11-01) or UTC times; --to does not belong to it',
    '--to T',
    '--partner P    only referrals with this participant; its own id: domestic ones',
    '--csv          rows for a spreadsheet on standard output',
  ],
  options: {
    config: { type: 'string' },
    month: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    partner: { type: 'string' },
    csv: { type: 'boolean' },
  },
};

await runCli(COMMAND, async (cli) => {
  const config = configOf(cli.required('config'));
  if (cli.json && cli.flag('csv')) throw wrongUse('--json or --csv, not both');
  const now = Date.now();
  const asked = (name: string): string | null => cli.text(name) ?? null;
  const reading = readPeriod(
    { month: asked('month'), from: asked('from'), to: asked('to') },
    new Date(now).toISOString(),
  );
  if (!reading.ok)
    throw wrongUse(
      `--${reading.member}: ${reading.code === 'format' ? 'not a date of its form' : 'out of range'}`,
    );
  const partner = asked('partner');
  if (partner !== null && !new RegExp(PARTICIPANT_PATTERN).test(partner))
    throw wrongUse('--partner: not a participant');
  const context = { participant: config.participant, ...filesOf(config), now: () => now };
  const db = openPool(databaseUrlOf(config), { maxConnections: 1, applicationName: 'trm-figures' });
  try {
    const figures = await db.tx((sql) => monitoringFigures(sql, context, reading.period, partner), {
      isolation: 'repeatable read',
      readOnly: true,
    });
    return put(cli, context, figures);
  } catch (error) {
    if (!(error instanceof DbError) || error.code !== 'transient') throw error;
    throw new CliError(3, 'The database does not answer. Start it, then ask again.', { cause: error });
  } finally {
    await db.close();
  }
});

type Context = Parameters<typeof figuresView>[0];

function put(cli: CliContext, context: Context, figures: Figures): CliResult {
  if (cli.flag('csv')) process.stdout.write(figuresFile(context, figures));
  else if (!cli.json) for (const line of readable(context, figures)) cli.say(line);
  return { exitCode: 0, json: figuresView(context, figures) };
}

/** Rows in which nothing happened are left to CSV and JSON. */
function readable(
  { participant, displayNames }: Context,
  { period, asOf, indicators }: Figures,
): readonly string[] {
  const lines = [`${participant}, ${period.from} to ${period.to}, as of ${asOf}`];
  for (const { id, rows } of indicators) {
    lines.push('', `${id} (counts ${definitionOf(id).unit}s): ${definitionOf(id).definition}`);
    const told = rows.filter(({ values }) =>
      Object.values(values).some((value) => value !== 0 && value !== null),
    );
    if (told.length === 0) lines.push('  none');
    for (const { group, values } of told) {
      const named = Object.values(group).filter((member) => typeof member === 'string');
      const figures = Object.entries(values).map(
        ([name, value]) => `${name} ${written(name as Measure, value)}`,
      );
      lines.push(`  ${named.length === 0 ? 'all' : named.join(' ')}: ${figures.join(', ')}`);
    }
  }
  return [...lines, '', displayNames.footnote];
}

function written(name: Measure, value: number | string | null): string {
  if (value === null) return '-';
  return measures[name].kind === 'seconds' && typeof value === 'number' ? isoDuration(value) : String(value);
}

function filesOf(config: Config): Pick<Context, 'limits' | 'displayNames'> {
  try {
    return { limits: readLimitTable(config), displayNames: readNames(config) };
  } catch (error) {
    if (error instanceof ExitError) throw wrongUse(error.message, { cause: error });
    throw error;
  }
}

function databaseUrlOf({ files: { databaseUrlFile } }: Config): string {
  if (databaseUrlFile === null) throw wrongUse('databaseUrlFile (TRM_DATABASE_URL_FILE): missing');
  const reading = readLine(databaseUrlFile);
  const problem = reading.ok ? privacyProblem(databaseUrlFile) : reading.problem;
  if (!reading.ok || problem !== null) throw wrongUse(`databaseUrlFile (${databaseUrlFile}): ${problem}`);
  return reading.value;
}
