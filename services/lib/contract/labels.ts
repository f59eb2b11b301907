/**
 * Labels of codes in every language of the exchange, from `schemas/labels/`; English stands with the code itself.
 * Invariant: whatever the language, there is a text to show: a language without a label takes that of the next one in
 * its chain, at last English. domain.md 10.
 */
import { codeListFiles, labelFiles } from './generated/index.ts';

export const languages = ['en', 'sq', 'bs', 'hr', 'sr-Cyrl', 'sr-Latn', 'cnr', 'mk'] as const;
/** BCP 47. `cnr` is kept as it is: ICU would turn it into Serbian. */
export type Language = (typeof languages)[number];
export type Labels = Readonly<Record<Language, string>>;

/**
 * Who reads the one reads the other; Albanian and Macedonian have no such neighbour. Only until a label is there: a test
 * fails as long as one is missing.
 */
export const labelFallbacks: Readonly<Record<Language, readonly Language[]>> = {
  en: [],
  sq: ['en'],
  bs: ['hr', 'sr-Latn', 'en'],
  hr: ['bs', 'sr-Latn', 'en'],
  'sr-Cyrl': ['sr-Latn', 'en'],
  'sr-Latn': ['sr-Cyrl', 'en'],
  cnr: ['sr-Latn', 'en'],
  mk: ['en'],
};

/** What a file of labels says of itself. */
export interface LabelSource {
  readonly language: Language;
  readonly version: number;
  readonly asOf: string;
  /** Says that a native speaker has not reviewed it yet, as long as that is so. */
  readonly review: string;
}

interface LabelFile extends LabelSource {
  readonly lists: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface EnglishList {
  readonly codes: readonly { readonly code: string; readonly labels: { readonly en: string } }[];
}

const files = labelFiles as unknown as Readonly<Partial<Record<Language, LabelFile>>>;
const english = new Map(
  Object.entries(codeListFiles as unknown as Readonly<Record<string, EnglishList>>).map(
    ([list, { codes }]) => [list, new Map(codes.map(({ code, labels }) => [code, labels.en]))],
  ),
);

/** Version and state of review of a language's labels; null for English, which stands with the codes. */
export function labelSource(language: Language): LabelSource | null {
  const file = files[language];
  return file === undefined
    ? null
    : { language, version: file.version, asOf: file.asOf, review: file.review };
}

export function isLanguage(text: string): text is Language {
  return languages.some((language) => language === text);
}

/** The label that stands in the data, without any fallback. */
function ownLabel(list: string, code: string, language: Language): string | undefined {
  if (language === 'en') return english.get(list)?.get(code);
  const labels = files[language]?.lists[list];
  return labels !== undefined && Object.hasOwn(labels, code) ? labels[code] : undefined;
}

/** The first label along a language's chain. */
export function alongChain(
  language: Language,
  label: (language: Language) => string | undefined,
): string | undefined {
  for (const each of [language, ...labelFallbacks[language]]) {
    const found = label(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a person reads for a code. A code that this version does not know stands for itself: it needs a person. */
export function labelOf(list: string, code: string, language: Language): string {
  return alongChain(language, (each) => ownLabel(list, code, each)) ?? code;
}

export function labelsOf(list: string, code: string): Labels {
  return Object.fromEntries(
    languages.map((language) => [language, labelOf(list, code, language)]),
  ) as unknown as Labels;
}
