/**
 * Code lists as a client reads them: codes with their labels in every language, or in the one that was asked for.
 * Invariant: what a label's file says of its review goes with it, so that nobody takes a machine's word for a speaker's.
 * domain.md 10.
 */
import { codeList, codeListNames, labelSource, type Language, languages } from '../../lib/contract/index.ts';

interface LanguageView {
  readonly language: Language;
  /** Null: English, which stands with the codes. */
  readonly version: number | null;
  readonly review: string | null;
}

const languageView = (language: Language): LanguageView => {
  const source = labelSource(language);
  return { language, version: source?.version ?? null, review: source?.review ?? null };
};

export interface CodeListsView {
  readonly languages: readonly LanguageView[];
  readonly items: readonly {
    readonly list: string;
    readonly version: number;
    readonly asOf: string;
    readonly codes: number;
  }[];
}

export function codeListsView(): CodeListsView {
  return {
    languages: languages.map(languageView),
    items: codeListNames().map((name) => {
      const { list, version, asOf, codes } = codeList(name);
      return { list, version, asOf, codes: codes.length };
    }),
  };
}

export interface CodeListView {
  readonly list: string;
  readonly version: number;
  readonly asOf: string;
  readonly source: string;
  readonly degradesTo: string | null;
  readonly languages: readonly LanguageView[];
  readonly codes: readonly {
    readonly code: string;
    readonly labels: Readonly<Partial<Record<Language, string>>>;
    readonly source: string;
  }[];
}

/** Null: there is no such list. */
export function codeListView(name: string, language: Language | null): CodeListView | null {
  if (!codeListNames().includes(name)) return null;
  const { list, version, asOf, source, degradesTo, codes } = codeList(name);
  return {
    list,
    version,
    asOf,
    source,
    degradesTo,
    languages: (language === null ? languages : [language]).map(languageView),
    codes: codes.map((code) => ({
      code: code.code,
      labels: language === null ? code.labels : { [language]: code.labels[language] },
      source: code.source,
    })),
  };
}
