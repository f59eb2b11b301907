// `npm run route`: where would this case go, and why; for training and for authors of packs.
// Invariant: reads the pack's files and the case, writes nothing; the same answer as the router gives for this pack, case and moment.
// contract.md 1 and 4, formats.md 8.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  instantOf,
  packAsOf,
  readCase,
  readPacks,
  route,
  type Because,
  type Pack,
  type PackVersions,
  type ReadingFault,
  type Route,
  type Unmet,
} from '../services/lib/routing/index.ts';
import { CliError, runCli, type CliContext, type CliResult, type CommandLine } from './lib/cli.ts';

const COMMAND: CommandLine = {
  name: 'route',
  summary: 'Where would this case go, and why: the office of a participant that is competent for it.',
  help: [
    '--pack DIR   folder with pack.json, such as infra/participants/rs, and earlier versions as pack-<version>.json',
    '--case FILE  case as JSON, such as {"ageBand":["9-17"],"services":["shelter"],"channel":["protection"]}',
    '--as-of T    answer as of this day (2026-11-22) or UTC time (2026-11-22T10:00:00Z), with the pack of then;',
    '             default: now, with pack.json',
  ],
  options: { pack: { type: 'string' }, case: { type: 'string' }, 'as-of': { type: 'string' } },
};

async function answer(context: CliContext): Promise<CliResult> {
  const packDir = context.required('pack');
  const caseFile = context.required('case');
  const asOf = context.text('as-of');
  if (asOf !== undefined && instantOf(asOf) === null)
    throw new CliError(
      2,
      '--as-of needs a day such as 2026-11-22 or a UTC time such as 2026-11-22T10:00:00Z',
    );

  const packs = packsOf(packDir);
  const pack = asOf === undefined ? packs[0] : packAsOf(packs, asOf);
  const reading = readCase(jsonOf('case', caseFile));
  if (!reading.ok) throw unusable('case', caseFile, reading.errors);
  const result = route(pack, reading.value, asOf ?? new Date().toISOString());
  if (!context.json) context.say(readable(pack, result));
  // "Nobody fits" is an answer, not a fault (domain.md 7).
  return { exitCode: 0, json: result };
}

function packsOf(dir: string): PackVersions {
  let names: readonly string[] = [];
  try {
    names = readdirSync(dir);
  } catch {
    // Without the folder there is no pack.json either, and that is what is told.
  }
  const reading = readPacks(names, (name) => jsonOf('pack', join(dir, name)));
  if (!reading.ok) throw unusable('pack', join(dir, reading.file), reading.errors);
  return reading.value;
}

function jsonOf(what: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new CliError(2, `the ${what} ${file} cannot be read (${code})`, { cause: error });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own message quotes the text, and a case may be a person's.
    throw new CliError(2, `the ${what} ${file} is not JSON`, { cause: error });
  }
}

function unusable(what: string, file: string, errors: readonly ReadingFault[]): CliError {
  const faults = errors.map(({ pointer, code }) => `${pointer === '' ? '/' : pointer} ${code}`);
  return new CliError(2, `the ${what} ${file} cannot be used: ${faults.join(', ')}`);
}

function readable(pack: Pack, result: Route): string {
  const nameOf = (id: string): string => pack.offices.find((office) => office.id === id)?.name ?? id;
  const { chosen, also, unmet } = result;
  const lines = [
    chosen === null
      ? 'Nobody fits: no rule holds and the fallback is excluded. A person has to decide.'
      : `${nameOf(chosen.office)} (${chosen.office}), ${chosen.function}`,
    chosen === null || result.fallback ? 'No rule holds.' : `By rule ${chosen.rule}.`,
    ...also.map(({ office, function: fn }) => `At the same time: ${nameOf(office)} (${office}), ${fn}`),
    ...unmet.flatMap((entry) => unmetLines(entry, nameOf)),
    `Pack ${result.pack.id}, version ${result.pack.version}, as of ${result.asOf}.`,
    '',
    ...result.rules.flatMap((rule) => [
      `${rule.id}: ${rule.matched ? 'holds' : 'does not hold'}`,
      ...rule.because.map((entry) => `  ${entry.holds ? 'yes' : 'no '} ${reason(entry)}`),
    ]),
    '',
    factLine(pack, result),
  ];
  return lines.join('\n').trimEnd();
}

function unmetLines({ service, considered }: Unmet, nameOf: (id: string) => string): readonly string[] {
  return [
    `Nobody fits for ${service}: a person has to find an answer.`,
    ...considered.flatMap(({ office, because }) => [
      `  ${nameOf(office)} (${office})`,
      ...because.map((entry) => `    ${entry.holds ? 'yes' : 'no '} ${reason(entry)}`),
    ]),
  ];
}

function reason({ fact, value, wanted }: Because): string {
  const list = (codes: readonly string[]): string => (codes.length === 0 ? 'nothing' : codes.join(', '));
  if (fact === 'exclude') return `${list(wanted)} is not among the excluded: ${list(value)}`;
  if (fact === 'except') return `does not take ${list(wanted)}; of these the case has ${list(value)}`;
  if (fact === 'validFrom') return `counts from ${list(wanted)}`;
  if (fact === 'validTo') return `counts until before ${list(wanted)}`;
  return `${fact} is one of ${list(wanted)}; the case has ${list(value)}`;
}

/** What the chosen rule rests on; an unconfirmed value is never shown without saying so. */
function factLine(pack: Pack, { chosen }: Route): string {
  const rule = pack.rules.find(({ id }) => id === chosen?.rule);
  const office = pack.offices.find(({ id }) => id === chosen?.office);
  const fact = pack.facts.find(({ id }) => id === (rule ?? office)?.fact);
  if (fact === undefined) return '';
  return `Source: ${fact.source}; ${fact.status}, ${fact.confirmed ? 'confirmed' : 'NOT CONFIRMED'}.`;
}

await runCli(COMMAND, answer);
