// Every fact of a pack names the line that it was read in, and the line says it.
// Invariant under test: a source that says something else is worse than none (domain.md 11).
// Reads the digests in TRM_RESEARCH, by default ../shared/research; without them it skips aloud, with CI=true it fails.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PARTICIPANTS, readPackFile, type ParticipantId } from './pack-files.ts';

const DIR = process.env.TRM_RESEARCH ?? fileURLToPath(new URL('../../../shared/research', import.meta.url));

/** What a line must say for a fact to rest on it that does not quote its words itself. */
const EVIDENCE: Readonly<Partial<Record<ParticipantId, Readonly<Record<string, RegExp>>>>> = {
  me: {
    'identification-team': /Team for Formal Identification.*identification, referral and initial assistance/,
    shelter: /one specialised shelter/,
    department: /Department for the Fight against Trafficking in Human Beings.*COORD/,
  },
  mk: {
    'social-work': /Centres for Social Work .*may identify, especially children/,
    'mobile-teams': /mobile teams aid victims and potential victims/,
    'nrm-office': /North Macedonia.*NRM Office/,
    coordinator: /Coordinator .*COORD/,
  },
  rs: {
    'protection-centre': /Centre for the Protection of Victims of Trafficking.*identification \+ referral/,
    'social-work': /centres for social work.*initial information/,
    'split-by-age': /Serbia.*Adults: Centre for Protection.*Children: Centres for Social Work/,
    coordinator: /National Anti-trafficking Coordinator/,
  },
};

const SOURCE =
  /^(?:(?<seed>seed-\d{3}) (?<cited>L\d+(?:-\d+)?) \(digest line (?<at>\d+)\)|(?<collection>anchors-domain) [0-9.]+ \(line (?<row>\d+)\))$/;

/** When each document was written, as its digest says at its head; a collection quotes documents of several dates. */
const WRITTEN: Readonly<Record<string, string>> = {
  'seed-000': '2022-09-09',
  'seed-001': '2024',
  'seed-002': '2020-06',
  'seed-003': '2014-05',
  'seed-004': '2018',
};

/** The digest's line that a source names; for a seed, the line must cite the same lines of the seed. */
function lineOf(source: string): string {
  const parts = SOURCE.exec(source)?.groups;
  assert.ok(parts, `the source "${source}" names no line`);
  const file = parts.seed ?? parts.collection;
  const number = Number(parts.at ?? parts.row);
  const line = readFileSync(`${DIR}/${file}.md`, 'utf8').split('\n')[number - 1];
  assert.ok(line, `${file} has no line ${number}`);
  if (parts.cited) assert.match(line, new RegExp(`\\b${parts.cited}\\b`), `it does not cite ${parts.cited}`);
  return line.replaceAll('**', '');
}

const present = existsSync(DIR);
const skip = !present && process.env.CI !== 'true' ? `no digests in ${DIR}: sources NOT checked` : false;

describe('the source of each fact', { skip }, () => {
  for (const id of PARTICIPANTS)
    for (const { id: fact, source, value, asOf } of readPackFile(id).facts)
      it(`${id}: ${fact}`, () => {
        const line = lineOf(source);
        if (value !== undefined) {
          assert.ok(line.includes(value), `"${value}" does not stand in: ${line}`);
          const seed = source.slice(0, 'seed-000'.length);
          assert.ok(asOf, 'a value needs the date of its source');
          assert.equal(asOf, WRITTEN[seed] ?? asOf);
          return;
        }
        const evidence = EVIDENCE[id]?.[fact];
        assert.ok(evidence, 'a fact needs the words of its line as its value');
        assert.match(line, evidence);
      });
});
