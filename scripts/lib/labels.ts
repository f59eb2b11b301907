/**
 * Label files: names of countries and languages from the runtime's ICU, Serbian in Latin script from Serbian in Cyrillic.
 * Invariant: whatever ICU says differently, or cannot say at all (Montenegrin), stands below; what is written by hand
 * is kept as it is, in the order of the code lists. domain.md 10.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const LABEL_LANGUAGES = ['sq', 'bs', 'hr', 'sr-Cyrl', 'sr-Latn', 'cnr', 'mk'] as const;
export type LabelLanguage = (typeof LABEL_LANGUAGES)[number];
export const REVIEW_MARK = 'machine-made, to be reviewed by a native speaker';
export const LABELS_FOLDER = 'schemas/labels';

export interface LabelFile {
  readonly language: string;
  readonly version: number;
  readonly asOf: string;
  readonly review: string;
  readonly lists: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Codes of every list, in their order. */
export type Codes = ReadonlyMap<string, readonly string[]>;

export async function codesOf(root: string): Promise<Codes> {
  const folder = join(root, 'schemas/codes');
  const lists = await Promise.all(
    (await readdir(folder))
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map(async (file) => {
        const text = await readFile(join(folder, file), 'utf8');
        return JSON.parse(text) as { readonly list: string; readonly codes: readonly { code: string }[] };
      }),
  );
  return new Map(lists.map(({ list, codes }) => [list, codes.map(({ code }) => code)]));
}

export async function labelFileOf(root: string, language: LabelLanguage): Promise<LabelFile> {
  return JSON.parse(await readFile(join(root, LABELS_FOLDER, `${language}.json`), 'utf8')) as LabelFile;
}

type Names = Readonly<Record<string, string>>;

const ICU_TYPES: Readonly<Record<string, 'region' | 'language'>> = {
  citizenship: 'region',
  languages: 'language',
};

/** Where names come from. ICU turns `cnr` into Serbian, so its Ijekavian names are mended below. */
const ICU_LOCALES: Readonly<Record<LabelLanguage, string>> = {
  sq: 'sq',
  bs: 'bs',
  hr: 'hr',
  'sr-Cyrl': 'sr-Cyrl',
  'sr-Latn': 'sr-Cyrl',
  cnr: 'sr-Latn-ME',
  mk: 'mk',
};

/** Kosovo*: without prejudice to positions on status. */
const CITIZENSHIP: Readonly<Record<Exclude<LabelLanguage, 'sr-Latn'>, Names>> = {
  sq: {
    XK: 'Kosovë*',
    XS: 'Pa shtetësi',
    XX: 'E panjohur ose jo në këtë listë',
    CI: 'Bregu i Fildishtë',
    MF: 'Sen-Marten (pjesa franceze)',
    SX: 'Sen-Marten (pjesa holandeze)',
    US: 'Shtetet e Bashkuara të Amerikës',
  },
  bs: {
    XK: 'Kosovo*',
    XS: 'Bez državljanstva',
    XX: 'Nije poznato ili nije na ovom spisku',
    BM: 'Bermudi',
    CG: 'Republika Kongo',
    US: 'Sjedinjene Američke Države',
  },
  hr: {
    XK: 'Kosovo*',
    XS: 'Bez državljanstva',
    XX: 'Nije poznato ili nije na ovom popisu',
  },
  'sr-Cyrl': {
    XK: 'Косово*',
    XS: 'Без држављанства',
    XX: 'Није познато или није на овом списку',
    SZ: 'Есватини',
    US: 'Сједињене Америчке Државе',
  },
  cnr: {
    XK: 'Kosovo*',
    XS: 'Bez državljanstva',
    XX: 'Nije poznato ili nije na ovom spisku',
    CD: 'Demokratska Republika Kongo',
    CG: 'Republika Kongo',
    CI: 'Obala Slonovače',
    CZ: 'Češka',
    IO: 'Britanska teritorija u Indijskom okeanu',
    KP: 'Sjeverna Koreja',
    MK: 'Sjeverna Makedonija',
    MP: 'Sjeverna Marijanska Ostrva',
    PT: 'Portugal',
    SZ: 'Esvatini',
    TL: 'Istočni Timor',
    US: 'Sjedinjene Američke Države',
  },
  mk: {
    XK: 'Косово*',
    XS: 'Без државјанство',
    XX: 'Не е познато или не е во овој список',
    LC: 'Света Луција',
    MF: 'Свети Мартин (Франција)',
    MO: 'Макао САР Кина',
    PM: 'Сент Пјер и Микелон',
    SX: 'Свети Мартин (Холандија)',
    UM: 'Помали далечни острови на САД',
  },
};

const LANGUAGES: Readonly<Record<Exclude<LabelLanguage, 'sr-Latn'>, Names>> = {
  sq: {
    'sr-Cyrl': 'Serbisht, shkrim cirilik',
    'sr-Latn': 'Serbisht, shkrim latin',
    cnr: 'Malazezisht',
    rom: 'Romisht',
    rup: 'Arumanisht (vllahisht)',
    ckb: 'Kurdishte qendrore (sorani)',
    hi: 'Hindisht',
    kmr: 'Kurdishte veriore (kurmanxhi)',
    sgn: 'Gjuhë e shenjave',
    mis: 'Gjuhë që nuk është në këtë listë',
    und: 'E papërcaktuar',
  },
  bs: {
    'sr-Cyrl': 'Srpski, ćirilica',
    'sr-Latn': 'Srpski, latinica',
    cnr: 'Crnogorski',
    rom: 'Romski',
    rup: 'Arumunski (cincarski)',
    ckb: 'Centralnokurdski (sorani)',
    id: 'Indonežanski',
    kmr: 'Sjevernokurdski (kurmandži)',
    ky: 'Kirgiski',
    yo: 'Joruba',
    sgn: 'Znakovni jezik',
    mis: 'Jezik koji nije na ovom spisku',
    und: 'Nije utvrđen',
  },
  hr: {
    'sr-Cyrl': 'Srpski, ćirilica',
    'sr-Latn': 'Srpski, latinica',
    cnr: 'Crnogorski',
    bn: 'Bengalski',
    ckb: 'Srednjokurdski (sorani)',
    kmr: 'Sjevernokurdski (kurmandži)',
    yo: 'Joruba',
    sgn: 'Znakovni jezik',
    mis: 'Jezik koji nije na ovom popisu',
    und: 'Nije utvrđen',
  },
  'sr-Cyrl': {
    'sr-Cyrl': 'Српски, ћирилица',
    'sr-Latn': 'Српски, латиница',
    cnr: 'Црногорски',
    ckb: 'Централни курдски (сорани)',
    kmr: 'Северни курдски (курманџи)',
    th: 'Тајландски',
    sgn: 'Знаковни језик',
    mis: 'Језик који није на овом списку',
    und: 'Није утврђен',
  },
  cnr: {
    'sr-Cyrl': 'Srpski, ćirilica',
    'sr-Latn': 'Srpski, latinica',
    cnr: 'Crnogorski',
    bn: 'Bengalski',
    ckb: 'Centralni kurdski (sorani)',
    de: 'Njemački',
    kmr: 'Sjeverni kurdski (kurmandži)',
    th: 'Tajlandski',
    sgn: 'Znakovni jezik',
    mis: 'Jezik koji nije na ovom spisku',
    und: 'Nije utvrđen',
  },
  mk: {
    'sr-Cyrl': 'Српски, кирилица',
    'sr-Latn': 'Српски, латиница',
    cnr: 'Црногорски',
    ckb: 'Централнокурдски (сорани)',
    kmr: 'Севернокурдски (курманџи)',
    tg: 'Таџички',
    yo: 'Јоруба',
    sgn: 'Знаковен јазик',
    mis: 'Јазик што не е во овој список',
    und: 'Не е утврден',
  },
};

const byHand: Readonly<Record<string, Readonly<Record<string, Names>>>> = {
  citizenship: CITIZENSHIP,
  languages: LANGUAGES,
};

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Names of countries or languages; a code that neither ICU nor the tables above know is left out. */
function derived(list: string, codes: readonly string[], language: LabelLanguage): Names {
  const type = ICU_TYPES[list];
  if (type === undefined) return {};
  const names = new Intl.DisplayNames([ICU_LOCALES[language]], { type, fallback: 'none' });
  const own = byHand[list]?.[language] ?? {};
  return Object.fromEntries(
    codes.flatMap((code) => {
      const name = own[code] ?? names.of(code);
      return name === undefined ? [] : [[code, capitalised(name)]];
    }),
  );
}

/** The file in the order of the code lists, with what is derived; `cyrillic` is the Serbian file to transliterate. */
export function completed(file: LabelFile, codes: Codes, cyrillic: LabelFile | null): LabelFile {
  const language = file.language as LabelLanguage;
  const lists = [...codes].flatMap(([list, listCodes]) => {
    const from: Names =
      cyrillic === null
        ? { ...file.lists[list], ...derived(list, listCodes, language) }
        : Object.fromEntries(
            Object.entries(cyrillic.lists[list] ?? {}).map(([code, label]) => [code, toLatin(label)]),
          );
    const labels = listCodes.flatMap((code) => (from[code] === undefined ? [] : [[code, from[code]]]));
    return labels.length === 0 ? [] : [[list, Object.fromEntries(labels) as Names] as const];
  });
  return { ...file, lists: Object.fromEntries(lists) };
}

/** `list/code` of what a file lacks, and of what it has beyond the lists. */
export function difference(
  file: LabelFile,
  codes: Codes,
): { readonly missing: readonly string[]; readonly unknown: readonly string[] } {
  const wanted = new Set(
    [...codes].flatMap(([list, listCodes]) => listCodes.map((code) => `${list}/${code}`)),
  );
  const held = Object.entries(file.lists).flatMap(([list, labels]) =>
    Object.keys(labels).map((code) => `${list}/${code}`),
  );
  const heldSet = new Set(held);
  return {
    missing: [...wanted].filter((label) => !heldSet.has(label)),
    unknown: held.filter((label) => !wanted.has(label)),
  };
}

const LETTERS = new Map([
  ...[...'абвгдђежзијклмнопрстћуфхцчш'].map(
    (letter, at) => [letter, [...'abvgdđežzijklmnoprstćufhcčš'][at] ?? ''] as const,
  ),
  ['љ', 'lj'],
  ['њ', 'nj'],
  ['џ', 'dž'],
]);

/** Serbian Cyrillic to Serbian Latin, letter by letter; this way round it is exact. */
export function toLatin(text: string): string {
  return text.replaceAll(/\p{Script=Cyrillic}/gu, (letter, at: number) => {
    const lower = letter.toLowerCase();
    const latin = LETTERS.get(lower);
    if (latin === undefined) throw new Error(`no letter of Serbian: ${letter}`);
    if (letter === lower) return latin;
    const next = text.charAt(at + 1);
    const allCapitals = next !== next.toLowerCase();
    return allCapitals ? latin.toUpperCase() : capitalised(latin);
  });
}
