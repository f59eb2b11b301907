/**
 * Labels: every code of every list has one in every language, in that language's own letters, and no two codes of a list
 * look the same. What is missing is named; `npm run labels -- --check` says it without a test. domain.md 10.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  type Codes,
  codesOf,
  completed,
  difference,
  LABEL_LANGUAGES,
  type LabelFile,
  type LabelLanguage,
  labelFileOf,
  REVIEW_MARK,
  toLatin,
} from '../../../scripts/lib/labels.ts';
import {
  codeList,
  codeListNames,
  isLanguage,
  labelFallbacks,
  labelOf,
  labelSource,
  languages,
} from '../../../services/lib/contract/index.ts';
import { alongChain } from '../../../services/lib/contract/labels.ts';
import { SCHEMAS } from './support.ts';

const ROOT = join(SCHEMAS, '..');
const codes = await codesOf(ROOT);
const files = new Map<LabelLanguage, LabelFile>();
for (const language of LABEL_LANGUAGES) files.set(language, await labelFileOf(ROOT, language));
const fileOf = (language: LabelLanguage): LabelFile => files.get(language) ?? assert.fail(language);

const textOf = (language: LabelLanguage): string =>
  readFileSync(join(SCHEMAS, 'labels', `${language}.json`), 'utf8');

interface Label {
  readonly list: string;
  readonly code: string;
  readonly label: string;
}

const labelsIn = (file: LabelFile): readonly Label[] =>
  Object.entries(file.lists).flatMap(([list, labels]) =>
    Object.entries(labels).map(([code, label]) => ({ list, code, label })),
  );
const wordsOf = (label: string): readonly string[] => label.match(/[\p{L}\p{M}]+/gu) ?? [];

const LATIN_OF_SERBIAN = 'abcčćdđefghijklmnoprsštuvzž';
const LETTERS: Readonly<Record<LabelLanguage, string>> = {
  sq: 'abcçdeëfghijklmnopqrstuvxyz',
  bs: LATIN_OF_SERBIAN,
  hr: LATIN_OF_SERBIAN,
  'sr-Cyrl': 'абвгдђежзијклљмнњопрстћуфхцчџш',
  'sr-Latn': LATIN_OF_SERBIAN,
  cnr: `${LATIN_OF_SERBIAN}śź`,
  mk: 'абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ',
};
const CYRILLIC: ReadonlySet<string> = new Set<LabelLanguage>(['sr-Cyrl', 'mk']);
/** Names of formats, written alike in every script. */
const FORMATS: ReadonlySet<string> = new Set(['HTTP', 'JSON', 'HTCDS', 'CTDC']);
/** Names of countries and languages as ICU has them: foreign letters of the same script are right in them. */
const NAMES: ReadonlySet<string> = new Set(['citizenship', 'languages', 'jurisdictions']);

test('there is a file for every language but English, and none besides', () => {
  assert.deepEqual(
    readdirSync(join(SCHEMAS, 'labels')).sort(),
    LABEL_LANGUAGES.map((language) => `${language}.json`).sort(),
  );
  assert.deepEqual([...languages].sort(), ['en', ...LABEL_LANGUAGES].sort());
});

for (const language of LABEL_LANGUAGES)
  describe(language, () => {
    const file = fileOf(language);
    const labels = labelsIn(file);

    test('says what it is, and that nobody who speaks it from birth has reviewed it', () => {
      assert.equal(file.language, language);
      assert.ok(Number.isInteger(file.version) && file.version >= 1);
      assert.match(file.asOf, /^\d{4}-\d{2}-\d{2}$/);
      assert.equal(file.review, REVIEW_MARK);
      assert.deepEqual(labelSource(language), {
        language,
        version: file.version,
        asOf: file.asOf,
        review: REVIEW_MARK,
      });
    });

    test('has every code of every list, and no other', () => {
      const { missing, unknown } = difference(file, codes);
      assert.deepEqual(missing, [], `without a label in ${language}: ${missing.join(', ')}`);
      assert.deepEqual(unknown, [], `labels in ${language} of codes that no list has: ${unknown.join(', ')}`);
    });

    test('nothing is empty, padded or spelt with parts of letters', () => {
      for (const { list, code, label } of labels) {
        assert.match(label, /\S/, `${list}/${code}`);
        assert.equal(label, label.trim().replaceAll(/\s+/gu, ' '), `${list}/${code}`);
        assert.equal(label, label.normalize('NFC'), `${list}/${code}`);
        assert.ok(label.length <= 160, `${list}/${code} is too long to be read in a list`);
      }
    });

    test('every word is in its own script and alphabet', () => {
      const script = CYRILLIC.has(language) ? /^\p{Script=Cyrillic}+$/u : /^\p{Script=Latin}+$/u;
      for (const { list, code, label } of labels)
        for (const word of wordsOf(label)) {
          if (FORMATS.has(word)) continue;
          assert.match(word, script, `${list}/${code}: ${label}`);
          if (NAMES.has(list)) continue;
          for (const letter of word.toLowerCase())
            assert.ok(LETTERS[language].includes(letter), `${list}/${code}: ${letter} in ${label}`);
        }
    });

    test('begins with a capital letter, as a list shows it', () => {
      for (const { list, code, label } of labels) {
        if (list === 'opening-codes') assert.match(label, /^\d+: \p{Ll}/u, `${list}/${code}`);
        else assert.match(label, /^(?:\p{Lu}|\d)/u, `${list}/${code}: ${label}`);
      }
    });

    test('no two codes of a list look the same', () => {
      for (const [list, ofList] of Object.entries(file.lists)) {
        const seen = new Map<string, string>();
        for (const [code, label] of Object.entries(ofList)) {
          const before = seen.get(label.toLowerCase());
          assert.equal(before, undefined, `${list}: ${before ?? ''} and ${code} are both "${label}"`);
          seen.set(label.toLowerCase(), code);
        }
      }
    });
  });

test('Serbian is one language in two scripts: Latin is Cyrillic, letter by letter', () => {
  const cyrillic = fileOf('sr-Cyrl');
  const latin = fileOf('sr-Latn');
  let compared = 0;
  for (const { list, code, label } of labelsIn(cyrillic)) {
    assert.equal(latin.lists[list]?.[code], toLatin(label), `${list}/${code}`);
    compared += 1;
  }
  assert.equal(labelsIn(latin).length, compared);
});

test('transliteration: letters of two signs, and capitals', () => {
  assert.equal(toLatin('Људи, њива, Џибути, Ђуро, чекић'), 'Ljudi, njiva, Džibuti, Đuro, čekić');
  assert.equal(toLatin('ЉУБАВ и ЊУ'), 'LJUBAV i NJU');
  assert.equal(toLatin('JSON 2: јединица'), 'JSON 2: jedinica');
  assert.throws(() => toLatin('ѓ'), /no letter of Serbian/);
});

/** Roots as eastern speech has them; in Bosnian, Croatian and Montenegrin each has another form. */
const EKAVIAN = new RegExp(
  `(?<!\\p{L})(?:(?:${[
    'dete|deteta|deca|dece|deci|mesto|mesta|mestu|vreme|mera|mere|merama|delo|dela|deo|dela|delova|ovde|negde',
    'pre|uvek|nedelja|nedelje|nedelju|cela|celi|leto|reč|reči|zvezda|mleko|vera|smer|umesto|poslednji|sledeći',
  ].join('|')})(?!\\p{L})|${[
    'vrednost|bezbed|obezbeđ|smešta|premešt|namešt|procen|primenj|promenj|zamenj|razmen|zahtev|savet|sever|čovek|odeć',
    'lečenj|lekar|svedo|posvedo|pover|pretnj|dodelj|proter|telesn|pobeg|odeljenj|rešenj|verovatn|nasledn|sused|usmerav',
  ].join('|')})`,
  'iu',
);

test('Bosnian, Croatian and Montenegrin are spelt their own way, and are no copies of Serbian', () => {
  const latin = fileOf('sr-Latn');
  for (const language of ['bs', 'hr', 'cnr'] as const) {
    const labels = labelsIn(fileOf(language)).filter(({ list }) => !NAMES.has(list));
    for (const { list, code, label } of labels)
      assert.doesNotMatch(label, EKAVIAN, `${language} ${list}/${code}: ${label}`);
    const differing = labels.filter(({ list, code, label }) => latin.lists[list]?.[code] !== label);
    assert.ok(
      differing.length > labels.length / 4,
      `${language}: only ${differing.length} of ${labels.length}`,
    );
  }
});

test('no file is another one under a second name', () => {
  for (const [at, one] of LABEL_LANGUAGES.entries())
    for (const other of LABEL_LANGUAGES.slice(at + 1)) {
      const labels = labelsIn(fileOf(one)).filter(({ list }) => !NAMES.has(list));
      const same = labels.filter(({ list, code, label }) => fileOf(other).lists[list]?.[code] === label);
      assert.ok(
        same.length < labels.length * 0.8,
        `${one} and ${other}: ${same.length} of ${labels.length} alike`,
      );
    }
});

test('what can be derived is as the generator derives it', () => {
  const cyrillic = fileOf('sr-Cyrl');
  for (const language of LABEL_LANGUAGES) {
    const file = fileOf(language);
    const again = completed(file, codes, language === 'sr-Latn' ? cyrillic : null);
    assert.deepEqual(Object.keys(file.lists), Object.keys(again.lists), `${language}: order of the lists`);
    for (const [list, labels] of Object.entries(file.lists))
      assert.deepEqual(
        Object.entries(labels),
        Object.entries(again.lists[list] ?? {}),
        `${language} ${list}`,
      );
  }
});

describe('the door', () => {
  test('a list carries its labels in all languages', () => {
    for (const name of codeListNames())
      for (const { code, labels } of codeList(name).codes) {
        assert.deepEqual(Object.keys(labels), languages, `${name}/${code}`);
        for (const language of languages) assert.equal(labels[language], labelOf(name, code, language));
      }
    assert.equal(labelOf('exploitation', 'forced-labour', 'mk'), 'Присилна работа');
    assert.equal(labelOf('exploitation', 'forced-labour', 'cnr'), 'Prinudni rad');
    assert.equal(labelOf('exploitation', 'forced-labour', 'hr'), 'Prisilni rad');
    assert.equal(labelOf('exploitation', 'forced-labour', 'en'), 'Forced labour');
  });

  test('every chain ends in English and holds no language twice', () => {
    for (const language of languages) {
      const chain = [language, ...labelFallbacks[language]];
      assert.equal(new Set(chain).size, chain.length, language);
      assert.equal(chain.at(-1), 'en', language);
    }
  });

  test('a language without a label takes that of its neighbour, then English', () => {
    assert.equal(
      alongChain('cnr', (each) => (each === 'cnr' ? undefined : each)),
      'sr-Latn',
    );
    assert.equal(
      alongChain('sr-Cyrl', (each) => (each === 'en' ? each : undefined)),
      'en',
    );
    assert.equal(
      alongChain('sq', (each) => (each === 'mk' ? each : undefined)),
      undefined,
    );
    assert.equal(
      alongChain('mk', (each) => each),
      'mk',
    );
  });

  test('a code that nobody knows stands for itself', () => {
    assert.equal(labelOf('exploitation', 'a-code-of-version-9', 'sq'), 'a-code-of-version-9');
    assert.equal(labelOf('exploitation', 'toString', 'sq'), 'toString');
    assert.equal(labelOf('no-such-list', 'other', 'en'), 'other');
  });

  test('a language is one of ours, or none', () => {
    for (const language of languages) assert.ok(isLanguage(language));
    for (const text of ['sr', 'sr-ME', 'EN', '__proto__', '']) assert.equal(isLanguage(text), false);
    assert.equal(labelSource('en'), null);
  });
});

test('what is missing or unknown is named', () => {
  const two: Codes = new Map([
    ['urgency', ['urgent', 'routine']],
    ['sex', ['male']],
  ]);
  const file = {
    ...fileOf('mk'),
    lists: { urgency: { routine: 'Редовно', leisurely: 'Полека' }, colours: { red: 'Црвено' } },
  };
  assert.deepEqual(difference(file, two), {
    missing: ['urgency/urgent', 'sex/male'],
    unknown: ['urgency/leisurely', 'colours/red'],
  });
  assert.deepEqual(completed(file, two, null).lists, { urgency: { routine: 'Редовно' } });
});

test('the command says that nothing is missing, and writes nothing with --check', () => {
  const before = LABEL_LANGUAGES.map((language) => textOf(language));
  const run = spawnSync(process.execPath, ['scripts/labels.ts', '--check', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  assert.deepEqual(JSON.parse(run.stdout), { ok: true, missing: {}, unknown: [], differing: [] });
  assert.equal(run.status, 0);
  assert.deepEqual(
    LABEL_LANGUAGES.map((language) => textOf(language)),
    before,
  );
});

test('each file is written as the formatter writes it, so that a review shows only what it changed', () => {
  for (const language of LABEL_LANGUAGES) {
    const text = textOf(language);
    assert.equal(text, `${JSON.stringify(JSON.parse(text), null, 2)}\n`, language);
  }
});
