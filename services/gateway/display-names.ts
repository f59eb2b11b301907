/**
 * How participants are called where people read, and the footnotes that go with the names: data of the deployment.
 * Invariant: a name is never part of a signed message, and no export goes out with names and without the footnotes.
 * domain.md 2.
 */
import { hasCode } from '../lib/contract/index.ts';

export interface DisplayNames {
  /** A participant that the deployment has no name for is called by its id. */
  readonly nameOf: (participant: string) => string;
  /** Code of the list `citizenship`; null where the deployment says none. */
  readonly territoryOf: (participant: string) => string | null;
  readonly footnote: string;
}

export type DisplayNamesReading =
  | { readonly ok: true; readonly value: DisplayNames }
  | { readonly ok: false; readonly problems: readonly string[] };

type Tree = Readonly<Record<string, unknown>>;
const treeOf = (value: unknown): Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The language in which exports speak; the file may hold others for other viewers. */
const LANGUAGE = 'en';

/** `infra/participants/display-names.json`, parsed. */
export function readDisplayNames(file: unknown): DisplayNamesReading {
  const problems: string[] = [];
  const names = new Map<string, string>();
  const territories = new Map<string, string>();
  for (const [id, entry] of Object.entries(treeOf(treeOf(file)['participants']))) {
    const name = textOf(treeOf(treeOf(entry)['names'])[LANGUAGE]);
    if (name === null) problems.push(`/participants/${id}/names/${LANGUAGE}: missing`);
    else names.set(id, name);
    const { territory } = treeOf(entry);
    if (typeof territory === 'string' && hasCode('citizenship', territory)) territories.set(id, territory);
    else if (territory !== undefined)
      problems.push(`/participants/${id}/territory: not in the list citizenship`);
  }
  if (names.size === 0) problems.push('/participants: nobody has a name');
  const footnotes = treeOf(file)['footnotes'];
  const texts = (Array.isArray(footnotes) ? footnotes : []).map((footnote: unknown, index) => {
    const text = textOf(treeOf(treeOf(footnote)['texts'])[LANGUAGE]);
    if (text === null) problems.push(`/footnotes/${index}/texts/${LANGUAGE}: missing`);
    return text ?? '';
  });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    value: {
      nameOf: (participant) => names.get(participant) ?? participant,
      territoryOf: (participant) => territories.get(participant) ?? null,
      footnote: texts.join(' '),
    },
  };
}
